"""``guanmo rank SCORES.csv``: the official rule on a plain CSV, so that anyone can check a published ranking.

With ``--adjusted`` the scores corrected for strict and mild judges stand beside it. Source: S0-3.1-j,
issues_in_sources D31. No database; the arithmetic is that of ``guanmo.method``.
"""

import json
import sys
from argparse import Namespace
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from guanmo.command.adjusted_words import adjusted_cells, adjusted_head, adjusted_json, adjustment_json, remarks
from guanmo.command.arguments import Parser, whole_number
from guanmo.command.language import gettext as _
from guanmo.command.rank_csv import as_csv
from guanmo.command.scores_csv import FULL, Line, areas_of, full_marks, read_lines, scores_of
from guanmo.command.table import lines
from guanmo.command.weighing import Row, count, weights_written
from guanmo.lib.refusal import Refused
from guanmo.method.aggregation import MOST_PLACES, Aggregate, Dropped, Method, OfficialRule
from guanmo.method.rounding import round_exactly
from guanmo.method.weights import Weights, as_json

if TYPE_CHECKING:
    from guanmo.method.adjustment import Adjustment

METHODS = {"mean": Method.MEAN, "trimmed": Method.TRIMMED_MEAN, "median": Method.MEDIAN}
MOST_DROPPED = 999


def main(argv: Sequence[str]) -> int:
    """Print the ranking of a file of scores; raises ``Refused`` on anything that cannot be counted exactly."""
    if "-h" in argv or "--help" in argv:
        print(_help())
        return 0
    options = _parser().parse_args(argv)
    rule = _rule(options)
    columns = [name for name, weights in (("group", rule.groups), ("tier", rule.tiers)) if weights]
    full = full_marks(options.full)
    sheets = read_lines(Path(options.file), full, columns, optional=("area",))
    rows, adjustment = count(sheets, rule), _adjustment(sheets, rule, full) if options.adjusted else None
    if options.csv:
        print(as_csv(_ranking(rows, rule, adjustment), adjusted=options.adjusted))
        for remark in remarks(adjustment, grouped=bool(rule.groups)) if adjustment else ():
            print(remark, file=sys.stderr)
    else:
        print(_as_json(rows, rule, adjustment) if options.json else _as_table(rows, rule, adjustment))
    return 0


def _adjustment(sheets: Sequence[Line], rule: OfficialRule, full: int) -> "Adjustment":
    # imported only when asked for: the official rule must not wait for the numerical libraries
    from guanmo.method.adjustment import adjust

    weigh = dict(rule.groups)  # a group without weight decides nothing here either
    told = [one for one in sheets if not weigh or one.more["group"] in weigh]
    return adjust(scores_of(told), areas_of(told), places=rule.places, full=Decimal(full))


def _parser() -> Parser:
    parser = Parser("guanmo rank", _("命令没写完整，或者有多余的内容。写法：guanmo rank 打分表.csv --method mean"))
    parser.add_argument("file")
    parser.add_argument("--method", default="mean")
    parser.add_argument("--drop")
    parser.add_argument("--places", default="2")
    parser.add_argument("--groups")
    parser.add_argument("--tiers")
    parser.add_argument("--adjusted", action="store_true")
    parser.add_argument("--full", default=FULL)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--csv", action="store_true")
    return parser


def _rule(options: Namespace) -> OfficialRule:
    method, drop = options.method, options.drop
    if method not in METHODS:
        raise Refused(_("--method 只能是 mean、trimmed 或 median。"), code="bad_method")
    if method == "trimmed" and drop is None:
        raise Refused(_("去掉最高、最低分时，请用 --drop 写明各去掉几个，例如 --drop 1。"), code="drop_missing")
    if method != "trimmed" and drop is not None:
        raise Refused(_("--drop 只和 --method trimmed 一起用。"), code="drop_not_used")
    if options.csv and options.json:
        raise Refused(_("--json 和 --csv 只能写一个。"), code="two_forms")
    if options.tiers and options.adjusted:
        message = _("--adjusted 不能和 --tiers 一起用：各层级的评委不同，请把各层级的打分分开校正。")
        raise Refused(message, code="tiers_not_adjusted")
    return OfficialRule(
        METHODS[method],
        whole_number("--drop", drop or "0", least=0, most=MOST_DROPPED),
        whole_number("--places", options.places, least=0, most=MOST_PLACES),
        groups=weights_written("--groups", options.groups),
        tiers=weights_written("--tiers", options.tiers),
    )


