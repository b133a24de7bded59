"""Items of the sheet against organisations: where the records show a miss before anybody visits."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from guanmo.desk.http import UserRequest
from guanmo.desk.indicators.area import chosen_township, township_choices
from guanmo.desk.indicators.words import ICONS
from guanmo.method.indicator_values import State
from guanmo.stages.indicators.content import pre_score_rules
from guanmo.stages.indicators.enums import ValueState
from guanmo.stages.indicators.queries import area_for, summaries_for
from guanmo.stages.organisations.enums import Kind
from guanmo.stages.organisations.models import Organisation
from guanmo.stages.sheets.models import ScoreSheet
from guanmo.stages.sheets.queries import in_force_for, not_applicable_by_kind, yardstick

_WORST_FIRST = (State.MISSED, State.BEHIND, State.ON_TRACK, State.MET)
_MARKS = {State.MISSED: "bad", State.BEHIND: "warn", State.ON_TRACK: "plain", State.MET: "good"}


@dataclass(frozen=True, slots=True)
class Cell:
    """The worst state of an item's indicators, with the words for it."""

    icon: str
    mark: str
    words: str


@dataclass(frozen=True, slots=True)
class HeatMap:
    """One sheet: its items with rules (key, text), and a row of cells for each organisation."""

    title: str
    items: Sequence[tuple[str, str]]
    rows: Sequence[tuple[Organisation, Sequence[Cell]]]


@require_safe
def heat_map(request: UserRequest) -> HttpResponse:
    """One township at a time: more rows could not be read."""
    townships = [one for one in area_for(request.user) if one.is_township]
    township = chosen_township(request) or (townships[0] if townships else None)
    states: dict[tuple[int, str], State] = {}
    for summary in summaries_for(request.user, timezone.localdate(), township):
        states |= {(one.organisation.pk, one.asked.code): one.state for one in summary.readings}
    seen = area_for(request.user, township)
    maps = [_map(sheet, seen, states) for sheet in dict.fromkeys(in_force_for(request.user).values())]
    context = {
        "maps": [one for one in maps if one.rows and one.items],
        "township": township,
        "choices": township_choices(request, township, whole=False),
        "legend": [(_MARKS[one], ICONS[one], ValueState(one).label) for one in _WORST_FIRST],
    }
    return render(request, "desk/indicators/map.html", context)


def _map(sheet: ScoreSheet, organisations: Iterable[Organisation], states: Mapping[tuple[int, str], State]) -> HeatMap:
    rules: dict[str, list[str]] = {}
    for rule in pre_score_rules():
        if rule.sheet == sheet.code:
            rules.setdefault(rule.item_key, []).append(rule.indicator)
    items = [(f"{section.no}.{item.no}", item.text) for section, item in yardstick(sheet).content.items]
    shown = [(key, text) for key, text in items if key in rules]
    left_out = not_applicable_by_kind(sheet)
    rows = [
        (one, [_cell(one, key, rules[key], states, left_out.get(Kind(one.kind), frozenset())) for key, _text in shown])
        for one in organisations
        if one.kind in sheet.kinds
    ]
    return HeatMap(sheet.title, shown, rows)


def _cell(
    organisation: Organisation,
    key: str,
    codes: Iterable[str],
    states: Mapping[tuple[int, str], State],
    out: frozenset[str],
) -> Cell:
    found = {states.get((organisation.pk, code), State.NOT_APPLICABLE) for code in codes}
    worst = next((one for one in _WORST_FIRST if one in found), None)
    if key in out or found == {State.NOT_APPLICABLE}:
        return Cell(ICONS[State.NOT_APPLICABLE], "due", _("%(item)s 不适用") % {"item": key})
    if worst is None:
        return Cell(ICONS[State.UNKNOWN], "mute", _("%(item)s 没有数据") % {"item": key})
    return Cell(ICONS[worst], _MARKS[worst], f"{key} {ValueState(worst).label}")
