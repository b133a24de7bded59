"""``guanmo design ORGANISATIONS.csv JUDGES.csv``: who visits whom, and what that will be able to tell. No database.

Source: S0-3.2-b to S0-3.2-d, fair.md 5. ``--check VISITS.csv`` looks at visits that somebody planned by hand.
"""

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from math import ceil
from pathlib import Path

from guanmo.command.arguments import Parser, whole_number
from guanmo.command.csv_file import read_rows
from guanmo.command.language import gettext as _
from guanmo.command.table import lines
from guanmo.lib.refusal import Refused
from guanmo.method.visit_design import (
    Extra,
    Place,
    Prospect,
    TooFewVisitors,
    Visitor,
    Visits,
    assign,
    best_extras,
    prospect,
)

MOST = 999


def main(argv: Sequence[str]) -> int:
    """Print a plan of visits, or what a given one can tell; raises ``Refused`` where none is possible."""
    if "-h" in argv or "--help" in argv:
        print(_help())
        return 0
    options = _parser().parse_args(argv)
    if options.check:
        visits, at_home = _read_visits(Path(options.check))
        print(_told(visits, prospect(visits), (), at_home, as_json=options.json))
        return 0
    if len(options.files) != 2:
        _parser().error("two files")
    places = [Place(*pair) for pair in _read_named(Path(options.files[0]), "organisation")]
    visitors = [Visitor(*pair) for pair in _read_named(Path(options.files[1]), "judge")]
    each = whole_number("--each", options.each, least=1, most=MOST)
    most = (
        whole_number("--most", options.most, least=1, most=MOST)
        if options.most
        else ceil(len(places) * each / len(visitors)) + 1
    )
    anchors = whole_number("--anchors", options.anchors, least=0, most=MOST)
    visits = _assigned(places, visitors, each=each, most=most, seed=options.seed, anchors=anchors)
    extras = best_extras(visits, places, visitors, most=most, seed=options.seed)
    print(_told(visits, prospect(visits), extras, as_json=options.json))
    return 0


def _assigned(
    places: Sequence[Place], visitors: Sequence[Visitor], *, each: int, most: int, seed: str, anchors: int
) -> dict[str, tuple[str, ...]]:
    try:
        return assign(places, visitors, each=each, most=most, seed=seed, anchors=anchors)
    except TooFewVisitors as short:
        message = _("安排不下：%(place)s 找不到 %(each)d 位可以去的评委。请增加外地评委，或者用 --most 放宽每人次数。")
        raise Refused(message % {"place": short.place, "each": each}, code="too_few_visitors") from None


def _parser() -> Parser:
    parser = Parser(
        "guanmo design", _("命令没写完整，或者有多余的内容。写法：guanmo design 组织.csv 评委.csv --each 3")
    )
    parser.add_argument("files", nargs="*")
    parser.add_argument("--check")
    parser.add_argument("--each", default="3")
    parser.add_argument("--most")
    parser.add_argument("--anchors", default="0")
    parser.add_argument("--seed", default="")
    parser.add_argument("--json", action="store_true")
    return parser


def _read_named(path: Path, column: str) -> list[tuple[str, str]]:
    """Name and area of each line; the column ``area`` may be left out."""
    found: dict[str, str] = {}
    for number, row in read_rows(path, (column,), ("area",)):
        if row[column] in found:
            message = _("第 %(line)d 行重复：%(name)s 前面已经有了。请只留一行。")
            raise Refused(message % {"line": number, "name": row[column]}, code="entry_twice")
        found[row[column]] = row["area"]
    if not found:
        raise Refused(_("文件里只有表头：%(file)s。请每行写一个。") % {"file": path}, code="no_rows")
    return list(found.items())