def _as_table(rows: Sequence[Row], rule: OfficialRule, adjustment: "Adjustment | None") -> str:
    table = [(_("名次"), _("组织"), _("得分"), _("份数"), _("说明")), *(_cells(row, rule) for row in rows)]
    if adjustment is None:
        return "\n".join([_rule_in_words(rule), "", *lines(table)])
    beside = [adjusted_head(), *(adjusted_cells(adjustment.scores.get(row.place.organisation)) for row in rows)]
    wide = [(*left[:-1], *right, left[-1]) for left, right in zip(table, beside, strict=True)]
    return "\n".join([_rule_in_words(rule), *remarks(adjustment, grouped=bool(rule.groups)), "", *lines(wide)])


def _cells(row: Row, rule: OfficialRule) -> tuple[str, ...]:
    place = row.place
    if place.rank is None:
        return ("—", place.organisation, "—", str(row.ballots), _unranked(row.reason, rule))
    return (str(place.rank), place.organisation, str(place.score), str(row.ballots), _working(row, rule))


def _unranked(reason: str | None, rule: OfficialRule) -> str:
    words = {
        "too_few_ballots": _("份数太少，至少要 %(fewest)d 份，不排名") % {"fewest": rule.fewest_ballots},
        "group_missing": _("缺少一组评委的打分，不排名"),
        "tier_missing": _("缺少一个层级的得分，不排名"),
    }
    return words.get(reason or "", words["tier_missing"])


def _working(row: Row, rule: OfficialRule) -> str:
    """What was dropped and how the parts add up, so that the line can be checked by hand."""
    parts = [
        " + ".join(f"{one.group} {round_exactly(one.value, rule.places + 2)} × {one.weight}%" for one in result.groups)
        for result in row.results.values()
    ]
    tiers = " + ".join(f"{one.tier} {one.score} × {one.weight}%" for one in row.tiers)
    dropped = _dropped([one for result in row.results.values() for one in result.dropped])
    return _("；").join(text for text in (tiers, *parts, dropped) if text)


def _dropped(dropped: Sequence[Dropped]) -> str:
    if not dropped:
        return ""
    named = {
        "high": _("最高 %(score)s（%(judge)s）"),
        "low": _("最低 %(score)s（%(judge)s）"),
        "unweighted": _("没有权重 %(score)s（%(judge)s）"),
    }
    return _("去掉：%(ballots)s") % {
        "ballots": _("、").join(named[one.side] % {"score": one.score, "judge": one.judge} for one in dropped)
    }


def _rule_in_words(rule: OfficialRule) -> str:
    words = {
        Method.MEAN: _("平均分"),
        Method.TRIMMED_MEAN: _("去掉 %(drop)d 个最高分和 %(drop)d 个最低分后的平均分"),
        Method.MEDIAN: _("中位数"),
    }
    method = words[rule.method] % {"drop": rule.drop}
    if rule.groups:
        method = _("每组评委各算%(method)s，再按%(weights)s加权") % {"method": method, "weights": _shares(rule.groups)}
    if rule.tiers:
        method = _("各层级的得分按%(weights)s加权；每个层级：%(method)s") % {
            "method": method,
            "weights": _shares(rule.tiers),
        }
    detail = {"method": method, "places": rule.places}
    return _("计分规则：%(method)s，四舍五入保留 %(places)d 位小数；得分相同名次并列，后面的名次空出。") % detail


