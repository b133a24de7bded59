"""PostgreSQL's own programs: where they are, and how one is run against the database of the settings."""

import glob
import os
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from guanmo.command.language import gettext as _
from guanmo.lib.refusal import Refused

_DEBIAN = "/usr/lib/postgresql/{major}/bin/{name}"


def found(name: str, major: int | None = None) -> str | None:
    """The path of a program, of any version or of exactly this one."""
    if major is None:
        return shutil.which(name) or max(glob.glob(_DEBIAN.format(major="*", name=name)), default=None)
    path = _DEBIAN.format(major=major, name=name)
    if Path(path).is_file():
        return path
    other = shutil.which(name)
    return other if other and _major(other) == major else None


def run(name: str, *words: str, env: Mapping[str, str], major: int | None = None, **how: Any) -> None:
    """Run it with these variables beside the own ones. Raises Refused with the last line that it wrote."""
    path = found(name, major)
    if path is None:
        raise Refused(_("没有找到 {program}，请安装 PostgreSQL 客户端程序后重试。").format(program=name))
    done = subprocess.run([path, *words], env={**os.environ, **env}, capture_output=True, text=True, check=False, **how)
    if done.returncode:
        raise Refused(_("数据库没有备份或恢复成功：{reason}").format(reason=last_line(done.stderr) or name))


def last_line(text: str) -> str:
    """What a program said at the end; empty when it said nothing."""
    return next(reversed(text.strip().splitlines()), "")


def _major(path: str) -> int | None:
    """``initdb (PostgreSQL) 15.18`` → 15."""
    said = subprocess.run([path, "--version"], capture_output=True, text=True, check=False).stdout
    words = said.replace("(PostgreSQL)", "").split()
    number = words[1].split(".")[0] if len(words) > 1 else ""
    return int(number) if number.isdigit() else None
