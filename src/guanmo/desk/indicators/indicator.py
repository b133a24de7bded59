"""One indicator: over the year, township by township, organisation by organisation."""

from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from guanmo.desk.http import UserRequest
from guanmo.desk.indicators.area import chosen_township, township_choices
from guanmo.desk.indicators.overview import SummaryLine, line_of
from guanmo.desk.indicators.words import TONES, period_in_row, target_text, value_text
from guanmo.desk.records.words import period_text
from guanmo.method.indicator_periods import shown_span
from guanmo.method.indicator_values import State
from guanmo.stages.indicators.enums import ValueState
from guanmo.stages.indicators.queries import Reading, Summary, definition_for, history_for, parts_for
from guanmo.stages.indicators.rules import may_define
from guanmo.stages.organisations.models import Organisation, User
from guanmo.stages.organisations.queries import access_of
from guanmo.ui.shapes import Tone

_ORDER = (
    State.MISSED, State.BEHIND, State.UNKNOWN, State.ON_TRACK, State.MET, State.SHOWN, State.NOT_APPLICABLE,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class ReadingLine:
    """One organisation's value."""

    reading: Reading
    value: str
    state: str
    tone: Tone


@require_safe
def detail(request: UserRequest, code: str) -> HttpResponse:
    """The trend, and who stands where in the period that is shown; what is missed comes first."""
    asked, today, township = definition_for(request.user, code), timezone.localdate(), chosen_township(request)
    history = history_for(request.user, asked, today, township)
    wanted = request.GET.get("period") or shown_span(asked, today).period
    shown = next((one for one in history if one.span.period == wanted), history[-1] if history else None)
    areas = _areas(request.user, shown) if shown and not township else []
    lines = [] if areas else [_line(one) for one in (shown.readings if shown else ())]
    context = {
        "asked": asked,
        "target": target_text(asked),
        "township": township,
        "choices": township_choices(request, township),
        "history": [(one.span.period, period_in_row(asked, one.span), line_of(one)) for one in history],
        "shown": period_text(shown.span.period) if shown else "",
        "areas": areas,
        "lines": sorted(lines, key=lambda one: (_ORDER.index(one.reading.state), one.reading.organisation.path)),
        "may_define": may_define(access_of(request.user)),
    }
    return render(request, "desk/indicators/indicator.html", context)


def _areas(user: User, shown: Summary) -> list[tuple[Organisation, SummaryLine]]:
    """The same period township by township: a county cannot read three hundred rows."""
    return [(township, line_of(one)) for township, one in parts_for(user, shown)]


def _line(one: Reading) -> ReadingLine:
    return ReadingLine(one, value_text(one.asked, one.value), str(ValueState(one.state).label), TONES[one.state])
