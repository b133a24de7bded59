"""``guanmo indicators snapshot FOLDER``: all facts of one day in a folder that is whole or not there."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from guanmo import __version__
from guanmo.command.arguments import Parser
from guanmo.command.indicators.asked import day_asked, folder_asked
from guanmo.command.language import gettext as _
from guanmo.lib.refusal import Refused

if TYPE_CHECKING:
    from guanmo.analytics.snapshot import Content


def main(argv: Sequence[str]) -> int:
    """Write the folder and say its fingerprint. Raises Refused."""
    parser = Parser("guanmo indicators snapshot", _("写法：guanmo indicators snapshot 文件夹 [--day 日期]"))
    parser.add_argument("folder")
    parser.add_argument("--day")
    options = parser.parse_args(argv)
    folder = folder_asked(options.folder)
    _need_empty(folder)
    import django

    django.setup()
    from guanmo.analytics.snapshot import write_snapshot

    content = content_of(day_asked(options.day))
    try:
        manifest = write_snapshot(folder, content)
    except OSError as error:
        message = _("快照没有写成，文件夹 %(folder)s 没有动：%(reason)s")
        raise Refused(message % {"folder": folder, "reason": error.strerror or error}, code="not_written") from None
    print(_("快照完成：%(folder)s，%(day)s，共 %(rows)d 个数。") % {"folder": folder, **_facts_of(manifest)})
    print(_("指纹：%(digest)s（请抄在别处，核对时用 --digest）") % {"digest": manifest.sha256})
    return 0


def _facts_of(manifest: object) -> dict[str, object]:
    return {name: getattr(manifest, name) for name in ("day", "rows")}


def _need_empty(folder: Path) -> None:
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        message = _("%(folder)s 里已经有东西。快照只写进新的或者空的文件夹，写成以后不再改动。")
        raise Refused(message % {"folder": folder}, code="folder_taken")


def content_of(day: date) -> "Content":
    """What the database holds as of a day. Raises Refused where there is no organisation yet."""
    from guanmo.analytics.snapshot import Content
    from guanmo.stages.indicators.queries import above_each, county_facts, definitions_text

    found = county_facts(day)
    if not found.organisations:
        raise Refused(_("数据库里还没有组织。"), code="no_organisation")
    above = above_each(found.organisations)
    tree = [(one.uuid.hex, one.code, above[one.uuid.hex]) for one in found.organisations]
    county = found.organisations[0].code
    return Content(__version__, str(day), county, definitions_text(found.definitions), tree, found.facts)
