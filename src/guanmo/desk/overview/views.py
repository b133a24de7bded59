"""The overview page: what stands where, and what is to be done."""

from datetime import timedelta

from django.http import HttpResponse
from django.shortcuts import redirect, render

from guanmo.desk.http import UserRequest
from guanmo.desk.overview import figures, standings
from guanmo.desk.overview.quarter import label, quarter_shown
from guanmo.desk.waiting.groups import todos_of
from guanmo.lib.period import Quarter
from guanmo.stages.organisations.enums import GrantedRole
from guanmo.stages.organisations.queries import access_of
from guanmo.stages.results.enums import List
from guanmo.stages.rounds.queries import calendar_today

HOMES = {
    GrantedRole.SYSTEM_ADMIN: "account",
    GrantedRole.SECURITY_ADMIN: "desk:grants-list",
    GrantedRole.AUDITOR: "desk:audit",
}
"""Where the three administrators begin: they see nothing of the county's work."""
FEW = 6
"""Things that wait, beside the figures; the rest is on its own page."""


def overview(request: UserRequest) -> HttpResponse:
    """One page for every role: the same figures over what the user may see."""
    ruling = access_of(request.user).administration
    if ruling is not None:
        return redirect(HOMES[ruling.role])
    now = calendar_today()
    shown = quarter_shown(request.user, request.GET.get("quarter", ""))
    name = List.TWO_NEW if request.GET.get("list") == List.TWO_NEW else List.VILLAGE
    current = standings.standings_of(request.user, shown.quarter, name)
    before = standings.standings_of(request.user, Quarter.of(shown.quarter.first_day - timedelta(days=1)), name)
    one_township = len({one.ranking.round_id for one in current}) <= 1
    context = {
        "quarter": shown,
        "quarter_label": label(shown.quarter),
        "county": access_of(request.user).is_county,
        "kpis": figures.key_figures(request.user, shown.quarter, current, before, now),
        "rows": standings.rows(current, before, one_township=one_township),
        "one_township": one_township,
        "lists": standings.list_choices(shown.quarter, name),
        "list_label": name.label,
        "tiles": standings.tiles(current),
        "bands": standings.bands(),
        "chart": figures.rectification_chart(request.user, now),
        "todos": todos_of(request.user, now)[:FEW],
    }
    return render(request, "desk/overview/overview.html", context)