def _read_visits(path: Path) -> tuple[dict[str, tuple[str, ...]], list[tuple[str, str]]]:
    """Who goes where, and the visits (judge, organisation) to the judge's own area where the columns tell."""
    visits: dict[str, tuple[str, ...]] = {}
    at_home = []
    for number, row in read_rows(path, ("judge", "organisation"), ("judge_area", "area")):
        judge, place = row["judge"], row["organisation"]
        if judge in visits.get(place, ()):
            message = _("第 %(line)d 行重复：%(name)s 前面已经有了。请只留一行。")
            raise Refused(message % {"line": number, "name": f"{judge} → {place}"}, code="entry_twice")
        visits[place] = (*visits.get(place, ()), judge)
        if row["area"] and row["area"] == row["judge_area"]:
            at_home.append((judge, place))
    if not visits:
        raise Refused(_("文件里只有表头：%(file)s。请每行写一个。") % {"file": path}, code="no_rows")
    return visits, at_home


def _told(
    visits: Visits,
    found: Prospect,
    extras: Sequence[Extra],
    at_home: Sequence[tuple[str, str]] = (),
    *,
    as_json: bool,
) -> str:
    if as_json:
        said = {
            "visits": visits,
            "prospect": asdict(found),
            "extras": [asdict(one) for one in extras],
            "at_home": at_home,
        }
        return json.dumps(said, ensure_ascii=False, indent=2)
    table = [(_("组织"), _("评委")), *((place, _("、").join(panel)) for place, panel in visits.items())]
    return "\n".join([*lines(table), "", *_homes(at_home), *_loads(visits), *_expected(found, extras)])


def _homes(at_home: Sequence[tuple[str, str]]) -> Iterator[str]:
    for judge, place in at_home:
        yield _("注意：%(judge)s 去的 %(place)s 就在本乡镇。请换别处的评委。") % {"judge": judge, "place": place}


def _loads(visits: Mapping[str, Sequence[str]]) -> Iterator[str]:
    loads = Counter(judge for panel in visits.values() for judge in panel)
    least, most = min(loads.values()), max(loads.values())
    words = _("每位评委去 %(least)d 个组织。") if least == most else _("每位评委去 %(least)d 到 %(most)d 个组织。")
    yield words % {"least": least, "most": most}


def _expected(found: Prospect, extras: Sequence[Extra]) -> Iterator[str]:
    if found.parts > 1:
        yield _("注意：这样走访，组织分成 %(parts)d 组，组与组之间没有共同的评委，结果无法比较。") % {
            "parts": found.parts
        }
    if found.error is not None:
        yield _("两个组织的分差，预计误差平均 %(error).2f 分，最大 %(worst).2f 分。") % {
            "error": found.error,
            "worst": found.worst,
        }
    if found.bridges:
        yield _("只靠一个人连起来的比较：%(judges)s。这些人一旦打偏，谁也看不出来。") % {
            "judges": _("、").join(found.bridges)
        }
    for extra in extras:
        yield _("如果再加一次：%(judge)s 去 %(place)s，预计误差平均是 %(error).2f 分。") % {
            "judge": extra.visitor,
            "place": extra.place,
            "error": extra.error,
        }


def _help() -> str:
    return _(
        "用法：guanmo design 组织.csv 评委.csv [--each 3] [--most N] [--anchors N] [--seed 文字] [--json]\n"
        "      guanmo design --check 走访.csv [--json]\n"
        "\n"
        "组织.csv 要有 organisation 一列，评委.csv 要有 judge 一列；都可以加 area（所属乡镇），同一 area 的不去。\n"
        "走访.csv 要有 judge、organisation 两列，每行一次走访；加上 judge_area、area 两列的，去了本乡镇的会指出来。\n"
        "\n"
        "  --each N   每个组织去几位评委（不写就是 3）\n"
        "  --most N   每位评委最多去几个组织\n"
        "  --anchors N  有几个组织大家都去（共同走访点，不写就是 0）\n"
        "  --seed T   换一个写法就换一种安排；写法相同，安排相同\n"
        "\n"
        "出发之前先看：谁去哪里、预计误差多少分、再加两次走访值不值。"
    )
