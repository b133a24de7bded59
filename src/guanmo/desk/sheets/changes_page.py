"""The differences of a version from the last, in words, with the changed text marked."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from guanmo.desk.sheets.words import plain
from guanmo.method.sheet_changes import ItemChange, Piece, Placed, SectionChange, SheetChanges, marked_text


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """One change: ``tone`` and ``tag`` say of which sort, ``notes`` what exactly, ``pieces`` are the marked text."""

    tone: str
    tag: str
    place: str
    notes: tuple[str, ...]
    pieces: tuple[Piece, ...]


def change_rows(changes: SheetChanges) -> tuple[ChangeRow, ...]:
    """Sections first, then items in the order of the new version, removed items last."""
    sections = [_section(change) for change in changes.sections]
    return (*sections, *(_item(change) for change in changes.items))


def _section(change: SectionChange) -> ChangeRow:
    after, before = change.after, change.before
    if after is None or before is None:
        one = after or before
        assert one is not None
        tone, tag = ("good", _("新增")) if after else ("bad", _("删去"))
        return ChangeRow(tone, tag, f"{one.no}、{one.title}", (), ())
    notes = []
    if before.points != after.points:
        notes.append(_points(plain(before.points), plain(after.points)))
    pieces = marked_text(before.title, after.title) if before.title != after.title else ()
    return ChangeRow("info", _("考核指标有改动"), f"{after.no}、{after.title}", tuple(notes), pieces)


def _item(change: ItemChange) -> ChangeRow:
    if change.before is None or change.after is None:
        one = change.after or change.before
        assert one is not None
        tone, tag = ("good", _("新增")) if change.after else ("bad", _("删去"))
        worth = _("%(points)s分") % {"points": plain(one.item.points)}
        pieces = marked_text("", one.item.text) if change.after else marked_text(one.item.text, "")
        return ChangeRow(tone, tag, _place(one), (worth,), pieces)
    before, after = change.before, change.after
    pieces = marked_text(before.item.text, after.item.text)
    tag = _("移动") if change.moved and not change.text_changed else _("改动")
    return ChangeRow("info", tag, _place(after), tuple(_notes(change, before, after)), pieces)


def _notes(change: ItemChange, before: Placed, after: Placed) -> Iterator[str]:
    if change.moved:
        yield _("原来是%(place)s") % {"place": _place(before)}
    if change.points_changed:
        yield _points(plain(before.item.points), plain(after.item.points))
    if change.rules_changed:
        yield _("扣分规则有改动")


def _points(before: str, after: str) -> str:
    return _("分值由%(before)s分改为%(after)s分") % {"before": before, "after": after}


def _place(one: Placed) -> str:
    return _("%(no)s、%(title)s 第%(item)d项") % {"no": one.section.no, "title": one.section.title, "item": one.item.no}
