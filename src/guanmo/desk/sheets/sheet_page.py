"""A sheet as a readable table: sections, items, rules, warnings at their place, items left out by kind (D37)."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from guanmo.desk.sheets.words import plain, rule_words
from guanmo.method.sheet import Item, Section, Sheet, item_key
from guanmo.stages.organisations.enums import Kind
from guanmo.stages.sheets.importers.settle import place

Warning = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class RuleTag:
    """A rule in few words, and the clause as printed."""

    words: str
    text: str


@dataclass(frozen=True, slots=True)
class KindBox:
    """One check box: does the item not apply to this kind?"""

    kind: str
    label: str
    key: str
    checked: bool


@dataclass(frozen=True, slots=True)
class ItemRow:
    """One item with everything known about it; ``points`` is — when the file gives none."""

    key: str
    anchor: str
    item: Item
    points: str
    rules: tuple[RuleTag, ...]
    boxes: tuple[KindBox, ...]
    warnings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SectionBlock:
    """One section; ``adds_up`` is False where its items do not add up to what it says."""

    position: int
    anchor: str
    no: str
    title: str
    points: str
    total: str
    adds_up: bool
    rows: tuple[ItemRow, ...]
    warnings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class WarningRow:
    """A warning and where on the page it belongs; ``anchor`` is '' for the whole sheet."""

    where: str
    message: str
    anchor: str


@dataclass(frozen=True, slots=True)
class KindEffect:
    """What remains for a kind: how many items are left out, and how many points apply (rescaled to 100 when fewer)."""

    label: str
    left_out: int
    points: str
    rescaled: bool


@dataclass(frozen=True, slots=True)
class SheetPage:
    """The sheet to look at, whether it is kept already or only read."""

    title: str
    total: str
    sum: str
    adds_up: bool
    item_count: int
    sections: tuple[SectionBlock, ...]
    warnings: tuple[WarningRow, ...]
    effects: tuple[KindEffect, ...]


def sheet_page(
    sheet: Sheet, warnings: Sequence[Warning] = (), left_out: Mapping[Kind, Collection[str]] | None = None
) -> SheetPage:
    """Put each warning at its place and each item's check boxes into its row."""
    kinds = left_out or {}
    blocks = tuple(_block(i, section, warnings, kinds) for i, section in enumerate(sheet.sections))
    return SheetPage(
        title=sheet.title,
        total=plain(sheet.total),
        sum=plain(sheet.item_total),
        adds_up=sheet.item_total is not None and sheet.item_total == sheet.total,
        item_count=sum(len(section.items) for section in sheet.sections),
        sections=blocks,
        warnings=tuple(_warning(warning, sheet) for warning in warnings),
        effects=tuple(_effect(sheet, kind, keys) for kind, keys in kinds.items()),
    )


def _block(
    position: int, section: Section, warnings: Sequence[Warning], left_out: Mapping[Kind, Collection[str]]
) -> SectionBlock:
    return SectionBlock(
        position=position,
        anchor=f"section-{position}",
        no=section.no,
        title=section.title,
        points=plain(section.points),
        total=plain(section.item_total),
        adds_up=section.points is not None and section.item_total == section.points,
        rows=tuple(_row(position, i, section, item, warnings, left_out) for i, item in enumerate(section.items)),
        warnings=_at(place(section), warnings),
    )


def _row(
    position: int,
    index: int,
    section: Section,
    item: Item,
    warnings: Sequence[Warning],
    left_out: Mapping[Kind, Collection[str]],
) -> ItemRow:
    key = item_key(section.no, item.no)
    return ItemRow(
        key=key,
        anchor=f"item-{position}-{index}",
        item=item,
        points=plain(item.points),
        rules=tuple(RuleTag(rule_words(rule), rule.text) for rule in item.rules),
        boxes=tuple(KindBox(str(kind), str(kind.label), key, key in keys) for kind, keys in left_out.items()),
        # The note of a truncated item says the same as its warning: once is enough.
        warnings=tuple(one for one in _at(place(section, item), warnings) if one != item.note),
    )


def _places(warning: Warning) -> list[str]:
    return warning.get("where", "").split("；")


def _at(where: str, warnings: Sequence[Warning]) -> tuple[str, ...]:
    return tuple(warning["message"] for warning in warnings if where in _places(warning))


def _warning(warning: Warning, sheet: Sheet) -> WarningRow:
    anchors = {place(section): f"section-{i}" for i, section in enumerate(sheet.sections)}
    for i, section in enumerate(sheet.sections):
        anchors |= {place(section, item): f"item-{i}-{j}" for j, item in enumerate(section.items)}
    return WarningRow(warning.get("where", ""), warning["message"], anchors.get(_places(warning)[0], ""))


def _effect(sheet: Sheet, kind: Kind, left_out: Collection[str]) -> KindEffect:
    points = [item.points for section, item in sheet.items if item_key(section.no, item.no) not in left_out]
    known = sum((one for one in points if one is not None), Decimal(0))
    return KindEffect(str(kind.label), len(left_out), plain(known), bool(left_out))
