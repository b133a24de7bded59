"""What changed from one score sheet version to the next (the new version shows its differences from the last).

Items are matched by identical text, then by section and number, then by similar text. An item counts as moved when it
changed its section or its place among the items that stayed; being pushed on by a new item is no move.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from guanmo.method.sheet import Item, Section, Sheet, item_key

SAME_PLACE = 0.4
SIMILAR = 0.6
"""How much of two texts must agree (0 to 1) for one item: at the same section and number, and anywhere else."""

_WORD = re.compile(r"[A-Za-z]+|\d+(?:\.\d+)?|\s+|.", re.DOTALL)


class Mark(StrEnum):
    """What happened to a piece of text."""

    SAME = "same"
    REMOVED = "removed"
    ADDED = "added"


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of characters with one mark."""

    mark: Mark
    text: str


@dataclass(frozen=True, slots=True)
class Placed:
    """An item where it stands."""

    section: Section
    item: Item

    @property
    def key(self) -> str:
        return item_key(self.section.no, self.item.no)


@dataclass(frozen=True, slots=True)
class ItemChange:
    """One item before and after; ``before`` is None for an added item, ``after`` for a removed one."""

    before: Placed | None
    after: Placed | None
    moved: bool = False

    @property
    def points_changed(self) -> bool:
        return bool(self.before and self.after and self.before.item.points != self.after.item.points)

    @property
    def rules_changed(self) -> bool:
        """Whether the deduction rules or the method of assessment differ."""
        if not (self.before and self.after):
            return False
        old, new = self.before.item, self.after.item
        return (old.rules, old.method) != (new.rules, new.method)

    @property
    def text_changed(self) -> bool:
        return bool(self.before and self.after and self.before.item.text != self.after.item.text)

    @property
    def is_change(self) -> bool:
        one_sided = self.before is None or self.after is None
        return one_sided or self.moved or self.points_changed or self.rules_changed or self.text_changed


@dataclass(frozen=True, slots=True)
class SectionChange:
    """A section whose title or points differ, or which is on one side only."""

    before: Section | None
    after: Section | None


@dataclass(frozen=True, slots=True)
class SheetChanges:
    """All differences; falsy when there is none. ``pairs`` are the items found in both, changed or not."""

    title_changed: bool
    total_changed: bool
    sections: tuple[SectionChange, ...]
    items: tuple[ItemChange, ...]
    pairs: tuple[tuple[Placed, Placed], ...] = ()

    def __bool__(self) -> bool:
        return self.title_changed or self.total_changed or bool(self.sections or self.items)


def compare_sheets(before: Sheet, after: Sheet) -> SheetChanges:
    """The differences in the order of the new version, removed items last."""
    old = [Placed(section, item) for section, item in before.items]
    new = [Placed(section, item) for section, item in after.items]
    partner = _partners(old, new)
    moved = _moved(old, new, partner)
    changes = [ItemChange(old[partner[i]] if i in partner else None, one, i in moved) for i, one in enumerate(new)]
    kept = set(partner.values())
    changes += [ItemChange(one, None) for i, one in enumerate(old) if i not in kept]
    return SheetChanges(
        title_changed=before.title != after.title,
        total_changed=before.total != after.total,
        sections=tuple(_sections(before, after)),
        items=tuple(change for change in changes if change.is_change),
        pairs=tuple((old[partner[i]], one) for i, one in enumerate(new) if i in partner),
    )


def marked_text(before: str, after: str) -> tuple[Piece, ...]:
    """Both texts in one, piece by piece: what stayed, what was removed, what was added.

    Numbers and Latin words are never cut; a single character left between two changes is part of the change.
    """
    old, new = _WORD.findall(before), _WORD.findall(after)
    pieces: list[Piece] = []
    for mark, i1, i2, j1, j2 in _steps(old, new):
        if mark is Mark.SAME:
            pieces.append(Piece(Mark.SAME, "".join(old[i1:i2])))
        else:
            sides = ((Mark.REMOVED, old[i1:i2]), (Mark.ADDED, new[j1:j2]))
            pieces += [Piece(side, "".join(words)) for side, words in sides if words]
    return tuple(pieces)


