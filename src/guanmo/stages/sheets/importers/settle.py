"""From the sheet as printed to the sheet as a value: missing numbers by position, rules, items that break off."""

from dataclasses import replace
from decimal import Decimal

from django.utils.translation import gettext as _

from guanmo.lib.numerals import numeral
from guanmo.method.sheet import Item, Section, Sheet
from guanmo.stages.sheets.importers.deductions import rules_in
from guanmo.stages.sheets.importers.draft import Draft, DraftItem, DraftSection
from guanmo.stages.sheets.importers.reading import Warning

_CUT_OFF = ("；", "，", "、", "：")


def settle(draft: Draft) -> tuple[Sheet, list[Warning]]:
    """The sheet, and the warnings about what was read from unclear text."""
    warnings: list[Warning] = []
    sections = tuple(_section(section, index, warnings) for index, section in enumerate(draft.sections, start=1))
    return Sheet(draft.title, _total(draft), sections), warnings


def place(section: Section, item: Item | None = None) -> str:
    """Where something stands, in words: 一、党建基础 第3项."""
    heading = f"{section.no}、{section.title}" if section.title else section.no
    return heading if item is None else _("%(section)s 第%(item)d项") % {"section": heading, "item": item.no}


def plain(points: Decimal) -> str:
    """3.00 → 3, 0.50 → 0.5."""
    return format(points.normalize(), "f")


def _total(draft: Draft) -> Decimal | None:
    """What the sheet says it is worth; unsaid, what its sections say together; else None."""
    if draft.total is not None or not draft.sections:
        return draft.total
    stated = [section.points for section in draft.sections if section.points is not None]
    return sum(stated, Decimal(0)) if len(stated) == len(draft.sections) else None


def _section(draft: DraftSection, index: int, warnings: list[Warning]) -> Section:
    section = Section(draft.no or numeral(index), draft.title, draft.points)
    items: list[Item] = []
    for part in draft.items:
        item = _item(part, items[-1].no + 1 if items else 1)
        items.append(item)
        _tell(part, item, place(section, item), warnings)
    return replace(section, items=tuple(_restored(section, items, warnings)))


def _item(draft: DraftItem, following: int) -> Item:
    method = "\n".join(draft.method)
    rules = (*rules_in(draft.text, draft.points).rules, *rules_in(method, draft.points).rules)
    return Item(draft.no if draft.no is not None else following, draft.text, draft.points, method, rules)


def _tell(draft: DraftItem, item: Item, where: str, warnings: list[Warning]) -> None:
    if draft.unreadable_points:
        message = _("分值“%(text)s”不是最多两位小数的数，没有采用。") % {"text": draft.unreadable_points}
        warnings.append(Warning("points_not_readable", message, where))
    if draft.parts > 1 and draft.points is not None:
        message = _("分值由%(parts)d处相加得%(sum)s分，请核对。") % {"parts": draft.parts, "sum": plain(draft.points)}
        warnings.append(Warning("several_points", message, where))
    if draft.text_points is not None and draft.points is not None:
        said = {"column": plain(draft.points), "text": plain(draft.text_points)}
        message = _("分值栏写%(column)s分，文字里写%(text)s分，采用了分值栏的数。") % said
        warnings.append(Warning("points_disagree", message, where))
    for clause in (*rules_in(item.text, None).unread, *rules_in(item.method, None).unread):
        message = _("“%(clause)s”不能读成确定的扣分规则，打分时由人判断。") % {"clause": clause}
        warnings.append(Warning("rule_not_read", message, where))


def _restored(section: Section, items: list[Item], warnings: list[Warning]) -> list[Item]:
    """Mark a last item that breaks off; when only its points are missing, they are what the section has left."""
    if not items or items[-1].points is not None or not items[-1].text.endswith(_CUT_OFF):
        return items
    last, others = items[-1], [item.points for item in items[:-1]]
    known = sum((points for points in others if points is not None), Decimal(0))
    left = None if section.points is None or None in others else section.points - known
    said = {"end": last.text[-5:]}
    note = _("原文到“%(end)s”就断了，后面的文字和分值都没有，现按原样保留。") % said
    if left is not None and left > 0:
        sums = {"section": plain(section.points or left), "others": plain(known), "left": plain(left)}
        note += _("本节%(section)s分，其余各项共%(others)s分，推定这一项为剩下的%(left)s分，请对照原件确认。") % sums
    warnings.append(Warning("truncated", note, place(section, last)))
    points = left if left is not None and left > 0 else None
    return [*items[:-1], replace(last, truncated=True, note=note, points=points)]