def _shares(weights: Weights) -> str:
    return _("、").join(f"{name} {weight}%" for name, weight in as_json(weights).items())


def _as_json(rows: Sequence[Row], rule: OfficialRule, adjustment: "Adjustment | None") -> str:
    said = {} if adjustment is None else {"adjustment": adjustment_json(adjustment)}
    answer = {"rule": rule.to_json(), **said, "ranking": _ranking(rows, rule, adjustment)}
    return json.dumps(answer, ensure_ascii=False, indent=2)


def _ranking(rows: Sequence[Row], rule: OfficialRule, adjustment: "Adjustment | None") -> list[dict[str, object]]:
    """Scores are strings, so that no reader turns them into binary fractions."""
    ranking = [_row_as_json(row, rule) for row in rows]
    if adjustment is not None:
        for row in ranking:
            row.update(adjusted_json(adjustment.scores.get(str(row["organisation"]))))
    return ranking


def _row_as_json(row: Row, rule: OfficialRule) -> dict[str, object]:
    found = list(row.results.values())
    return {
        "organisation": row.place.organisation,
        "n": row.ballots,
        "official_score": None if row.place.score is None else str(row.place.score),
        "official_rank": row.place.rank,
        "counted": sorted({judge for one in found for judge in one.counted}),
        "dropped": [
            {"judge": one.judge, "score": str(one.score), "side": one.side}
            for result in found
            for one in result.dropped
        ],
        "reason": row.reason,
        **({"groups": {tier: _groups_as_json(one, rule) for tier, one in row.results.items()}} if rule.groups else {}),
        **({"tiers": {one.tier: _text(one.score) for one in row.tiers}} if rule.tiers else {}),
    }


def _groups_as_json(result: Aggregate, rule: OfficialRule) -> dict[str, str]:
    """What each group gave, with two places more than the score."""
    return {one.group: str(round_exactly(one.value, rule.places + 2)) for one in result.groups}


def _text(score: Decimal | None) -> str | None:
    return None if score is None else str(score)


def _help() -> str:
    return _(
        "用法：guanmo rank 打分表.csv [--method mean|trimmed|median] [--drop K] [--places 2] [--full 100] [--adjusted] [--json|--csv]\n"
        "      guanmo rank 打分表.csv --groups 班子=60,村书记=40 --tiers 内部=40,全县=60\n"
        "\n"
        "打分表是 CSV 文件，第一行是表头，要有三列：judge（谁打的）、organisation（给哪个组织）、score（得分）。\n"
        "列的先后不限，其他列不看。UTF-8 和 GB18030 编码都可以，Excel、WPS 另存的 CSV 可直接用。\n"
        "\n"
        "  --method mean     平均分（不写就是它）\n"
        "  --method trimmed  去掉最高、最低各 K 个后的平均分，K 用 --drop 写明；不足 2K+1 份的不排名\n"
        "  --method median   中位数\n"
        "  --places N        保留几位小数，四舍五入（不写就是 2）\n"
        "  --groups 组=权重   各组评委加权，合计 100；打分表要有 group 一列。组内先按 --method 汇总\n"
        "  --tiers 层级=权重  各层级得分加权，合计 100；打分表要有 tier 一列。各层级先取小数，再相加\n"
        "  --full N          满分（不写就是 100），得分高于它的一行会指出来\n"
        "  --adjusted        另列校正分：扣除评委宽严不同的影响，附可能的范围和名次范围；打分表有 area 一列（组织所属乡镇），\n"
        "                    而且有三个以上乡镇的，各乡镇的水平分开估计，和县级、交叉轮次的结果一样；\n"
        "                    范围（JSON 里的 low、high、se）相对于名单平均，level_reach 是全名单水平本身的误差\n"
        "  --json            输出 JSON，供别的程序读取\n"
        "  --csv             输出 CSV，列名和 JSON 的相同，可用 WPS、Excel 打开"
    )
