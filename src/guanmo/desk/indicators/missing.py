"""What is missing, by whom, since when."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from guanmo.desk.http import UserRequest
from guanmo.desk.indicators.area import chosen_township, township_choices
from guanmo.desk.records.words import period_text
from guanmo.method.indicator_values import State
from guanmo.stages.indicators.queries import Gap, missing_for
from guanmo.stages.organisations.models import Organisation
from guanmo.ui.shapes import Choice

PAGE = 20
"""Organisations: as many heads as a thumb passes in a few strokes."""


@dataclass(frozen=True, slots=True)
class Group:
    """One organisation and what it lacks, oldest first: each gap with its periods in words."""

    organisation: Organisation
    lines: Sequence[tuple[Gap, Sequence[str]]]
    since: date


@require_safe
def missing(request: UserRequest) -> HttpResponse:
    """Missed, or (on its own list) without any data; nobody is blamed for what nobody knows."""
    today, township = timezone.localdate(), chosen_township(request)
    state = State.UNKNOWN if request.GET.get("state") == State.UNKNOWN else State.MISSED
    gaps = missing_for(request.user, today, township)
    shown = [one for one in gaps if one.state == state]
    groups = _by_organisation(shown)
    page = Paginator(groups, PAGE).get_page(request.GET.get("page"))
    kept = {"township": str(township.uuid)} if township else {}
    context = {
        "page": page,
        "groups": page.object_list,
        "all": len(shown),
        "state": state.value,
        "choices": township_choices(request, township),
        "states": [
            Choice(
                words, "?" + urlencode({**kept, "state": one.value}), one == state, sum(g.state == one for g in gaps)
            )
            for one, words in ((State.MISSED, _("未达标")), (State.UNKNOWN, _("没有数据")))
        ],
        "township": township,
    }
    return render(request, "desk/indicators/missing.html", context)


def _by_organisation(gaps: Iterable[Gap]) -> list[Group]:
    groups = [list(inside) for _path, inside in groupby(gaps, key=lambda one: one.organisation.path)]
    return [
        Group(
            inside[0].organisation,
            [(one, [period_text(p.span.period) for p in one.periods]) for one in inside],
            inside[0].since,
        )
        for inside in groups
    ]
