"""Keys that are guessed, or that others on the same computer can read."""

import os
import stat
from collections.abc import Iterable, Iterator
from pathlib import Path

from django.utils.translation import gettext as _

SHORTEST = 50
_FEWEST = 5
"""A key of fewer different characters was typed, not made."""


def unsafe_secret(key: str) -> Iterator[str]:
    """The key with which sessions are signed."""
    if len(key) < SHORTEST or len(set(key)) < _FEWEST or key.startswith("django-insecure-"):
        yield _(
            "GUANMO_SECRET_KEY 太短或者是示例值，登录状态可以伪造。请删去这个设置，由系统自己生成；或者改为至少 50 个随机字符。"
        )


def readable_by_others(paths: Iterable[Path]) -> Iterator[str]:
    """Files with keys that somebody else than their owner can read or write; Windows keeps other rules."""
    if os.name == "nt":
        return
    for path in paths:
        if path.is_file() and stat.S_IMODE(path.stat().st_mode) & 0o077:
            yield _("密钥文件 %(file)s 能被别的用户读到。请运行 chmod 600 %(file)s。") % {"file": path}
