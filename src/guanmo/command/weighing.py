"""Counting a file of scores by the official rule, with groups of judges and tiers that weigh differently."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from unicodedata import normalize

from guanmo.command.language import gettext as _
from guanmo.command.scores_csv import Line
from guanmo.lib.refusal import Refused
from guanmo.method.aggregation import Aggregate, OfficialRule, aggregate
from guanmo.method.ranking import Ranked, rank
from guanmo.method.tiers import TierScore, combine
from guanmo.method.weights import Weights, weights_of


@dataclass(frozen=True, slots=True)
class Row:
    """One organisation in the ranking, with what its score rests on: one result a tier, or a single one under ""."""

    place: Ranked
    ballots: int
    results: Mapping[str, Aggregate]
    tiers: tuple[TierScore, ...]

    @property
    def reason(self) -> str | None:
        """Why there is no score."""
        if self.place.rank is not None:
            return None
        return next((one.reason for one in self.results.values() if one.reason), "tier_missing")


def weights_written(option: str, text: str | None) -> Weights:
    """What was written for an option such as ``--groups 班子=60,村书记=40``; empty where it was not written."""
    if text is None:
        return ()
    parts = [part.split("=") for part in normalize("NFKC", text).split(",")]
    try:
        if any(len(part) != 2 or not part[0].strip() for part in parts) or len({p[0].strip() for p in parts}) < len(
            parts
        ):
            raise ValueError(text)
        return weights_of({name.strip(): weight.strip() for name, weight in parts})
    except ValueError:
        message = _("%(option)s 要写成 班子=60,村书记=40 这样：每个名称写一次，权重都大于 0，合计 100。")
        raise Refused(message % {"option": option}, code="bad_weights") from None


def count(lines: Sequence[Line], rule: OfficialRule) -> list[Row]:
    """The ranking of a file. Raises ``Refused`` where a judge stands in two groups or a part that weighs is nowhere."""
    group_of = _groups(lines) if rule.groups else {}
    _refuse_absent(rule.groups, set(group_of.values()), "group")
    _refuse_absent(rule.tiers, {line.more["tier"] for line in lines} if rule.tiers else set(), "tier")
    by_organisation: dict[str, list[Line]] = {}
    for line in lines:
        by_organisation.setdefault(line.organisation, []).append(line)
    results = {name: _results(mine, rule, group_of) for name, mine in by_organisation.items()}
    combined = {
        name: combine({tier: one.score for tier, one in by_tier.items()}, rule) for name, by_tier in results.items()
    }
    scores = {name: combined[name].score if rule.tiers else by_tier[""].score for name, by_tier in results.items()}
    return [
        Row(
            place,
            len(by_organisation[place.organisation]),
            results[place.organisation],
            combined[place.organisation].parts,
        )
        for place in rank(scores)
    ]


def _results(lines: Sequence[Line], rule: OfficialRule, group_of: Mapping[str, str]) -> dict[str, Aggregate]:
    """What each tier gives one organisation; without tiers all of it under ""."""
    tiers = [tier for tier, _weight in rule.tiers] or [""]
    return {
        tier: aggregate(
            {line.judge: line.score for line in lines if not tier or line.more["tier"] == tier}, rule, group_of
        )
        for tier in tiers
    }


def _groups(lines: Sequence[Line]) -> dict[str, str]:
    group_of: dict[str, str] = {}
    for line in lines:
        first = group_of.setdefault(line.judge, line.more["group"])
        if first != line.more["group"]:
            message = _("第 %(line)d 行：%(judge)s 前面写的是“%(first)s”组，这里是“%(group)s”组。一位评委只能在一组。")
            detail = {"line": line.number, "judge": line.judge, "first": first, "group": line.more["group"]}
            raise Refused(message % detail, code="judge_in_two_groups")
    return group_of


def _refuse_absent(weights: Weights, present: set[str], column: str) -> None:
    for name, _weight in weights:
        if name not in present:
            message = _("打分表的 %(column)s 一列里没有“%(name)s”。请核对名称。")
            raise Refused(message % {"column": column, "name": name}, code="weight_without_scores")
