"""``guanmo backup FOLDER [--key FILE | --passphrase] [--keys ELSEWHERE]``: a checked copy of everything, while the server goes on.

``--wal FILE``: keep one piece of PostgreSQL's log instead, as its ``archive_command``.
"""

import argparse
import os
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from guanmo.command.language import gettext as _
from guanmo.lib.refusal import Refused
from guanmo.lib.whole_file import to_disk

if TYPE_CHECKING:
    from guanmo.command.backups import Copy
    from guanmo.command.backups.secrets import Secret


def main(argv: Sequence[str]) -> int:
    """Write the copy and say where it is. Raises Refused; a copy that is not sound is not left under its name."""
    from guanmo.command.backups.secrets import NO_KEY, new_key, secret_of

    asked = _arguments(argv)
    if asked.new_key:
        new_key(asked.new_key)
        print(_("备份密钥已写入 {path}。请抄一份锁在别处：没有它，加密的备份谁也打不开。").format(path=asked.new_key))
        return 0
    if not asked.folder:
        raise Refused(_("请写明备份放到哪个文件夹。"))
    try:
        secret = secret_of(asked.key, passphrase=asked.passphrase, twice=True)
    except Refused as refusal:
        if refusal.code != NO_KEY:
            raise
        hint = _("第一次用的，请先用 guanmo backup --new-key 生成一把。")
        raise Refused(f"{refusal}{hint}") from refusal
    if asked.wal:
        from guanmo.command.backups.wal import keep_segment

        keep_segment(asked.wal, asked.folder, secret)
        return 0
    target, told = backup(asked.folder, secret, logical=asked.logical)
    print(_("备份完成：{path}").format(path=target))
    if told:
        print(told)
    if secret is None:
        print(_("备份没有加密。请设好 GUANMO_BACKUP_KEY，或加上 --key、--passphrase。"))
    print(_keep_keys(asked.keys, asked.folder, asked.key))
    return 0


def _arguments(argv: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="guanmo backup", description=_("备份数据库和全部照片、附件。服务不用停止。"))
    parser.add_argument("folder", type=Path, nargs="?", help=_("备份放到哪个文件夹"))
    how = parser.add_mutually_exclusive_group()
    how.add_argument("--key", type=Path, help=_("用这个文件里的密钥加密；不写就用 GUANMO_BACKUP_KEY"))
    how.add_argument("--passphrase", action="store_true", help=_("用口令加密，运行时输入"))
    how.add_argument("--new-key", type=Path, metavar="FILE", help=_("只生成一把备份密钥，写入这个文件"))
    parser.add_argument("--keys", type=Path, help=_("密钥另存到哪个文件夹，不能和备份放在一起"))
    parser.add_argument("--logical", action="store_true", help=_("PostgreSQL：只导出数据（pg_dump），不做整库备份"))
    parser.add_argument(
        "--wal", type=Path, metavar="FILE", help=_("PostgreSQL 的 archive_command 用：只保存这一份日志")
    )
    return parser.parse_args(argv)


def _keep_keys(folder: Path | None, copies: Path, key: Path | None) -> str:
    """Copy the keys where that is asked for; otherwise say that they are not in the copy. Raises Refused."""
    from guanmo.command.backups.keys import copy_keys

    if folder is None:
        return _("备份里没有密钥。请用 --keys 另存一份，锁好：换服务器恢复时没有它，日志接不上，联系方式打不开。")
    names = "、".join(str(path) for path in copy_keys(folder, beside=copies, backup_key=key))
    return _("密钥已另存：{names}").format(names=names or "—")


def backup(folder: Path, secret: "Secret | None" = None, *, logical: bool = False) -> tuple[Path, str]:
    """Copy everything into ``folder``: the database's copy, named by the moment in UTC, and what is to be said. Raises Refused."""
    import django

    django.setup()
    from django.conf import settings

    from guanmo.command.backups import copy_of_database
    from guanmo.command.backups.files import copy_files

    folder.mkdir(parents=True, exist_ok=True)
    copy = copy_of_database(logical=logical)
    target = _encrypted(copy, folder, secret) if secret else _plain(copy, folder)
    damaged = copy_files(Path(settings.MEDIA_ROOT), folder / "media", secret.for_writing(folder) if secret else None)
    if damaged:
        names = "、".join(damaged[:5])
        raise Refused(
            _("数据库已备份，但有{count}个文件已损坏，没有复制：{names}").format(count=len(damaged), names=names)
        )
    return target, copy.told


def _plain(copy: "Copy", folder: Path) -> Path:
    target = folder / _name(copy.suffix)
    part = target.with_name(f".{target.name}.part")
    copy.write(part)
    to_disk(part)
    os.replace(part, target)
    to_disk(folder)
    return target


def _encrypted(copy: "Copy", folder: Path, secret: "Secret") -> Path:
    """The open copy lies beside the database, never in ``folder``, which may be a stick or another server's disk."""
    from guanmo.command.backups.encrypted import work_folder, write_encrypted
    from guanmo.command.backups.secrets import SUFFIX

    key = secret.for_writing(folder)
    name = _name(copy.suffix)
    with work_folder() as work:
        copy.write(work / name)
        write_encrypted(work / name, folder / f"{name}{SUFFIX}", key, name)
    return folder / f"{name}{SUFFIX}"


def _name(suffix: str) -> str:
    return f"guanmo-{datetime.now(UTC):%Y%m%dT%H%M%S%fZ}{suffix}"
