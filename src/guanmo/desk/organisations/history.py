"""What inspections and assessments found of one organisation, whoever made them, in one row of days (S2-2.1.6)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from guanmo.desk.records.words import period_with_year
from guanmo.stages.organisations.models import Organisation, User
from guanmo.stages.records.enums import LedgerGroup
from guanmo.stages.records.queries import ledgers_called_in, records_about
from guanmo.stages.results.queries import class_history
from guanmo.stages.rounds.queries import inspections_visible_to


@dataclass(frozen=True, slots=True)
class Event:
    """One inspection or assessment: its day, what kind, what it said, and the page on which it stands (if any)."""

    on: date
    what: str
    text: str
    url: str = ""


def history(user: User, organisation: Organisation) -> list[Event]:
    """Everything that the user may see, the newest first."""
    found = [*_inspections(user, organisation), *_records(user, organisation), *_called_in(user, organisation)]
    return sorted([*found, *_classes(user, organisation)], key=lambda one: one.on, reverse=True)


def _inspections(user: User, organisation: Organisation) -> Iterator[Event]:
    for one in inspections_visible_to(user).filter(organisations__organisation=organisation).distinct():
        url = reverse("desk:inspections-detail", args=[one.uuid])
        yield Event(one.inspected_on, one.get_type_display(), one.title, url)


def _records(user: User, organisation: Organisation) -> Iterator[Event]:
    """What the township wrote into its ledger about this organisation."""
    for one in records_about(user, "inspection_history", "target", organisation):
        kind = one.type.ledger.field_named("kind").choices.get(one.values.get("kind", ""), "")
        yield Event(one.held_on, kind, one.values.get("finding", ""), reverse("desk:records-detail", args=[one.uuid]))


def _called_in(user: User, organisation: Organisation) -> Iterator[Event]:
    for one in ledgers_called_in(user, organisation):
        words = {"group": LedgerGroup(one.group).label, "period": period_with_year(one.period)}
        yield Event(one.inspected_on, _("调阅台账"), _("%(group)s，%(period)s") % words)


def _classes(user: User, organisation: Organisation) -> Iterator[Event]:
    for one in class_history(user, organisation):
        words = {"round": one.standing.ranking.round.title, "label": one.get_management_class_display()}
        yield Event(localdate(one.at), _("观摩等次"), _("%(round)s：%(label)s") % words)
