"""How the ballots of many judges become one score for one organisation: the official rule of a round.

Source: S0-3.1-j (汇总), issues_in_sources D31: the plan states no rule, so the mean of the submitted ballots to two
places is the default, and a round may choose another before it opens. The rule is stored with the round and printed.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import Self

from guanmo.method.rounding import Rounding, round_exactly

MOST_PLACES = 6


class Method(StrEnum):
    """``MEAN`` 平均分; ``TRIMMED_MEAN`` 去掉最高、最低分后的平均分; ``MEDIAN`` 中位数."""

    MEAN = "mean"
    TRIMMED_MEAN = "trimmed_mean"
    MEDIAN = "median"


@dataclass(frozen=True, slots=True)
class OfficialRule:
    """How scores are put together: ``drop`` highest and ``drop`` lowest are left out (trimmed mean only).

    ``places`` 0 to 6; ``rounding`` is ``half_up`` (四舍五入) or ``half_even``. Raises ValueError on anything else.

    >>> OfficialRule(Method.TRIMMED_MEAN, drop=1).to_json()
    {'method': 'trimmed_mean', 'drop': 1, 'places': 2, 'rounding': 'half_up'}
    """

    method: Method = Method.MEAN
    drop: int = 0
    places: int = 2
    rounding: str = "half_up"

    def __post_init__(self) -> None:
        object.__setattr__(self, "method", Method(self.method))
        object.__setattr__(self, "rounding", Rounding(self.rounding).value)
        if type(self.drop) is not int or self.drop < 0:
            raise ValueError(f"drop must be a whole number of at least 0: {self.drop!r}")
        if self.drop and self.method is not Method.TRIMMED_MEAN:
            raise ValueError(f"only the trimmed mean drops scores, not {self.method}: drop={self.drop}")
        if type(self.places) is not int or not 0 <= self.places <= MOST_PLACES:
            raise ValueError(f"places must be a whole number from 0 to {MOST_PLACES}: {self.places!r}")

    @property
    def fewest_ballots(self) -> int:
        """The number of ballots below which there is no score: 2 x drop + 1."""
        return 2 * self.drop + 1

    def to_json(self) -> dict[str, str | int]:
        """The rule as plain JSON values, as it is frozen with a round."""
        return {**asdict(self), "method": self.method.value}

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
    """A ballot left out by the trimmed mean: whose, its score, and on which ``side`` ("high" or "low")."""

    judge: str
    score: Decimal
    side: str


@dataclass(frozen=True, slots=True)
class Aggregate:
    """The official score of one organisation, None with a ``reason`` when there is none.

    ``counted`` are the judges whose ballots made the score, sorted; ``reason`` is None, ``no_ballots`` or
    ``too_few_ballots``. Missing is never zero.
    """

    score: Decimal | None
    counted: tuple[str, ...]
    dropped: tuple[Dropped, ...]
    reason: str | None


def aggregate(scores: Mapping[str, Decimal], rule: OfficialRule) -> Aggregate:
    """Put the ballots of one organisation (judge id -> score) together by ``rule``.

    Mean: sum / n. Trimmed mean: the same after leaving out the ``drop`` highest and lowest; it needs at least
    2 x drop + 1 ballots. Median: the middle score, or the mean of the two middle ones. Exact fractions, rounded once at
    the end. Where several judges gave the border score, the judge ids decide whose ballot is dropped: the score is the
    same whoever it is, and so the order of input never matters. Raises ValueError on a score that is not finite.

    >>> scores = {"a": Decimal("90"), "b": Decimal("80"), "c": Decimal("85.5"), "d": Decimal("10")}
    >>> aggregate(scores, OfficialRule()).score
    Decimal('66.38')
    >>> aggregate(scores, OfficialRule(Method.TRIMMED_MEAN, drop=1)).score
    Decimal('82.75')
    >>> aggregate({}, OfficialRule()).reason
    'no_ballots'
    """
    if wrong := [judge for judge, score in scores.items() if not score.is_finite()]:
        raise ValueError(f"scores must be finite numbers: {', '.join(sorted(wrong))}")
    if len(scores) < rule.fewest_ballots:
        return Aggregate(None, (), (), "too_few_ballots" if scores else "no_ballots")
    ordered = sorted(scores, key=lambda judge: (scores[judge], judge))
    low, kept, high = _trimmed(ordered, rule.drop)
    dropped = [Dropped(judge, scores[judge], "low") for judge in low]
    dropped += [Dropped(judge, scores[judge], "high") for judge in high]
    middle = _middle([Fraction(scores[judge]) for judge in kept], rule.method)
    score = round_exactly(middle, rule.places, Rounding(rule.rounding))
    return Aggregate(score, tuple(sorted(kept)), tuple(dropped), None)


def _trimmed(ordered: Sequence[str], drop: int) -> tuple[Sequence[str], Sequence[str], Sequence[str]]:
    end = len(ordered) - drop
    return ordered[:drop], ordered[drop:end], ordered[end:]


def _middle(values: Sequence[Fraction], method: Method) -> Fraction:
    """The mean of sorted values, or of the one or two in the middle."""
    if method is Method.MEDIAN:
        values = values[(len(values) - 1) // 2 : len(values) // 2 + 1]
    return sum(values, Fraction(0)) / len(values)
