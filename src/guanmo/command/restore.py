"""``guanmo restore FILE [--keys FOLDER]``: put a copy back into an empty place. Judges' phones then bring what came after it."""

import argparse
from collections.abc import Sequence
from pathlib import Path

from guanmo.command.language import gettext as _
from guanmo.lib.refusal import Refused


def main(argv: Sequence[str]) -> int:
    """Restore and say what to do next. Raises Refused; an existing database is never written over."""
    parser = argparse.ArgumentParser(prog="guanmo restore", description=_("把备份恢复到空的数据库。请先停止服务。"))
    parser.add_argument("file", type=Path, help=_("备份文件"))
    parser.add_argument("--keys", type=Path, help=_("另存的密钥在哪个文件夹"))
    asked = parser.parse_args(argv)
    restore(asked.file, keys=asked.keys)
    print(_("已经恢复。启动服务后，评委手机再次联网时会自动补交备份之后的评分表。"))
    return 0


def restore(file: Path, *, keys: Path | None = None) -> None:
    """Put the copy back, the keys before it and the files that lie beside it. Raises Refused, also when the keys do not fit."""
    if not file.is_file():
        raise Refused(_("没有找到备份文件 {path}。").format(path=file))
    import django

    django.setup()
    from django.conf import settings

    from guanmo.command.backups import copy_of_database
    from guanmo.command.backups.files import copy_files
    from guanmo.command.backups.keys import keys_problem, put_keys_back

    if keys:
        put_keys_back(keys)
    copy_of_database().put_back(file)
    damaged = copy_files(file.parent / "media", Path(settings.MEDIA_ROOT))
    if damaged:
        names = "、".join(damaged[:5])
        raise Refused(
            _("数据库已恢复，但有{count}个文件已损坏，没有恢复：{names}").format(count=len(damaged), names=names)
        )
    if problem := keys_problem():
        raise Refused(problem)
