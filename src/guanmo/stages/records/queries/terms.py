"""Terms of office, as the election files say: nobody enters the day of an election a second time (S1-V-1.2-b, S1-E-2.5)."""

from collections import defaultdict
from datetime import date

from django.db.models import QuerySet

from guanmo.method.ledger_values import step_day
from guanmo.method.term import Term, term_of
from guanmo.stages.organisations.enums import Kind
from guanmo.stages.organisations.models import Organisation, User
from guanmo.stages.organisations.queries import in_force as organisations_in_force
from guanmo.stages.organisations.queries import structure_limits, within_reach
from guanmo.stages.organisations.queries.limits import term_years
from guanmo.stages.records.enums import RecordState, kinds_of
from guanmo.stages.records.models import Record
from guanmo.stages.records.queries.records import is_withdrawn, values_of
from guanmo.stages.records.queries.types import in_force

ELECTION_FILE, POSTPONEMENT = "election_file", "term_postponement"
_Days = dict[int, dict[str, date]]


def terms(user: User, today: date, organisation: Organisation | None = None) -> list[tuple[Organisation, Term]]:
    """Every organisation within reach that keeps election files (or this one), in tree order; none where nobody does."""
    limits, there = structure_limits(user), organisations_in_force(today).filter(within_reach(user), kind__in=_kinds())
    if organisation is not None:
        there = there.filter(pk=organisation.pk)
    days = _days(user, there)
    return [
        (one, term_of(**days[one.pk], years=term_years(one, limits), today=today, notice_days=limits.notice_days))
        for one in there
    ]


def _kinds() -> list[Kind]:
    return [kind for one in in_force() if one.code == ELECTION_FILE for kind in kinds_of(one.ledger.kinds)]


def _days(user: User, organisations: QuerySet[Organisation]) -> _Days:
    """The newest day of each sort by organisation. A draft shows only that an election has begun."""
    reach = within_reach(user, "organisation__path")
    rows = Record.objects.filter(
        reach, type__code__in=[ELECTION_FILE, POSTPONEMENT], organisation__in=organisations.values("pk")
    )
    found: _Days = defaultdict(lambda: {"elected_on": None})  # type: ignore[dict-item]
    for record in rows.select_related("type").prefetch_related("supplements").order_by("held_on", "pk"):
        if not is_withdrawn(record):
            for name, text in _said(record).items():
                if text:
                    known = found[record.organisation_id].get(name)
                    found[record.organisation_id][name] = max(filter(None, (known, date.fromisoformat(text))))
    return found


def _said(record: Record) -> dict[str, str]:
    values = values_of(record)
    if record.type.code == POSTPONEMENT:
        return {"postponed_to": str(values.get("until") or "")} if record.state == RecordState.LOCKED else {}
    begun = {"begun_on": step_day(values, "request") or record.held_on.isoformat()}
    if record.state != RecordState.LOCKED:
        return begun
    return {**begun, "elected_on": step_day(values, "election")}
