"""The calendar by which deadlines are counted: everybody reads it, the county changes it."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from guanmo.desk.http import UserRequest
from guanmo.lib.refusal import Refused
from guanmo.stages.organisations.queries import access_of
from guanmo.stages.rounds.domain.set_calendar import set_calendar
from guanmo.stages.rounds.enums import DayKind
from guanmo.stages.rounds.forms import CalendarForm
from guanmo.stages.rounds.queries import calendar_of
from guanmo.ui.shapes import Choice

SPAN = (-1, 0, 1)


@require_http_methods(["GET", "HEAD", "POST"])
def calendar(request: UserRequest) -> HttpResponse:
    """The special days of one year; ``?year=`` chooses it."""
    form = CalendarForm(request.POST or None)
    if form.is_valid():
        filled = form.cleaned_data
        last = filled["last"] or filled["first"]
        try:
            set_calendar(filled["first"], last, DayKind(filled["kind"]), name=filled["name"], by=request.user)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("已调整。以后的时限按新的安排计算。"))
            return redirect(f"{reverse('desk:calendar')}?year={filled['first'].year}")
    year = _year(request)
    context = {
        "year": year,
        "days": calendar_of(request.user, year),
        "years": [Choice(str(one), f"?year={one}", one == year) for one in _years()],
        "form": form if access_of(request.user).is_county_admin else None,
    }
    return render(request, "desk/rounds/calendar.html", context)


def _years() -> list[int]:
    return [timezone.localdate().year + step for step in SPAN]


def _year(request: UserRequest) -> int:
    wanted = request.GET.get("year", "")
    return int(wanted) if wanted.isdecimal() and int(wanted) in _years() else timezone.localdate().year
