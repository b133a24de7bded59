"""``guanmo backup FOLDER``: a checked copy of the database and of all files that people brought, while the server goes on."""

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
    target = backup(parser.parse_args(argv).folder)
    print(_("备份完成：{path}").format(path=target))
    return 0


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
