"""What a sheet must be before it is kept (short enough) and before it is published: points add up, nothing asked twice."""

from decimal import Decimal

from django.utils.translation import gettext as _

from guanmo.method.asked_once import demands_in
from guanmo.method.sheet import HUNDRED, Item, Section, Sheet
from guanmo.stages.records.queries import held_already
from guanmo.stages.sheets.errors import PointsOutOfRange, SheetAsksAgain, SheetDoesNotAddUp, SheetTooLong
from guanmo.stages.sheets.models import ScoreSheet
from guanmo.stages.sheets.models import Section as SectionRow


def check_lengths(sheet: Sheet) -> None:
    """Raise SheetTooLong when a name is longer than its field: SQLite would keep it, PostgreSQL would not."""
    texts = [(sheet.title, _("名称"), _most(ScoreSheet, "title"))]
    for section in sheet.sections:
        texts.append((section.no, _("序号"), _most(SectionRow, "no")))
        texts.append((section.title, _("考核指标"), _most(SectionRow, "title")))
    for text, what, most in texts:
        if len(text) > most:
            said = {"what": what, "text": text[:12], "most": most}
            raise SheetTooLong(_("%(what)s“%(text)s…”超过%(most)d个字。请在原文件里改短后再上传。") % said)


def check_sums(sheet: Sheet) -> None:
    """Raise SheetDoesNotAddUp unless items add up to their sections, and all of them to 100 (S1-T-b, S1-T-c)."""
    if not any(True for _pair in sheet.items):
        raise SheetDoesNotAddUp(_("表里没有考核内容，不能发布。"))
    if all(item.points is None for _section, item in sheet.items):
        raise SheetDoesNotAddUp(_("整张表都没有分值，不能发布。请补上每一项的分值。"))
    for section, item in sheet.items:
        _check_item(section, item)
    for section in sheet.sections:
        _check_section(section)
    if sheet.item_total != HUNDRED or sheet.total != HUNDRED:
        said = {"total": plain(sheet.total), "sum": plain(sheet.item_total)}
        raise SheetDoesNotAddUp(_("全表应为100分。表上写明%(total)s分，各项加起来是%(sum)s分。请改正后再发布。") % said)


def check_asked_once(sheet: Sheet) -> None:
    """Raise SheetAsksAgain when an item tells organisations to hand in what is held already."""
    for section, item in sheet.items:
        asked = [demand for text in (item.text, item.method, item.note) for demand in demands_in(text)]
        for demand, place in held_already(asked).items():
            said = {"no": section.no, "item": item.no, "demand": demand, "place": place}
            raise SheetAsksAgain(
                _(
                    "%(no)s.%(item)d要求提供“%(demand)s”，系统里已经有了，在“%(place)s”里。请改成直接查看，不要再让基层交。"
                )
                % said
            )


def _check_item(section: Section, item: Item) -> None:
    said = {"no": section.no, "title": section.title, "item": item.no, "points": plain(item.points)}
    if item.points is None:
        raise SheetDoesNotAddUp(_("%(no)s、%(title)s第%(item)d项没有分值，请补上后再发布。") % said)
    if not 0 < item.points <= HUNDRED:
        raise PointsOutOfRange(_("%(no)s、%(title)s第%(item)d项是%(points)s分。每一项应多于0分，不超过100分。") % said)


def _check_section(section: Section) -> None:
    said = {"no": section.no, "title": section.title}
    said |= {"points": plain(section.points), "sum": plain(section.item_total)}
    if section.points is None:
        raise SheetDoesNotAddUp(_("%(no)s、%(title)s没有写明分值，各项加起来是%(sum)s分。请补上后再发布。") % said)
    if section.item_total != section.points:
        raise SheetDoesNotAddUp(_("%(no)s、%(title)s标明%(points)s分，各项加起来是%(sum)s分。请改正后再发布。") % said)


def plain(points: Decimal | None) -> str:
    """3.00 → 3, 0.50 → 0.5; unknown → —."""
    return "—" if points is None else format(points.normalize(), "f")


def _most(model: type[ScoreSheet] | type[SectionRow], field: str) -> int:
    return int(getattr(model._meta.get_field(field), "max_length", 0))
