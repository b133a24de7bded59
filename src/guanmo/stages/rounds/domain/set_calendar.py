"""The county changes the calendar of working days: a holiday, a weekend that is worked, or back to the usual."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from guanmo.audit.record import Line, record_all
from guanmo.stages.organisations.errors import NotAllowed
from guanmo.stages.organisations.models import User
from guanmo.stages.organisations.queries import access_of
from guanmo.stages.rounds.domain.limits import fitting, written
from guanmo.stages.rounds.enums import DayKind
from guanmo.stages.rounds.errors import RuleInvalid
from guanmo.stages.rounds.models import CalendarDay
from guanmo.stages.rounds.queries.calendar import each_day

MOST_DAYS = 31


@transaction.atomic
def set_calendar(first: date, last: date, kind: DayKind, *, name: str, by: User) -> list[CalendarDay]:
    """Set each day from ``first`` to ``last``. Raises NotAllowed, ReasonMissing, RuleInvalid (no such span), TextTooLong."""
    if not access_of(by).is_county_admin:
        raise NotAllowed(_("只有县委组织部可以调整工作日。"))
    name = fitting(written(name, missing=_("请写明是什么节日，或者为什么调整。")), name=_("说明"), most=60)
    if not first <= last or (last - first).days >= MOST_DAYS:
        raise RuleInvalid(_("结束日期不能早于开始日期，一次最多调整%(most)d天。") % {"most": MOST_DAYS})
    days = [CalendarDay.objects.create(day=day, kind=kind, name=name, by=by) for day in each_day(first, last)]
    record_all(Line("calendar.set", one, by, {"day": str(one.day), "kind": str(kind)}) for one in days)
    return days
