"""``guanmo restore FILE [--key FILE | --passphrase] [--keys FOLDER] [--to FOLDER [--until MOMENT]]``: put a copy back into an empty place.

Judges' phones then bring what came after it.
"""

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from guanmo.command.backups.whole import LOG, WHOLE, Wanted
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
    parser.add_argument("--to", type=Path, metavar="FOLDER", help=_("整库备份恢复到哪个空的 PostgreSQL 数据文件夹"))
    parser.add_argument("--until", default="", metavar="TIME", help=_("整库备份恢复到这一刻，例如 2026-11-23T10:05:00"))
    asked = parser.parse_args(argv)
    if asked.until and not asked.to:
        raise Refused(_("--until 只用于整库备份，请同时用 --to 写明一个空的数据文件夹。"))
    try:
        secret = secret_of(asked.key, passphrase=asked.passphrase, keys=asked.keys)
    except Refused as refusal:
        if not asked.plain or asked.key or refusal.code != NO_KEY:
            raise
        secret = None  # what was never encrypted needs no key that is lost
    wanted = Wanted(asked.to, asked.file.parent / LOG, asked.until) if asked.to else None
    print(restore(asked.file, keys=asked.keys, secret=secret, plain=asked.plain, wanted=wanted))
    print(_("已经恢复。启动服务后，评委手机再次联网时会自动补交备份之后的评分表。"))
    return 0


def restore(
    file: Path,
    *,
    keys: Path | None = None,
    secret: "Secret | None" = None,
    plain: bool = False,
    wanted: Wanted | None = None,
) -> str:
    """Put the copy back, the keys before it and the files that lie beside it; returns what came back, and what was compared.

    Raises Refused, also when the keys do not fit, and for a file that is not encrypted where there is a ``secret`` and nobody
    says that it is ``plain``.
    """
    if not file.is_file():
        raise Refused(_("没有找到备份文件 {path}。").format(path=file))
    from guanmo.command.backups.encrypted import opened

    with opened(file, secret, plain=plain) as copy:  # wholly read and found right before anything is touched
        name = copy.name
        _fits(name, wanted)
        told, problem = _put_back(copy, keys, secret, wanted)
    _put_files_back(file.parent / "media", secret)
    if problem:
        raise Refused(problem)
    return _("恢复的是 {name}。").format(name=name) + told


def _fits(name: str, wanted: Wanted | None) -> None:
    """Raise Refused where a whole server has no folder to go to, or a folder is named for what goes into a database."""
    if name.endswith(WHOLE) and wanted is None:
        said = _("这是 PostgreSQL 的整库备份。请用 --to 写明一个空的数据文件夹，例如 /var/lib/postgresql/15/main。")
        raise Refused(said)
    if wanted and not name.endswith(WHOLE):
        raise Refused(_("这份备份不是整库备份，不能用 --to 和 --until。"))


def _put_back(copy: Path, keys: Path | None, secret: "Secret | None", wanted: Wanted | None) -> tuple[str, str]:
    """Returns what was compared, and in what the keys do not fit."""
    import django

    django.setup()
    from guanmo.command.backups import database_to_fill
    from guanmo.command.backups.keys import keys_problem, put_keys_back

    if keys:
        put_keys_back(keys)
    if wanted is None:
        same = _("打分日志的根和备份时一样。")
        unknown = _("这份备份里没有打分日志的根，没有比对：请用封存的指纹核对。")
        return (same if database_to_fill().put_back(copy) else unknown), keys_problem()
    from django.db import connection

    from guanmo.command.backups.whole_server_back import put_base_back

    if connection.vendor != "postgresql":
        raise Refused(_("恢复整库备份，请先设好 GUANMO_DATABASE_URL。"))
    problem = put_base_back(copy, wanted, connection.settings_dict, secret)
    said = _("数据库的文件已放在 {path}，试着启动过，打分日志的根和备份时一样。")
    return said.format(path=wanted.into), problem


def _put_files_back(copies: Path, secret: "Secret | None") -> None:
    from django.conf import settings

    from guanmo.command.backups.files import put_files_back

    damaged = put_files_back(copies, Path(settings.MEDIA_ROOT), secret)
    if damaged:
        names = "、".join(damaged[:5])
        raise Refused(
            _("数据库已恢复，但有{count}个文件已损坏，没有恢复：{names}").format(count=len(damaged), names=names)
        )
