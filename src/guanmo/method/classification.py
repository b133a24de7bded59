"""What a place in the list means: 先进, 达标 or 落后 (分类管理).

Source: S0-1-e (exactly one of three classes, thresholds kept with the round), S0-3.1-k; issues_in_sources D31 (the plan
gives no thresholds). A backward class never makes an organisation "weak" by itself (C23).
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from fractions import Fraction
from math import floor
from typing import Literal, Self

from guanmo.method.ranking import Ranked

By = Literal["score", "share"]


class ManagementClass(StrEnum):
    """先进 / 达标 / 落后."""

    ADVANCED = "advanced"
    QUALIFIED = "qualified"
    BACKWARD = "backward"


@dataclass(frozen=True, slots=True)
class ClassRule:
    """Where the borders of the classes lie.

    ``by="score"``: points; a score of at least ``advanced`` is advanced, one below ``backward`` is backward.
    ``by="share"``: parts of 1; of n ranked organisations the first floor(n x advanced) are advanced and the last
    floor(n x backward) are backward. Raises ValueError when the borders cross or are out of range.

    >>> ClassRule("share", Decimal("0.2"), Decimal("0.1")).to_json()
    {'by': 'share', 'advanced': '0.2', 'backward': '0.1'}
    """

    by: By
    advanced: Decimal
    backward: Decimal

    def __post_init__(self) -> None:
        if self.by not in ("score", "share"):
            raise ValueError(f"classes go by score or by share: {self.by!r}")
        for border in (self.advanced, self.backward):
            if not isinstance(border, Decimal) or not border.is_finite() or border < 0:
                raise ValueError(f"a class border must be a decimal of at least 0: {border!r}")
        if self.by == "score" and self.advanced < self.backward:
            raise ValueError(f"advanced must not begin below backward: {self.advanced} < {self.backward}")
        if self.by == "share" and self.advanced + self.backward > 1:
            raise ValueError(f"the shares are more than the whole: {self.advanced} + {self.backward} > 1")

    def to_json(self) -> dict[str, str]:
        """The rule as plain JSON values; decimals are strings."""
        return {"by": self.by, "advanced": str(self.advanced), "backward": str(self.backward)}

    @classmethod
    def from_json(cls, data: Mapping[str, object]) -> Self:
        """Read what ``to_json`` wrote. All three keys are needed; raises ValueError otherwise.

        >>> ClassRule.from_json({"by": "score", "advanced": "90", "backward": "60"}).advanced
        Decimal('90')
        """
        if set(data) != set(cls.__slots__):
            raise ValueError(f"a class rule has by, advanced and backward, not {', '.join(sorted(data))}")
        return cls(data["by"], _decimal(data["advanced"]), _decimal(data["backward"]))  # type: ignore[arg-type]


def classify(ranked: Sequence[Ranked], rule: ClassRule) -> dict[str, ManagementClass | None]:
    """The class of each organisation, in the order given; None for one without a rank.

    By share, organisations that tie across a border all go to the better class: the advanced may then be more, and the
    backward fewer, than the share says. Nobody is put lower than an organisation with the same score.

    >>> from guanmo.method.ranking import rank
    >>> listed = rank({"甲": Decimal(95), "乙": Decimal(80), "丙": Decimal(80), "丁": Decimal(50)})
    >>> classes = classify(listed, ClassRule("share", Decimal("0.5"), Decimal("0.25")))
    >>> {organisation: str(found) for organisation, found in classes.items()}
    {'甲': 'advanced', '丙': 'advanced', '乙': 'advanced', '丁': 'backward'}
    """
    n = sum(row.rank is not None for row in ranked)
    find = _by_score(rule) if rule.by == "score" else _by_share(rule, n)
    return {
        row.organisation: None if row.rank is None or row.score is None else find(row.rank, row.score) for row in ranked
    }


def _by_score(rule: ClassRule) -> Callable[[int, Decimal], ManagementClass]:
    return lambda _, score: _choose(advanced=score >= rule.advanced, backward=score < rule.backward)


def _by_share(rule: ClassRule, n: int) -> Callable[[int, Decimal], ManagementClass]:
    """A tied group bears the rank of its first member, so comparing ranks keeps the group together and favours it."""
    first, last = floor(n * Fraction(rule.advanced)), floor(n * Fraction(rule.backward))
    return lambda place, _: _choose(advanced=place <= first, backward=place > n - last)


def _choose(*, advanced: bool, backward: bool) -> ManagementClass:
    if advanced:
        return ManagementClass.ADVANCED
    return ManagementClass.BACKWARD if backward else ManagementClass.QUALIFIED


def _decimal(value: object) -> Decimal:
    try:
        return Decimal(str(value))
    except InvalidOperation:
        raise ValueError(f"not a decimal: {value!r}") from None
