"""``guanmo judges SCORES.csv``: how strict and how steady each judge is; questions for the leader, never verdicts.

Source: fair.md 6.8. No database; the arithmetic is that of ``guanmo.method.adjustment``.
"""

import json
from collections.abc import Sequence
from pathlib import Path

from guanmo.command.adjusted_words import refusal
from guanmo.command.arguments import Parser
from guanmo.command.language import gettext as _
from guanmo.command.scores_csv import read_lines, scores_of
from guanmo.command.table import lines
from guanmo.lib.refusal import Refused
from guanmo.method.adjustment import JudgeProfile, adjust
from guanmo.stages.results.content import questions


def main(argv: Sequence[str]) -> int:
    """Print the judges of a file of scores; raises ``Refused`` where nothing can be said about them."""
    if "-h" in argv or "--help" in argv:
        print(_help())
        return 0
    options = _parser().parse_args(argv)
    adjustment = adjust(scores_of(read_lines(Path(options.file))))
    if adjustment.refused:
        raise Refused(refusal(adjustment.refused), code=adjustment.refused)
    profiles = sorted(adjustment.judges.values(), key=lambda one: (one.severity, one.judge))
    print(_as_json(profiles) if options.json else _as_table(profiles))
    return 0


def _parser() -> Parser:
    parser = Parser("guanmo judges", _("命令没写完整，或者有多余的内容。写法：guanmo judges 打分表.csv"))
    parser.add_argument("file")
    parser.add_argument("--json", action="store_true")
    return parser


def _as_table(profiles: Sequence[JudgeProfile]) -> str:
    head = (_("评委"), _("份数"), _("宽严"), _("误差"), _("拉开程度"), _("通常偏差"), _("要问一问"))
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
    return "\n".join([said, "", *lines([head, *body])])


def _as_json(profiles: Sequence[JudgeProfile]) -> str:
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
    return json.dumps({"judges": rows}, ensure_ascii=False, indent=2)


def _help() -> str:
    return _(
        "用法：guanmo judges 打分表.csv [--json]\n"
        "\n"
        "列出每位评委的宽严、拉开程度和通常偏差，供组长了解情况。\n"
        "打分表的写法见 guanmo rank --help。"
    )
