"""The time that a ledger's page shows: the whole year, or one of its quarters."""

from datetime import date

from django.utils.http import urlencode
from django.utils.translation import gettext as _

from guanmo.desk.records.words import period_near
from guanmo.method.ledger_due import year_shown
from guanmo.method.rhythm import first_day, last_day, periods
from guanmo.ui.shapes import Choice


def year_text(today: date) -> str:
    """What the year that is shown is called; in January it is still the one before."""
    return _("今年") if year_shown(today).year == today.year else _("去年以来")


def span_of(wanted: str, organisation: str, today: date) -> tuple[date, date, list[Choice]]:
    """First and last day, and the choices; an unknown choice shows the year until today."""
    start = year_shown(today)
    quarters = periods("quarter", start, today)
    chosen = wanted if wanted in quarters else ""
    more = {"organisation": organisation} if organisation else {}
    choices = [
        Choice(
            period_near(one, today) if one else year_text(today),
            "?" + urlencode({**more, "period": one}),
            one == chosen,
        )
        for one in ("", *quarters)
    ]
    if chosen:
        return first_day("quarter", chosen), last_day("quarter", chosen), choices
    return start, today, choices
