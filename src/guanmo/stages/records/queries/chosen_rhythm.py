"""How often the branch of an organisation meets for its activities: each month, unless it chose the quarter (S3-3.1-b)."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from guanmo.method.ledger import Ledger
from guanmo.stages.organisations.models import Organisation
from guanmo.stages.records.models import Record
from guanmo.stages.records.queries.records import counting, values_of

ACTIVITY, CHOICE = "theme_party_day", "activity_rhythm"


def quarterly_since(organisations: Iterable[Organisation]) -> dict[int, date]:
    """By organisation (id) the day from which its branch meets by the quarter; those that meet each month are not in it."""
    rows = counting(Record.objects.filter(type__code=CHOICE, organisation__in=organisations))
    found: dict[int, date] = {}
    for record in rows.select_related("type").prefetch_related("supplements").order_by("held_on", "pk"):
        if values_of(record).get("rhythm") == "quarterly":
            found.setdefault(record.organisation_id, record.held_on)
        else:
            found.pop(record.organisation_id, None)
    return found


def by_quarter(ledger: Ledger) -> Ledger:
    """The same ledger asked once a quarter."""
    return replace(ledger, rhythm=replace(ledger.rhythm, every="quarter")) if ledger.rhythm else ledger
