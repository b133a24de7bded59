"""How the ballots of many judges become one score for one organisation: the official rule of a round.

Source: S0-3.1-j (汇总), issues_in_sources D31: the plan states no rule, so the mean of the submitted ballots to two
places is the default, and a round may choose another before it opens. The rule is stored with the round and printed.
"""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import Self

from guanmo.method.rounding import Rounding, round_exactly
from guanmo.method.weights import Weights, as_json, weighted, weights_of

MOST_PLACES = 6


class Method(StrEnum):
    """``MEAN`` 平均分; ``TRIMMED_MEAN`` 去掉最高、最低分后的平均分; ``MEDIAN`` 中位数."""

    MEAN = "mean"
    TRIMMED_MEAN = "trimmed_mean"
    MEDIAN = "median"


@dataclass(frozen=True, slots=True)
class OfficialRule:
    """How scores are put together: ``drop`` highest and ``drop`` lowest are left out (trimmed mean only).

    ``places`` 0 to 6; ``rounding`` is ``half_up`` (四舍五入) or ``half_even``. ``groups`` weighs groups of judges: the
    method then works inside each group. ``tiers`` weighs the scores of several tiers (``method.tiers``). Both are per
    cent, 100 together, and empty where nothing is weighed. Raises ValueError on anything else.

    >>> OfficialRule(Method.TRIMMED_MEAN, drop=1).to_json()
    {'method': 'trimmed_mean', 'drop': 1, 'places': 2, 'rounding': 'half_up'}
    """

    method: Method = Method.MEAN
    drop: int = 0
    places: int = 2
    rounding: str = "half_up"
    groups: Weights = ()
    tiers: Weights = ()

    def __post_init__(self) -> None:
        object.__setattr__(self, "method", Method(self.method))
        object.__setattr__(self, "rounding", Rounding(self.rounding).value)
        object.__setattr__(self, "groups", weights_of(self.groups))
        object.__setattr__(self, "tiers", weights_of(self.tiers))
        if type(self.drop) is not int or self.drop < 0:
            raise ValueError(f"drop must be a whole number of at least 0: {self.drop!r}")
        if self.drop and self.method is not Method.TRIMMED_MEAN:
            raise ValueError(f"only the trimmed mean drops scores, not {self.method}: drop={self.drop}")
        if type(self.places) is not int or not 0 <= self.places <= MOST_PLACES:
            raise ValueError(f"places must be a whole number from 0 to {MOST_PLACES}: {self.places!r}")

    @property
    def fewest_ballots(self) -> int:
        """The number of ballots (of each group that weighs) below which there is no score: 2 x drop + 1."""
        return 2 * self.drop + 1

    def to_json(self) -> dict[str, str | int | dict[str, str]]:
        """The rule as plain JSON values, as it is frozen with a round; weights only where there are any."""
        weights = {"groups": as_json(self.groups), "tiers": as_json(self.tiers)}
        return {
            "method": self.method.value,
            "drop": self.drop,
            "places": self.places,
            "rounding": self.rounding,
            **{name: parts for name, parts in weights.items() if parts},
        }

    @classmethod
    def from_json(cls, data: Mapping[str, object]) -> Self:
        """Read what ``to_json`` wrote; an absent key takes its default, an unknown one raises ValueError.

        >>> OfficialRule.from_json({"method": "median"}).method
        <Method.MEDIAN: 'median'>
        """
        if unknown := set(data) - set(cls.__slots__):
            raise ValueError(f"unknown keys in an official rule: {', '.join(sorted(unknown))}")
        return cls(**data)  # type: ignore[arg-type]  # __post_init__ checks each value


@dataclass(frozen=True, slots=True)
class Dropped:
    """A ballot left out: whose, its score, and on which ``side``: "high" or "low" by the trimmed mean, "unweighted" where
    the judge's group has no weight."""

    judge: str
    score: Decimal
    side: str


@dataclass(frozen=True, slots=True)
class GroupScore:
    """What one group of judges gave, exactly, and its ``weight`` in per cent; ``counted`` as in ``Aggregate``."""

    group: str
    weight: Decimal
    value: Fraction
    counted: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Aggregate:
    """The official score of one organisation, None with a ``reason`` when there is none.

    ``counted`` are the judges whose ballots made the score, sorted; ``reason`` is None, ``no_ballots``,
    ``too_few_ballots`` or ``group_missing`` (a group that weighs sent none). ``groups`` is empty where judges are not
    weighed by group. Missing is never zero.
    """

    score: Decimal | None
    counted: tuple[str, ...]
    dropped: tuple[Dropped, ...]
    reason: str | None
    groups: tuple[GroupScore, ...] = ()


Scores = Mapping[str, Decimal]
"""Judge -> score."""
NO_GROUPS: Mapping[str, str] = {}


