"""One organisation's indicators: what is met, what is missing and by which clause, and the button that mends it."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from guanmo.desk.http import UserRequest
from guanmo.desk.indicators.mending import Mend, mend_of
from guanmo.desk.indicators.proof import ProofLine, added, proof_lines
from guanmo.desk.indicators.proposals import SheetProposals, proposals_shown
from guanmo.desk.indicators.words import ICONS, TONES, period_in_row, target_text, value_text
from guanmo.desk.records.words import period_text, period_with_year
from guanmo.lib.refusal import NotVisible
from guanmo.method.indicator_periods import shown_span
from guanmo.method.indicator_values import State
from guanmo.stages.indicators.enums import IndicatorGroup, ValueState
from guanmo.stages.indicators.queries import (
    Reading,
    board_for,
    definition_for,
    year_for,
)
from guanmo.stages.organisations.queries import organisation_for
from guanmo.stages.records.queries import keeps
from guanmo.ui.shapes import Tone


@dataclass(frozen=True, slots=True)
class PeriodMark:
    """One period on a card, as a small mark with its words."""

    words: str
    state: str
    icon: str
    tone: Tone
    url: str


@dataclass(frozen=True, slots=True)
class IndicatorCard:
    """One indicator of one organisation: the period shown first, all periods of the year, and the way to mend."""

    reading: Reading
    period: str
    value: str
    target: str
    state: str
    tone: Tone
    marks: Sequence[PeriodMark]
    missed: Sequence[str]
    mend: Mend | None
    url: str


@dataclass(frozen=True, slots=True)
class BoardPage:
    """Cards by what they ask of the reader: to mend, behind, without data, and the rest by group."""

    missed: Sequence[IndicatorCard]
    behind: Sequence[IndicatorCard]
    unknown: Sequence[IndicatorCard]
    others: Sequence[tuple[str, Sequence[IndicatorCard]]]
    proposals: SheetProposals


@require_safe
def board(request: UserRequest, organisation: UUID) -> HttpResponse:
    """The page of one organisation."""
    there, today = organisation_for(request.user, organisation), timezone.localdate()
    mine = keeps(request.user, there)
    found = [_card(inside, keeps=mine) for inside in board_for(request.user, there, today)]
    others = [one for one in found if one.reading.state in (State.MET, State.ON_TRACK, State.SHOWN) and not one.missed]
    page = BoardPage(
        missed=[one for one in found if one.reading.state == State.MISSED or one.missed],
        behind=[one for one in found if one.reading.state == State.BEHIND and not one.missed],
        unknown=[one for one in found if one.reading.state == State.UNKNOWN and not one.missed],
        others=_grouped(others),
        proposals=proposals_shown(request.user, there, today),
    )
    return render(request, "desk/indicators/board.html", {"organisation": there, "page": page, "keeps": mine})


def _grouped(cards: Sequence[IndicatorCard]) -> list[tuple[str, list[IndicatorCard]]]:
    groups = [
        (str(group.label), [one for one in cards if one.reading.asked.group == group]) for group in IndicatorGroup
    ]
    return [one for one in groups if one[1]]


def _card(readings: Sequence[Reading], *, keeps: bool) -> IndicatorCard:
    asked, today = readings[0].asked, timezone.localdate()
    first = next((one for one in readings if one.span == shown_span(asked, today)), readings[-1])
    shown = [first] if asked.at_once else readings
    missed = [] if asked.at_once else [period_text(one.span.period) for one in readings if one.state == State.MISSED]
    open_ended = first.state in (State.MISSED, State.BEHIND, State.UNKNOWN) or bool(missed)
    return IndicatorCard(
        reading=first,
        period=period_text(first.span.period),
        value=value_text(asked, first.value),
        target=target_text(asked),
        state=str(ValueState(first.state).label),
        tone=TONES[first.state],
        marks=[_mark(one) for one in shown] if len(shown) > 1 else [],
        missed=missed,
        mend=mend_of(asked, first.organisation, keeps=keeps) if open_ended else None,
        url=_proof_url(first),
    )


def _mark(one: Reading) -> PeriodMark:
    said = value_text(one.asked, one.value) if one.state == State.SHOWN else ValueState(one.state).label
    words = f"{period_in_row(one.asked, one.span)} {said}"
    return PeriodMark(words, one.state, ICONS[one.state], TONES[one.state], _proof_url(one))


def _proof_url(one: Reading) -> str:
    url = reverse("desk:indicators-proof", args=[one.organisation.uuid, one.asked.code])
    return f"{url}?period={one.span.period}"


@require_safe
def proof(request: UserRequest, organisation: UUID, code: str) -> HttpResponse:
    """The rows behind one value; anybody can count them again."""
    there, asked, today = (
        organisation_for(request.user, organisation),
        definition_for(request.user, code),
        timezone.localdate(),
    )
    readings = year_for(request.user, there, asked, today)
    if not readings:
        raise NotVisible
    wanted = request.GET.get("period") or shown_span(asked, today).period
    reading = next((one for one in readings if one.span.period == wanted), readings[-1])
    rows = proof_lines(request.user, reading)
    context = {
        "organisation": there,
        "card": _card([reading], keeps=keeps(request.user, there)),
        "asked": asked,
        "period": period_with_year(reading.span.period),
        "rows": rows,
        "sum": ProofLine(None, "", *added(asked, [one.row for one in rows if one.row])),
        "marks": [_mark(one) for one in readings],
    }
    return render(request, "desk/indicators/proof.html", context)
