"""Counts of findings and open rectifications, for pages about rounds (S0-1-d, S0-4.2-b)."""

from collections import Counter
from collections.abc import Iterable

from guanmo.stages.organisations.models import User
from guanmo.stages.rectification.enums import OVER, FindingType
from guanmo.stages.rectification.queries.findings import findings_visible_to
from guanmo.stages.rectification.queries.ledger import visible_to
from guanmo.stages.rounds.models import Round, Visit


def findings_by_type(user: User, round: Round) -> dict[FindingType, int]:
    """How many findings of each type the user may see in a round, all four types named (S0-1-d)."""
    found = findings_visible_to(user).filter(visit__round=round).order_by("pk")
    counts = Counter(found.values_list("finding_type", flat=True))
    return {one: counts[one] for one in FindingType}


def findings_by_visit(user: User, visits: Iterable[Visit]) -> Counter[int]:
    """How many findings the user may see on each visit (S0-4.2-b), by the visit's id."""
    found = findings_visible_to(user).filter(visit__in=[visit.pk for visit in visits]).order_by("pk")
    return Counter(found.values_list("visit_id", flat=True))


def open_rows_by_organisation(user: User) -> Counter[int]:
    """How many rectifications that the user may see are still open (S0-4.2-b), by the organisation's id."""
    rows = visible_to(user).exclude(state__in=OVER).order_by("pk")
    return Counter(rows.values_list("organisation_id", flat=True))
