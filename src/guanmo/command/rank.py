"""``guanmo rank SCORES.csv``: the official rule on a plain CSV, so that anyone can check a published ranking.

Source: S0-3.1-j, issues_in_sources D31. No database; the arithmetic is that of ``guanmo.method``.
"""

import argparse
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

from guanmo.command.language import gettext as _
from guanmo.command.scores_csv import Scores, read_scores
from guanmo.command.table import lines
from guanmo.lib.refusal import Refused
from guanmo.method.aggregation import MOST_PLACES, Aggregate, Dropped, Method, OfficialRule, aggregate
from guanmo.method.ranking import Ranked, rank

METHODS = {"mean": Method.MEAN, "trimmed": Method.TRIMMED_MEAN, "median": Method.MEDIAN}
MOST_DROPPED = 999


@dataclass(frozen=True, slots=True)
class Row:
    """One organisation in the ranking, with what its score rests on."""

    place: Ranked
    ballots: int
    result: Aggregate


def main(argv: Sequence[str]) -> int:
    """Print the ranking of a file of scores; raises ``Refused`` on anything that cannot be counted exactly."""
    if "-h" in argv or "--help" in argv:
        print(_help())
        return 0
    options = _parser().parse_args(argv)
    rule = _rule(options.method, options.drop, options.places)
    rows = _rows(read_scores(Path(options.file)), rule)
    print(_as_json(rows, rule) if options.json else _as_table(rows, rule))
    return 0


def _rows(scores: Scores, rule: OfficialRule) -> list[Row]:
    results = {organisation: aggregate(ballots, rule) for organisation, ballots in scores.items()}
    places = rank({organisation: result.score for organisation, result in results.items()})
    return [Row(place, len(scores[place.organisation]), results[place.organisation]) for place in places]


class _Parser(argparse.ArgumentParser):
    """argparse speaks English only: one sentence of ours instead of each of its messages."""

    def error(self, message: str) -> NoReturn:
        raise Refused(
            _("命令没写完整，或者有多余的内容。写法：guanmo rank 打分表.csv --method mean"), code="bad_arguments"
        )


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="guanmo rank", add_help=False, allow_abbrev=False)
    parser.add_argument("file")
    parser.add_argument("--method", default="mean")
    parser.add_argument("--drop")
    parser.add_argument("--places", default="2")
    parser.add_argument("--json", action="store_true")
    return parser


def _rule(method: str, drop: str | None, places: str) -> OfficialRule:
    if method not in METHODS:
        raise Refused(_("--method 只能是 mean、trimmed 或 median。"), code="bad_method")
    if method == "trimmed" and drop is None:
        raise Refused(_("去掉最高、最低分时，请用 --drop 写明各去掉几个，例如 --drop 1。"), code="drop_missing")
    if method != "trimmed" and drop is not None:
        raise Refused(_("--drop 只和 --method trimmed 一起用。"), code="drop_not_used")
    dropped = _whole_number("--drop", drop or "0", most=MOST_DROPPED)
    return OfficialRule(METHODS[method], dropped, _whole_number("--places", places, most=MOST_PLACES))


def _whole_number(option: str, text: str, *, most: int) -> int:
    if not re.fullmatch("[0-9]{1,4}", text) or int(text) > most:
        message = _("%(option)s 要写 0 到 %(most)d 的整数。") % {"option": option, "most": most}
        raise Refused(message, code="bad_number")
    return int(text)


def _as_table(rows: Sequence[Row], rule: OfficialRule) -> str:
    head = (_("名次"), _("组织"), _("得分"), _("份数"), _("说明"))
    body = [_cells(row, rule) for row in rows]
    return "\n".join([_rule_in_words(rule), "", *lines([head, *body])])


def _cells(row: Row, rule: OfficialRule) -> tuple[str, ...]:
    place = row.place
    if place.rank is None:
        note = _("份数太少，至少要 %(fewest)d 份，不排名") % {"fewest": rule.fewest_ballots}
        return ("—", place.organisation, "—", str(row.ballots), note)
    return (str(place.rank), place.organisation, str(place.score), str(row.ballots), _dropped(row.result.dropped))


def _dropped(dropped: Sequence[Dropped]) -> str:
    if not dropped:
        return ""
    named = {"high": _("最高 %(score)s（%(judge)s）"), "low": _("最低 %(score)s（%(judge)s）")}
    return _("去掉：%(ballots)s") % {
        "ballots": _("、").join(named[one.side] % {"score": one.score, "judge": one.judge} for one in dropped)
    }


def _rule_in_words(rule: OfficialRule) -> str:
    words = {
        Method.MEAN: _("平均分"),
        Method.TRIMMED_MEAN: _("去掉 %(drop)d 个最高分和 %(drop)d 个最低分后的平均分"),
        Method.MEDIAN: _("中位数"),
    }
    detail = {"method": words[rule.method] % {"drop": rule.drop}, "places": rule.places}
    return _("计分规则：%(method)s，四舍五入保留 %(places)d 位小数；得分相同名次并列，后面的名次空出。") % detail


def _as_json(rows: Sequence[Row], rule: OfficialRule) -> str:
    """Scores are strings, so that no reader turns them into binary fractions."""
    return json.dumps(
        {"rule": rule.to_json(), "ranking": [_row_as_json(row) for row in rows]}, ensure_ascii=False, indent=2
    )


def _row_as_json(row: Row) -> Mapping[str, object]:
    return {
        "rank": row.place.rank,
        "organisation": row.place.organisation,
        "score": None if row.place.score is None else str(row.place.score),
        "ballots": row.ballots,
        "counted": row.result.counted,
        "dropped": [{"judge": one.judge, "score": str(one.score), "side": one.side} for one in row.result.dropped],
        "reason": row.result.reason,
    }


def _help() -> str:
    return _(
        "用法：guanmo rank 打分表.csv [--method mean|trimmed|median] [--drop K] [--places 2] [--json]\n"
        "\n"
        "打分表是 CSV 文件，第一行是表头，要有三列：judge（谁打的）、organisation（给哪个组织）、score（得分）。\n"
        "列的先后不限，其他列不看。UTF-8 和 GB18030 编码都可以，Excel、WPS 另存的 CSV 可直接用。\n"
        "\n"
        "  --method mean     平均分（不写就是它）\n"
        "  --method trimmed  去掉最高、最低各 K 个后的平均分，K 用 --drop 写明；不足 2K+1 份的不排名\n"
        "  --method median   中位数\n"
        "  --places N        保留几位小数，四舍五入（不写就是 2）\n"
        "  --json            输出 JSON，供别的程序读取"
    )
