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

By = Literal["score", "share", "both"]


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
    floor(n x backward) are backward. ``by="both"``: only who fulfils both is advanced, or backward; the borders of the score
    and those of the share, ``advanced_share`` and ``backward_share``. ``vetoes``: from how many vetoed sheets on (一票否决)
    an organisation is backward whatever its score; 0 for never. Raises ValueError when borders cross or are out of range.

    >>> ClassRule("share", Decimal("0.2"), Decimal("0.1")).to_json()
    {'by': 'share', 'advanced': '0.2', 'backward': '0.1'}
    """

    by: By
    advanced: Decimal
    backward: Decimal
    advanced_share: Decimal | None = None
    backward_share: Decimal | None = None
    vetoes: int = 0

    def __post_init__(self) -> None:
        if self.by not in ("score", "share", "both"):
            raise ValueError(f"classes go by score, by share or by both: {self.by!r}")
        if type(self.vetoes) is not int or self.vetoes < 0:
            raise ValueError(f"vetoes must be a whole number of at least 0: {self.vetoes!r}")
        if (self.by == "both") != (self.advanced_share is not None and self.backward_share is not None):
            raise ValueError("the borders of the share belong to classes by both, and to no other")
        for border in (self.advanced, self.backward, *self._shares):
            if not isinstance(border, Decimal) or not border.is_finite() or border < 0:
                raise ValueError(f"a class border must be a decimal of at least 0: {border!r}")
        if self.by != "share" and self.advanced < self.backward:
            raise ValueError(f"advanced must not begin below backward: {self.advanced} < {self.backward}")
        if sum(self._shares) > 1:
            raise ValueError(f"the shares are more than the whole: {' + '.join(map(str, self._shares))} > 1")

    @property
    def _shares(self) -> tuple[Decimal, ...]:
        """The borders that are shares."""
        if self.by == "share":
            return (self.advanced, self.backward)
        return tuple(one for one in (self.advanced_share, self.backward_share) if one is not None)

    def to_json(self) -> dict[str, str | int]:
        """The rule as plain JSON values; decimals are strings; what a rule does not use is left out."""
        shares = {"advanced_share": self.advanced_share, "backward_share": self.backward_share}
        return {
            "by": self.by,
            "advanced": str(self.advanced),
            "backward": str(self.backward),
            **{name: str(share) for name, share in shares.items() if share is not None},
            **({"vetoes": self.vetoes} if self.vetoes else {}),
        }

    @classmethod
    def from_json(cls, data: Mapping[str, object]) -> Self:
        """Read what ``to_json`` wrote. The first three keys are needed; raises ValueError otherwise.

        >>> ClassRule.from_json({"by": "score", "advanced": "90", "backward": "60"}).advanced
        Decimal('90')
        """
        if not {"by", "advanced", "backward"} <= set(data) <= set(cls.__slots__):
            raise ValueError(f"a class rule has by, advanced and backward, not {', '.join(sorted(data))}")
        borders = {name: _decimal(value) for name, value in data.items() if name not in ("by", "vetoes")}
        return cls(data["by"], vetoes=data.get("vetoes", 0), **borders)  # type: ignore[arg-type]


NO_VETOES: Mapping[str, int] = {}


def classify(
    ranked: Sequence[Ranked], rule: ClassRule, vetoes: Mapping[str, int] = NO_VETOES
) -> dict[str, ManagementClass | None]:
    """The class of each organisation, in the order given; None for one without a rank. Scores are compared as rounded.

    ``vetoes``: how many sheets vetoed an organisation.

    By share, organisations that tie across a border all go to the better class: the advanced may then be more, and the
    backward fewer, than the share says. Nobody is put lower than an organisation with the same score.

    >>> from guanmo.method.ranking import rank
    >>> listed = rank({"甲": Decimal(95), "乙": Decimal(80), "丙": Decimal(80), "丁": Decimal(50)})
    >>> classes = classify(listed, ClassRule("share", Decimal("0.5"), Decimal("0.25")))
    >>> {organisation: str(found) for organisation, found in classes.items()}
    {'甲': 'advanced', '丙': 'advanced', '乙': 'advanced', '丁': 'backward'}
    """
    n = sum(row.rank is not None for row in ranked)
    finders = {"score": _by_score, "share": _by_share, "both": _by_both}
    find = finders[rule.by](rule, n)
    return {
        row.organisation: None
        if row.rank is None or row.score is None
        else ManagementClass.BACKWARD
        if rule.vetoes and vetoes.get(row.organisation, 0) >= rule.vetoes
        else find(row.rank, row.score)
        for row in ranked
    }


Finder = Callable[[int, Decimal], ManagementClass]


def _by_score(rule: ClassRule, n: int) -> Finder:
    return lambda _, score: _choose(advanced=score >= rule.advanced, backward=score < rule.backward)


def _by_share(rule: ClassRule, n: int) -> Finder:
    """A tied group bears the rank of its first member, so comparing ranks keeps the group together and favours it."""
    advanced, backward = rule.advanced, rule.backward
    if rule.advanced_share is not None and rule.backward_share is not None:
        advanced, backward = rule.advanced_share, rule.backward_share
    first, last = floor(n * Fraction(advanced)), floor(n * Fraction(backward))
    return lambda place, _: _choose(advanced=place <= first, backward=place > n - last)


def _by_both(rule: ClassRule, n: int) -> Finder:
    """Nobody is advanced or backward for the sake of a quota alone, nor for points alone."""
    by_score, by_share = _by_score(rule, n), _by_share(rule, n)
    return lambda place, score: (
        found if (found := by_score(place, score)) is by_share(place, score) else ManagementClass.QUALIFIED
    )


def _choose(*, advanced: bool, backward: bool) -> ManagementClass:
    if advanced:
        return ManagementClass.ADVANCED
    return ManagementClass.BACKWARD if backward else ManagementClass.QUALIFIED


def _decimal(value: object) -> Decimal:
    try:
        return Decimal(str(value))
    except InvalidOperation:
        raise ValueError(f"not a decimal: {value!r}") from None