def aggregate(scores: Scores, rule: OfficialRule, group_of: Mapping[str, str] = NO_GROUPS) -> Aggregate:
    """Put the ballots of one organisation (judge id -> score) together by ``rule``; ``group_of``: judge id -> group.

    Mean: sum / n. Trimmed mean: the same after leaving out the ``drop`` highest and lowest; it needs at least
    2 x drop + 1 ballots. Median: the middle score, or the mean of the two middle ones. With groups this is done inside each
    group, and the results are weighed. Exact fractions, rounded once at the end. Where several judges gave the border
    score, the judge ids decide whose ballot is dropped: the score is the same whoever it is, and so the order of input
    never matters. Raises ValueError on a score that is not finite.

    >>> scores = {"a": Decimal("90"), "b": Decimal("80"), "c": Decimal("85.5"), "d": Decimal("10")}
    >>> aggregate(scores, OfficialRule()).score
    Decimal('66.38')
    >>> aggregate(scores, OfficialRule(Method.TRIMMED_MEAN, drop=1)).score
    Decimal('82.75')
    >>> aggregate({}, OfficialRule()).reason
    'no_ballots'
    >>> weighing = OfficialRule(groups={"township": 60, "village": 40})
    >>> aggregate(scores, weighing, {"a": "township", "b": "township", "c": "village"}).score
    Decimal('85.20')
    """
    if wrong := [judge for judge, score in scores.items() if not score.is_finite()]:
        raise ValueError(f"scores must be finite numbers: {', '.join(sorted(wrong))}")
    parts = _by_group(scores, rule, group_of)
    if reason := _reason(scores, parts.values(), rule):
        return Aggregate(None, (), (), reason)
    trimmed = {group: _trimmed(part, rule.drop) for group, part in parts.items()}
    values = {
        group: _middle([Fraction(scores[judge]) for judge in kept], rule.method)
        for group, (_low, kept, _high) in trimmed.items()
    }
    exact = weighted(values, rule.groups) if rule.groups else values[""]
    return Aggregate(
        round_exactly(exact, rule.places, Rounding(rule.rounding)),
        tuple(sorted(judge for _low, kept, _high in trimmed.values() for judge in kept)),
        tuple(_dropped(scores, trimmed)),
        None,
        tuple(GroupScore(name, weight, values[name], tuple(sorted(trimmed[name][1]))) for name, weight in rule.groups),
    )


def shares(scores: Scores, found: Aggregate, group_of: Mapping[str, str] = NO_GROUPS) -> dict[str, Fraction]:
    """How much of each ballot stands in the score, from 0 to 1: ballots that share a border score share what is left of them.

    So the score of a part of the sheet does not hang on which of two equal ballots was called the dropped one.

    >>> given = {"a": Decimal(95), "b": Decimal(90), "c": Decimal(90)}
    >>> found = aggregate(given, OfficialRule(Method.TRIMMED_MEAN, drop=1))
    >>> [str(share) for share in shares(given, found).values()]
    ['0', '1/2', '1/2']
    """
    alike = Counter((group_of.get(judge, ""), score) for judge, score in scores.items())
    kept = Counter((group_of.get(judge, ""), scores[judge]) for judge in found.counted)
    keys = {judge: (group_of.get(judge, ""), score) for judge, score in scores.items()}
    return {judge: Fraction(kept[key], alike[key]) for judge, key in keys.items()}


def part_score(
    parts: Scores, share: Mapping[str, Fraction], rule: OfficialRule, group_of: Mapping[str, str] = NO_GROUPS
) -> Decimal | None:
    """The score of one part of the sheet (judge id -> the part's score) over the ballots that made the whole score.

    The median for the median rule, else the mean by ``shares``, weighed by group as the whole is; None where a group lacks it.
    """
    standing = {judge: score for judge, score in parts.items() if share[judge]}
    groups = _by_group(standing, rule, group_of)
    if not all(groups.values()):
        return None
    values = {group: _part(scores, share, rule.method) for group, scores in groups.items()}
    exact = weighted(values, rule.groups) if rule.groups else values[""]
    return round_exactly(exact, rule.places, Rounding(rule.rounding))


def _part(scores: Scores, share: Mapping[str, Fraction], method: Method) -> Fraction:
    if method is Method.MEDIAN:
        return _middle(sorted(map(Fraction, scores.values())), method)
    whole = sum((share[judge] for judge in scores), Fraction(0))
    return sum((Fraction(score) * share[judge] for judge, score in scores.items()), Fraction(0)) / whole


Trimmed = tuple[Sequence[str], Sequence[str], Sequence[str]]


def _by_group(scores: Scores, rule: OfficialRule, group_of: Mapping[str, str]) -> dict[str, Scores]:
    """The ballots of each group that weighs; all under "" where none does."""
    if not rule.groups:
        return {"": scores}
    return {
        group: {judge: score for judge, score in scores.items() if group_of.get(judge) == group}
        for group, _weight in rule.groups
    }


def _reason(scores: Scores, parts: Collection[Scores], rule: OfficialRule) -> str | None:
    if not scores:
        return "no_ballots"
    if not all(parts):
        return "group_missing"
    return "too_few_ballots" if min(map(len, parts)) < rule.fewest_ballots else None


def _trimmed(scores: Scores, drop: int) -> Trimmed:
    """The judges whose ballots are dropped as lowest, kept, and dropped as highest."""
    ordered = sorted(scores, key=lambda judge: (scores[judge], judge))
    end = len(ordered) - drop
    return ordered[:drop], ordered[drop:end], ordered[end:]


def _dropped(scores: Scores, trimmed: Mapping[str, Trimmed]) -> Iterator[Dropped]:
    for low, _kept, high in trimmed.values():
        yield from (Dropped(judge, scores[judge], "low") for judge in low)
        yield from (Dropped(judge, scores[judge], "high") for judge in high)
    weighed = {judge for part in trimmed.values() for side in part for judge in side}
    yield from (Dropped(judge, scores[judge], "unweighted") for judge in sorted(set(scores) - weighed))


def _middle(values: Sequence[Fraction], method: Method) -> Fraction:
    """The mean of sorted values, or of the one or two in the middle."""
    if method is Method.MEDIAN:
        values = values[(len(values) - 1) // 2 : len(values) // 2 + 1]
    return sum(values, Fraction(0)) / len(values)
