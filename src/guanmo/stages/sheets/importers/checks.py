"""What does not add up in a sheet that was read. Each warning says where; a person confirms, nothing is repaired."""

from collections import Counter
from collections.abc import Iterator
from decimal import Decimal

from django.utils.translation import gettext as _

from guanmo.method.sheet import HUNDRED, Item, RuleKind, Section, Sheet
from guanmo.stages.sheets.importers.doubles import double_punishments
from guanmo.stages.sheets.importers.reading import Warning
from guanmo.stages.sheets.importers.settle import place, plain

_TAKES = {RuleKind.FIXED, RuleKind.PER_OCCURRENCE}


def check(sheet: Sheet) -> Iterator[Warning]:
    """All warnings of a sheet, in printed order, the whole sheet last."""
    items = [item for _section, item in sheet.items]
    if not items:
        yield Warning("no_item_found", _("表里没有读到任何考核内容。"), sheet.title)
        return
    pointless = all(item.points is None for item in items)
    before = 0
    for section in sheet.sections:
        yield from _numbers(section, before)
        for item in section.items:
            yield from _item(section, item, pointless)
        yield from _section_sum(section)
        before = section.items[-1].no if section.items else before
    yield from _section_numbers(sheet)
    if pointless:
        yield Warning("no_points_at_all", _("整张表都没有分值，不能用来打分。请补上每一项的分值。"), sheet.title)
    yield from _total(sheet)
    yield from double_punishments(sheet)


def _numbers(section: Section, before: int) -> Iterator[Warning]:
    """Numbers run 1, 2, 3 in each section, or on through the whole sheet (``before`` = the last number so far)."""
    numbers = [item.no for item in section.items]
    for number, times in Counter(numbers).items():
        if times > 1:
            said = {"number": number, "times": times}
            yield Warning("duplicate_number", _("序号%(number)d出现了%(times)d次。") % said, place(section))
    expected = 1 if not numbers or numbers[0] != before + 1 else numbers[0]
    for number in dict.fromkeys(numbers):
        if number != expected:
            said = {"number": number, "expected": expected}
            yield Warning("number_gap", _("序号应为%(expected)d，表上是%(number)d。") % said, place(section))
        expected = number + 1


def _section_numbers(sheet: Sheet) -> Iterator[Warning]:
    for number, times in Counter(section.no for section in sheet.sections).items():
        if times > 1:
            message = _("“%(number)s”这个序号用在了%(times)d个考核指标上。") % {"number": number, "times": times}
            yield Warning("duplicate_number", message, sheet.title)


def _item(section: Section, item: Item, pointless: bool) -> Iterator[Warning]:
    where = place(section, item)
    if item.points is None:
        if not pointless:
            yield Warning("missing_points", _("没有分值。"), where)
        return
    if item.points == 0:
        yield Warning("item_zero_points", _("分值是0分，打分时扣不了分。"), where)
    if item.points > HUNDRED:
        message = _("分值是%(points)s分，超过了100分。") % {"points": plain(item.points)}
        yield Warning("item_over_100", message, where)
    for rule in item.rules:
        most = max(amount for amount in (rule.points, rule.cap, Decimal(0)) if amount is not None)
        if rule.kind in _TAKES and most > item.points:
            said = {"rule": rule.text, "most": plain(most), "points": plain(item.points)}
            message = _("规则“%(rule)s”可扣%(most)s分，多于这一项的%(points)s分。") % said
            yield Warning("rule_over_points", message, where)


def _section_sum(section: Section) -> Iterator[Warning]:
    known = sum((item.points for item in section.items if item.points is not None), Decimal(0))
    if section.points is None or not any(item.points is not None for item in section.items) or known == section.points:
        return
    said = {"stated": plain(section.points), "sum": plain(known)}
    yield Warning("section_sum_mismatch", _("标明%(stated)s分，各项相加是%(sum)s分。") % said, place(section))


def _total(sheet: Sheet) -> Iterator[Warning]:
    """The items must add up to what the sheet says, and the sheet to 100."""
    known = sum((item.points for _section, item in sheet.items if item.points is not None), Decimal(0))
    stated = sheet.total if sheet.total is not None else HUNDRED
    if known and known != stated:
        said = {"stated": plain(stated), "sum": plain(known)}
        yield Warning("total_mismatch", _("总分应为%(stated)s分，各项相加是%(sum)s分。") % said, sheet.title)
    elif stated != HUNDRED:
        said = {"stated": plain(stated)}
        yield Warning("total_mismatch", _("总分是%(stated)s分，不是100分。") % said, sheet.title)