Step = tuple[Mark, int, int, int, int]


def _steps(old: Sequence[str], new: Sequence[str]) -> list[Step]:
    """Opcodes with neighbouring changes joined; any mark but SAME means changed."""
    steps: list[Step] = []
    codes = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    for index, (tag, i1, i2, j1, j2) in enumerate(codes):
        island = tag == "equal" and i2 - i1 == 1 and 0 < index < len(codes) - 1
        mark = Mark.SAME if tag == "equal" and not island else Mark.ADDED
        if steps and mark is steps[-1][0]:
            steps[-1] = (mark, steps[-1][1], i2, steps[-1][3], j2)
        else:
            steps.append((mark, i1, i2, j1, j2))
    return steps


def _partners(old: Sequence[Placed], new: Sequence[Placed]) -> dict[int, int]:
    """Index in ``new`` → index in ``old``; surest matches first, each item at most once."""
    found: dict[int, int] = {}
    for sure in (_same_text_and_key, _same_text, _same_key):
        taken = set(found.values())
        for j, after in enumerate(new):
            if j in found:
                continue
            match = next((i for i, before in enumerate(old) if i not in taken and sure(before, after)), None)
            if match is not None:
                found[j] = match
                taken.add(match)
    _add_similar(old, new, found)
    return found


def _same_text_and_key(before: Placed, after: Placed) -> bool:
    return before.item.text == after.item.text and before.key == after.key


def _same_text(before: Placed, after: Placed) -> bool:
    return before.item.text == after.item.text


def _same_key(before: Placed, after: Placed) -> bool:
    return before.key == after.key and _likeness(before, after, SAME_PLACE) >= SAME_PLACE


def _add_similar(old: Sequence[Placed], new: Sequence[Placed], found: dict[int, int]) -> None:
    taken = set(found.values())
    left = [(i, before) for i, before in enumerate(old) if i not in taken]
    open_new = [(j, after) for j, after in enumerate(new) if j not in found]
    scored = [(_likeness(before, after, SIMILAR), -j, -i) for j, after in open_new for i, before in left]
    for likeness, j, i in sorted(scored, reverse=True):
        if likeness < SIMILAR:
            break
        if -j not in found and -i not in taken:
            found[-j] = -i
            taken.add(-i)


def _likeness(before: Placed, after: Placed, least: float) -> float:
    """How much of the two texts agrees, 0 to 1; 0 as soon as ``least`` is out of reach."""
    matcher = SequenceMatcher(None, before.item.text, after.item.text, autojunk=False)
    if matcher.real_quick_ratio() < least or matcher.quick_ratio() < least:
        return 0.0
    return matcher.ratio()


def _moved(old: Sequence[Placed], new: Sequence[Placed], partner: dict[int, int]) -> set[int]:
    """The items in ``new`` that changed section, or their order against the others of their section."""
    moved = {j for j, i in partner.items() if new[j].section.no != old[i].section.no}
    for section in {new[j].section.no for j in partner}:
        stayed = [j for j in sorted(partner) if j not in moved and new[j].section.no == section]
        in_order = _longest_rise([partner[j] for j in stayed])
        moved |= {j for j in stayed if partner[j] not in in_order}
    return moved


def _longest_rise(numbers: Sequence[int]) -> set[int]:
    """A longest rising subsequence of distinct numbers: what kept its order."""
    ends: list[int] = []
    before: dict[int, int | None] = {}
    for number in numbers:
        at = bisect_left(ends, number)
        before[number] = ends[at - 1] if at else None
        ends[at : at + 1] = [number]
    kept, number_or_none = set(), ends[-1] if ends else None
    while number_or_none is not None:
        kept.add(number_or_none)
        number_or_none = before[number_or_none]
    return kept


def _sections(before: Sheet, after: Sheet) -> Iterator[SectionChange]:
    old = {section.no: section for section in before.sections}
    new = {section.no: section for section in after.sections}
    for no, section in new.items():
        earlier = old.get(no)
        if earlier is None or (earlier.title, earlier.points) != (section.title, section.points):
            yield SectionChange(earlier, section)
    yield from (SectionChange(section, None) for no, section in old.items() if no not in new)
