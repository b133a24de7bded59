"""The score sheet (得分表): sections, items, points and the deduction rules written in an item's text.

Source: the two sheets of the implementation plan (S0-2-a, S1-T-a, S1-T-b, S1-T-c). Points are exact decimals with
two places. A sheet here is a value: reading one from a file, storing it and versioning it happen elsewhere.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

HUNDRED = Decimal(100)


class RuleKind(StrEnum):
    """What a deduction rule in an item's text says.

    ``FIXED`` takes ``points`` once; ``PER_OCCURRENCE`` takes ``points`` for each occurrence, up to ``cap`` (or up to
    the item's points when ``cap`` is None); ``ZERO`` takes the whole item; ``VETO`` takes the whole sheet down
    (一票否决); ``BONUS`` adds ``points``, up to ``cap``.
    """

    FIXED = "fixed"
    PER_OCCURRENCE = "per_occurrence"
    ZERO = "zero"
    VETO = "veto"
    BONUS = "bonus"


@dataclass(frozen=True, slots=True)
class Rule:
    """One deduction rule: ``text`` is the clause as printed; ``points`` is None for ZERO and VETO."""

    kind: RuleKind
    text: str
    points: Decimal | None = None
    cap: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Item:
    """One assessment item (考核内容). ``points`` is None when the source gives none: missing is never zero."""

    no: int
    text: str
    points: Decimal | None
    method: str = ""
    rules: tuple[Rule, ...] = ()
    note: str = ""
    truncated: bool = False


@dataclass(frozen=True, slots=True)
class Section:
    """One assessment section (考核指标), e.g. 一 党建基础, worth ``points`` (None when the source gives none)."""

    no: str
    title: str
    points: Decimal | None
    items: tuple[Item, ...] = ()

    @property
    def item_total(self) -> Decimal | None:
        """The sum of the items' points, or None when one of them is unknown."""
        return _sum(item.points for item in self.items)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A whole score sheet; ``total`` is what it says it is worth (100 for both real sheets), None when unsaid.

    ``by_key`` holds its items in printed order by their keys (``"一.3"``), ``keys_by_section`` these keys for each
    section; ``without_points`` are the keys of items whose points are unknown. They follow from the sections.
    """

    title: str
    total: Decimal | None
    sections: tuple[Section, ...] = field(default=())
    by_key: Mapping[str, Item] = field(init=False, repr=False, compare=False)
    keys_by_section: tuple[tuple[str, ...], ...] = field(init=False, repr=False, compare=False)
    without_points: tuple[str, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        by_key = {item_key(section.no, item.no): item for section, item in self.items}
        by_section = tuple(tuple(item_key(one.no, item.no) for item in one.items) for one in self.sections)
        object.__setattr__(self, "by_key", by_key)
        object.__setattr__(self, "keys_by_section", by_section)
        object.__setattr__(self, "without_points", tuple(key for key, item in by_key.items() if item.points is None))

    @property
    def items(self) -> Iterator[tuple[Section, Item]]:
        """Each item with its section, in printed order."""
        return ((section, item) for section in self.sections for item in section.items)

    @property
    def item_total(self) -> Decimal | None:
        """The sum of all items' points, or None when one of them is unknown."""
        return _sum(item.points for _, item in self.items)

    @property
    def full(self) -> Decimal | None:
        """What a sheet without a deduction is worth: what it says, or the sum of its items when it says nothing."""
        return self.item_total if self.total is None else self.total


def item_key(section_no: str, item_no: int) -> str:
    """The stable key of an item inside one sheet version, as people say it: ``"一.3"``."""
    return f"{section_no}.{item_no}"


def _sum(points: Iterable[Decimal | None]) -> Decimal | None:
    total = Decimal(0)
    for value in points:
        if value is None:
            return None
        total += value
    return total
