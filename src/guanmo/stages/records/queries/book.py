"""The record book: what an organisation closed in the ledgers for which one form of minutes is printed (S1-V-2.2-b)."""

from django.db.models import F, Max, Q, QuerySet

from guanmo.stages.organisations.models import Organisation, User
from guanmo.stages.records.enums import RecordState
from guanmo.stages.records.models import Record
from guanmo.stages.records.queries.records import visible_to
from guanmo.stages.records.queries.types import in_force


def in_the_book(user: User, organisation: Organisation, year: int) -> QuerySet[Record]:
    """The closed records of one year, in the order in which they were closed: none is ever put between two others."""
    codes = [one.code for one in in_force() if one.ledger.book]
    found = visible_to(user).filter(
        organisation=organisation, type__code__in=codes, state=RecordState.LOCKED, held_on__year=year
    )
    closed = found.annotate(closed=Max("transitions__pk", filter=Q(transitions__target=RecordState.LOCKED)))
    return closed.order_by(F("closed").asc(nulls_first=True), "held_on", "pk").prefetch_related(
        "supplements", "signatures"
    )
