"""``guanmo restore FILE [--key FILE | --passphrase] [--keys FOLDER]``: put a copy back into an empty place.

Judges' phones then bring what came after it.
"""

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from guanmo.command.language import gettext as _
from guanmo.lib.refusal import Refused

if TYPE_CHECKING:
    from guanmo.command.backups.secrets import Secret


def main(argv: Sequence[str]) -> int:
    """Restore and say what to do next. Raises Refused; an existing database is never written over."""
    from guanmo.command.backups.secrets import NO_KEY, secret_of

    parser = argparse.ArgumentParser(prog="guanmo restore", description=_("把备份恢复到空的数据库。请先停止服务。"))
    parser.add_argument("file", type=Path, help=_("备份文件"))
    how = parser.add_mutually_exclusive_group()
    how.add_argument("--key", type=Path, help=_("加密备份的密钥文件；不写就用 --keys 里的，或 GUANMO_BACKUP_KEY"))
    how.add_argument("--passphrase", action="store_true", help=_("加密备份的口令，运行时输入"))
    parser.add_argument("--keys", type=Path, help=_("另存的密钥在哪个文件夹"))
    parser.add_argument("--plain", action="store_true", help=_("这份备份没有加密过，虽然现在设了备份密钥"))
    asked = parser.parse_args(argv)
    try:
        secret = secret_of(asked.key, passphrase=asked.passphrase, keys=asked.keys)
    except Refused as refusal:
        if not asked.plain or asked.key or refusal.code != NO_KEY:
            raise
        secret = None  # what was never encrypted needs no key that is lost
    name = restore(asked.file, keys=asked.keys, secret=secret, plain=asked.plain)
    print(_("恢复的是 {name}。").format(name=name))
    print(_("已经恢复。启动服务后，评委手机再次联网时会自动补交备份之后的评分表。"))
    return 0


def restore(file: Path, *, keys: Path | None = None, secret: "Secret | None" = None, plain: bool = False) -> str:
    """Put the copy back, the keys before it and the files that lie beside it; returns the name under which it was made.

    Raises Refused, also when the keys do not fit, and for a file that is not encrypted where there is a ``secret`` and nobody
    says that it is ``plain``.
    """
    if not file.is_file():
        raise Refused(_("没有找到备份文件 {path}。").format(path=file))
    from guanmo.command.backups.encrypted import opened

    with opened(file, secret, plain=plain) as copy:  # wholly read and found right before anything is touched
        name = copy.name
        _put_back(copy, keys)
    _put_files_back(file.parent / "media", secret)
    from guanmo.command.backups.keys import keys_problem

    if problem := keys_problem():
        raise Refused(problem)
    return name


def _put_back(copy: Path, keys: Path | None) -> None:
    import django

    django.setup()
    from guanmo.command.backups import copy_of_database
    from guanmo.command.backups.keys import put_keys_back

    if keys:
        put_keys_back(keys)
    copy_of_database().put_back(copy)


def _put_files_back(copies: Path, secret: "Secret | None") -> None:
    from django.conf import settings

    from guanmo.command.backups.files import put_files_back

    damaged = put_files_back(copies, Path(settings.MEDIA_ROOT), secret)
    if damaged:
        names = "、".join(damaged[:5])
        raise Refused(
            _("数据库已恢复，但有{count}个文件已损坏，没有恢复：{names}").format(count=len(damaged), names=names)
        )
