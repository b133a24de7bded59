"""``guanmo backup FOLDER [--keys ELSEWHERE]``: a checked copy of the database and of all files, while the server goes on."""

import argparse
import os
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from guanmo.command.language import gettext as _
from guanmo.lib.refusal import Refused
from guanmo.lib.whole_file import to_disk


def main(argv: Sequence[str]) -> int:
    """Write the copy and say where it is. Raises Refused; a copy that is not sound is not left under its name."""
    parser = argparse.ArgumentParser(prog="guanmo backup", description=_("备份数据库和全部照片、附件。服务不用停止。"))
    parser.add_argument("folder", type=Path, help=_("备份放到哪个文件夹"))
    parser.add_argument("--keys", type=Path, help=_("密钥另存到哪个文件夹，不能和备份放在一起"))
    asked = parser.parse_args(argv)
    target = backup(asked.folder)
    print(_("备份完成：{path}").format(path=target))
    print(_keep_keys(asked.keys, asked.folder))
    return 0


def _keep_keys(folder: Path | None, copies: Path) -> str:
    """Copy the keys where that is asked for; otherwise say that they are not in the copy. Raises Refused."""
    from guanmo.command.backups.keys import copy_keys

    if folder is None:
        return _("备份里没有密钥。请用 --keys 另存一份，锁好：换服务器恢复时没有它，日志接不上，联系方式打不开。")
    names = "、".join(str(path) for path in copy_keys(folder, beside=copies))
    return _("密钥已另存：{names}").format(names=names or "—")


def backup(folder: Path) -> Path:
    """Copy everything into ``folder`` and return the database's copy, named by the moment in UTC. Raises Refused."""
    import django

    django.setup()
    from django.conf import settings

    from guanmo.command.backups import copy_of_database
    from guanmo.command.backups.files import copy_files

    folder.mkdir(parents=True, exist_ok=True)
    copy = copy_of_database()
    target = folder / f"guanmo-{datetime.now(UTC):%Y%m%dT%H%M%S%fZ}{copy.suffix}"
    part = target.with_name(f".{target.name}.part")
    copy.write(part)
    to_disk(part)
    os.replace(part, target)
    to_disk(folder)
    damaged = copy_files(Path(settings.MEDIA_ROOT), folder / "media")
    if damaged:
        names = "、".join(damaged[:5])
        raise Refused(
            _("数据库已备份，但有{count}个文件已损坏，没有复制：{names}").format(count=len(damaged), names=names)
        )
    return target
