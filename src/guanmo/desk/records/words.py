"""How records are said: values with their words, tones of the states, what a record still lacks."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from guanmo.method.ledger import POINTING, Field, Ledger
from guanmo.method.ledger_due import due_by
from guanmo.method.ledger_values import each_of, is_empty, missing_steps
from guanmo.stages.organisations.models import User
from guanmo.stages.records.enums import SIGNED_PAGE, RecordState
from guanmo.stages.records.models import Record
from guanmo.stages.records.queries import below_without, day_of, leaders_of, off_day, values_of, was_secretary
from guanmo.ui.shapes import Tone

TONES: dict[str, Tone] = {
    RecordState.DRAFT: "mute",
    RecordState.AWAITING_SIGNATURES: "warn",
    RecordState.LOCKED: "good",
}


def value_text(asked: Field, value: Any, words: Mapping[str, str]) -> str:
    """A value as people read it; a dash for what was not written, never a zero."""
    if is_empty(value):
        return "—"
    if isinstance(value, bool):
        return _("是") if value else _("否")
    if isinstance(value, list):
        return _("、").join(asked.choices.get(one) or words.get(one, one) for one in value)
    if asked.kind == "date":
        return date_format(date.fromisoformat(value), "DATE_FORMAT")
    if asked.kind == "holder" and value == "other":
        return _("其他人")
    return str((words if asked.kind in POINTING else asked.choices).get(value, value))


def period_text(period: str) -> str:
    """``2026-07`` as 7月, ``2026-Q3`` as 第3季度, ``2026-H1`` as 上半年, ``2026`` as 全年."""
    _year, _dash, rest = period.partition("-")
    if rest.startswith("Q"):
        return _("第%(n)s季度") % {"n": rest[1:]}
    if rest.startswith("H"):
        return _("上半年") if rest == "H1" else _("下半年")
    return _("%(n)d月") % {"n": int(rest)} if rest else _("全年")


def period_with_year(period: str) -> str:
    """``2026-Q3`` as 2026年第3季度."""
    return _("%(year)s年%(period)s") % {"year": period[:4], "period": period_text(period)}


def period_near(period: str, today: date) -> str:
    """A period of this year without its year, any other with it."""
    return period_text(period) if period[:4] == str(today.year) else period_with_year(period)


def rhythm_text(ledger: Ledger) -> str:
    """How often, in words; empty for a ledger that is kept as things happen."""
    if ledger.rhythm is None:
        return _("有了就记")
    words = {"month": _("每月"), "quarter": _("每季度"), "half_year": _("每半年"), "year": _("每年")}
    many = ngettext("%(n)d次", "%(n)d次", ledger.rhythm.least) % {"n": ledger.rhythm.least}
    sentence = _("%(every)s，每一种各%(many)s") if ledger.rhythm.each else _("%(every)s%(many)s")
    return sentence % {"every": words[ledger.rhythm.every], "many": many}


def lacks(user: User, record: Record) -> list[str]:
    """What the record still lacks or does not keep, as sentences. It never stopped anybody from filing."""
    ledger, values = record.type.ledger, values_of(record)
    found = [*_papers(record), *_steps(record, values)]
    if ledger.chair and not was_secretary(record, str(values.get(ledger.chair) or "")):
        found.append(_("主持人不是当时的书记，不符合要求。"))
    found += _late(record, values)
    if off_day(record, day := day_of(record.organisation, record.type.code)):
        found.append(_("不在固定日（每月%(day)s日）举行。") % {"day": day})
    for asked in ledger.fields:
        left = _left(user, record, asked, values.get(asked.name) or [])
        found += [_("没有汇报的：%(names)s") % {"names": _("、").join(left)}] if left else []
    return found


def _left(user: User, record: Record, asked: Field, named: Sequence[str]) -> list[str]:
    """Of those who were expected, by name, whom the record does not name."""
    if asked.kind == "organisations":
        return below_without(user, record, asked.of, named)
    leaders = leaders_of(record.organisation, record.held_on) if asked.kind == "holders" else []
    return [word for key, word in leaders if key not in named]


def _papers(record: Record) -> list[str]:
    """The signed page is the first kind of paper that a ledger asks: the minutes."""
    papers = record.type.ledger.evidence
    first = papers[0].role if papers else ""
    there = [first if one.role == SIGNED_PAGE else one.role for one in record.evidence.all()]
    return [
        _("缺少“%(title)s”。") % {"title": paper.title} for paper in papers if there.count(paper.role) < paper.least
    ]


def _steps(record: Record, values: Mapping[str, Any]) -> list[str]:
    there, missing = {one.role for one in record.evidence.all()}, missing_steps(record.type.ledger, values)
    found = []
    for step in record.type.ledger.steps:
        if step.code in missing:
            found.append(_("缺少步骤“%(title)s”。") % {"title": step.title})
        elif step.code not in there:
            found.append(_("步骤“%(title)s”没有材料。") % {"title": step.title})
    return found


def _late(record: Record, values: Mapping[str, Any]) -> list[str]:
    ledger, found = record.type.ledger, []
    for name, days in ledger.late_after.items():
        event = values.get(name)
        if event and (record.held_on - date.fromisoformat(event)).days > days:
            found.append(_("超过了%(days)d天的时限。") % {"days": days})
    rhythm = ledger.rhythm
    if rhythm and record.period and (rhythm.asks_period or rhythm.due):
        limit = due_by(rhythm, record.period, each_of(ledger, values))
        if record.held_on > limit:
            found.append(_("晚于期限（%(day)s）。") % {"day": date_format(limit, "DATE_FORMAT")})
    return found


def money(amount: Decimal) -> str:
    """Yuan with two places and groups of three."""
    return f"{amount:,.2f}"
