"""``guanmo indicators verify FOLDER``: is a snapshot what was written, and what does the database say by now?"""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from guanmo.command.arguments import Parser
from guanmo.command.indicators import WRONG
from guanmo.command.indicators.asked import folder_asked, threads_asked
from guanmo.command.indicators.words import fault_sentence, in_sentences
from guanmo.command.language import gettext as _
from guanmo.lib.refusal import Refused

if TYPE_CHECKING:
    from guanmo.analytics.manifest import Manifest
    from guanmo.method.indicator_facts import Fact

SHOWN = 20
"""Faults that are said one by one."""


def main(argv: Sequence[str]) -> int:
    """0: nothing was changed; 1: something was, and what. Raises Refused."""
    parser = Parser("guanmo indicators verify", _("写法：guanmo indicators verify 文件夹 [--digest 指纹] [--database]"))
    parser.add_argument("folder")
    parser.add_argument("--digest")
    parser.add_argument("--database", action="store_true")
    parser.add_argument("--threads", default="2")
    options = parser.parse_args(argv)
    folder, threads = folder_asked(options.folder), threads_asked(options.threads)
    if options.digest and not re.fullmatch("[0-9a-f]{64}", options.digest):
        raise Refused(_("--digest 要写 64 位指纹，就是写快照时显示的那一行。"), code="bad_digest")
    from guanmo.analytics.verifying import verify_snapshot

    with in_sentences(folder):
        verdict = verify_snapshot(folder, threads, options.digest)
        said = [fault_sentence(one) for one in verdict.faults]
        said += _against_database(folder, verdict.manifest) if options.database else []
    print("\n".join([*said[:SHOWN], _summary(said, verdict.manifest)]))
    return WRONG if said else 0


def _summary(said: Sequence[str], manifest: "Manifest") -> str:
    if said:
        return _("不对的地方共 %(count)d 处。请把快照原样留下，查明原因，再用原来的备份或者数据库重做。") % {
            "count": len(said)
        }
    return _("快照没有改动：%(day)s，%(rows)d 个数，指纹 %(digest)s") % {
        "day": manifest.day,
        "rows": manifest.rows,
        "digest": manifest.sha256,
    }


def _against_database(folder: Path, manifest: "Manifest") -> list[str]:
    """Where the database gives other values for the snapshot's day. Raises Refused where it asks something else by now."""
    import django

    django.setup()
    from guanmo.analytics.manifest import DEFINITIONS
    from guanmo.analytics.verifying import read_facts
    from guanmo.command.indicators.snapshot import content_of

    now = content_of(date.fromisoformat(manifest.day))
    if now.county != manifest.county:
        message = _("这是另一个县的快照：%(theirs)s。这里的数据库是 %(ours)s。")
        raise Refused(message % {"theirs": manifest.county, "ours": now.county}, code="other_county")
    if now.definitions.encode() != (folder / DEFINITIONS).read_bytes():
        raise Refused(
            _("写快照以后，指标的口径调整过，或者程序换了版本，不能逐条比对。快照自己仍可核对：去掉 --database。"),
            code="other_definitions",
        )
    codes = {organisation: code for organisation, code, _above in now.organisations}
    return list(_differences(read_facts(folder), now.facts, codes))


def _differences(kept: Sequence["Fact"], now: Sequence["Fact"], codes: dict[str, str]) -> Iterator[str]:
    before, after = ({(one.indicator, one.period, one.organisation): one for one in facts} for facts in (kept, now))
    words = _("指标 %(indicator)s，%(period)s，组织 %(organisation)s：快照是 %(kept)s，数据库是 %(now)s。")
    for place in sorted(before.keys() | after.keys()):
        if before.get(place) != after.get(place):
            indicator, period, organisation = place
            yield words % {
                "indicator": indicator,
                "period": period,
                "organisation": codes.get(organisation, organisation),
                "kept": _figures(before.get(place)),
                "now": _figures(after.get(place)),
            }


def _figures(one: "Fact | None") -> str:
    return f"{one.numerator}/{one.denominator} {one.state}" if one else "—"
