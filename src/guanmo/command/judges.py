"""``guanmo judges SCORES.csv``: how strict and how steady each judge is; questions for the leader, never verdicts.

Source: fair.md 6.8. No database; the arithmetic is that of ``guanmo.method.adjustment``.
"""

import json
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

from guanmo.command.adjusted_words import refusal
from guanmo.command.arguments import Parser
from guanmo.command.asked_words import COLUMNS, asked_json, asked_lines, sheets_of
from guanmo.command.language import gettext as _
from guanmo.command.scores_csv import FULL, areas_of, full_marks, read_lines, scores_of
from guanmo.command.table import lines
from guanmo.lib.refusal import Refused
from guanmo.method.adjustment import JudgeProfile, adjust
from guanmo.method.diagnostics.asked import Asked, ask
from guanmo.stages.results.content import questions


def main(argv: Sequence[str]) -> int:
    """Print the judges of a file of scores; raises ``Refused`` where nothing can be said about them."""
    if "-h" in argv or "--help" in argv:
        print(_help())
        return 0
    options = _parser().parse_args(argv)
    full = full_marks(options.full)
    lines_read = read_lines(Path(options.file), full, optional=COLUMNS)
    asked = ask(sheets_of(lines_read))
    adjustment = adjust(scores_of(lines_read), areas_of(lines_read), full=Decimal(full))
    if adjustment.refused:
        raise Refused(refusal(adjustment.refused), code=adjustment.refused)
    profiles = sorted(adjustment.judges.values(), key=lambda one: (one.severity, one.judge))
    print(_as_json(profiles, asked) if options.json else _as_table(profiles, asked))
    return 0


def _parser() -> Parser:
    parser = Parser("guanmo judges", _("命令没写完整，或者有多余的内容。写法：guanmo judges 打分表.csv"))
    parser.add_argument("file")
    parser.add_argument("--full", default=FULL)
    parser.add_argument("--json", action="store_true")
    return parser


def _as_table(profiles: Sequence[JudgeProfile], asked: Asked) -> str:
    head = (_("评委"), _("份数"), _("宽严"), _("误差"), _("拉开程度"), _("通常偏差"), _("备注"))
    body = [
        (
            one.judge,
            str(one.sheets),
            f"{one.severity:+}",
            str(one.error),
            str(one.spread),
            str(one.noise),
            questions(one.flags, one.odd, _),
        )
        for one in profiles
    ]
    said = _(
        "宽严：比其他评委平均高（+，偏宽）或低（-，偏严）多少分。拉开程度：1 为一般，接近 0 是给谁都差不多。\n"
        "通常偏差：这位评委的打分和最可能的分数通常差多少分。这些只是要问的问题，不是结论。"
    )
    return "\n".join([said, "", *lines([head, *body]), "", *asked_lines(asked)])


def _as_json(profiles: Sequence[JudgeProfile], asked: Asked) -> str:
    rows = [
        {
            "judge": one.judge,
            "n": one.sheets,
            "severity": str(one.severity),
            "se": str(one.error),
            "spread": str(one.spread),
            "noise": str(one.noise),
            "odd_sheets": one.odd,
            "flags": one.flags,
        }
        for one in profiles
    ]
    return json.dumps({"judges": rows, **asked_json(asked)}, ensure_ascii=False, indent=2)


def _help() -> str:
    return _(
        "用法：guanmo judges 打分表.csv [--full 100] [--json]\n"
        "\n"
        "列出每位评委的宽严、拉开程度和通常偏差，以及要问一问的地方，供组长了解情况。\n"
        "每个问题都说明：一切正常的时候，偶然也会出现多少次。\n"
        "打分表可以另加几列：judge_area（评委所属乡镇）、area（组织所属乡镇）、day（第几天或日期）、time（几点，如 14:05）；\n"
        "有了这些列，才看得出照顾本地、互相打高分、先看后看和上午下午的差别。\n"
        "打分表的写法见 guanmo rank --help。"
    )
