"""The overview of a county or township: every indicator with how many organisations keep to it, and which are unknown."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from guanmo.desk.http import UserRequest
from guanmo.desk.indicators.area import chosen_township, own_organisation, township_choices
from guanmo.desk.indicators.words import TONES, target_text, value_text
from guanmo.desk.records.words import period_text
from guanmo.method.indicator_values import State, Value
from guanmo.stages.indicators.content import asked_by_hand
from guanmo.stages.indicators.enums import IndicatorGroup, ValueState
from guanmo.stages.indicators.queries import Summary, totals_for
from guanmo.ui.shapes import Tone


@dataclass(frozen=True, slots=True)
class SummaryLine:
    """One indicator: how many are met and judged, missed, running, unknown; its sum in words; the county's state if judged."""

    summary: Summary
    period: str
    target: str
    total: str
    met: int
    judged: int
    missed: int
    running: int
    unknown: int
    state: str
    tone: Tone


@dataclass(frozen=True, slots=True)
class SummaryGroup:
    """Indicators that belong together."""

    title: str
    lines: Sequence[SummaryLine]

    @property
    def short(self) -> int:
        """Of how many of them somebody falls short."""
        return sum(bool(one.missed) or one.tone == "bad" for one in self.lines)


@require_safe
def overview(request: UserRequest) -> HttpResponse:
    """An organisation's own page where there is one alone; else every indicator, group by group."""
    own = own_organisation(request)
    if own is not None:
        return redirect("desk:indicators-organisation", own.uuid)
    today, township = timezone.localdate(), chosen_township(request)
    lines = [line_of(one) for one in totals_for(request.user, today, township)]
    context = {
        "groups": _grouped(lines),
        "township": township,
        "choices": township_choices(request, township),
        "by_hand": asked_by_hand(),
        "today": today,
    }
    return render(request, "desk/indicators/overview.html", context)


def line_of(one: Summary) -> SummaryLine:
    """The line of one indicator."""
    states = one.total.states
    judged = one.asked.level == "county" and one.asked.direction != "shown" and one.state != State.UNKNOWN
    return SummaryLine(
        summary=one,
        period=period_text(one.span.period),
        target=target_text(one.asked),
        total=value_text(one.asked, _whole(one)) if _adds_up(one) else "",
        met=states.get(State.MET, 0),
        judged=states.get(State.MET, 0) + states.get(State.MISSED, 0),
        missed=states.get(State.MISSED, 0),
        running=states.get(State.ON_TRACK, 0) + states.get(State.BEHIND, 0),
        unknown=states.get(State.UNKNOWN, 0),
        state=str(ValueState(one.state).label) if judged else "",
        tone=TONES[one.state],
    )


def _adds_up(one: Summary) -> bool:
    """Whether the sum says something to people: shares, money per something, the county's own totals, plain numbers."""
    return one.asked.unit == "share" or one.asked.level == "county" or one.asked.direction == "shown"


def _whole(one: Summary) -> Value:
    """Shares and money per something are divided; of plain numbers the sum is what people want to know."""
    value = one.total.value
    return value if one.asked.denominator else Value(value.numerator, 1, value.known)


def _grouped(lines: Sequence[SummaryLine]) -> list[SummaryGroup]:
    groups = [
        SummaryGroup(str(group.label), [one for one in lines if one.summary.asked.group == group])
        for group in IndicatorGroup
    ]
    return [one for one in groups if one.lines]
