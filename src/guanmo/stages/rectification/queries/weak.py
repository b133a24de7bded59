"""Cases of weak organisations: who sees them, by batch and state (S4-24f)."""

from collections import Counter
from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet

from guanmo.lib.refusal import NotVisible
from guanmo.method.weak_organisation import BATCHES
from guanmo.stages.organisations.enums import Kind
from guanmo.stages.organisations.models import Organisation, User
from guanmo.stages.organisations.queries import access_of, below, in_force
from guanmo.stages.organisations.rules import TOWNSHIP_STAFF
from guanmo.stages.rectification.models import WeakCase
from guanmo.stages.rectification.queries.ledger import within_sight


@dataclass(frozen=True, slots=True)
class BatchCount:
    """One batch: how many of its cases are found, being put in order, transformed, and in all."""

    batch: str
    found: int
    in_order: int
    transformed: int
    relapsed: int


def weak_cases_visible_to(user: User) -> QuerySet[WeakCase]:
    """The cases of the own organisation and below, for the county all."""
    return WeakCase.objects.filter(within_sight(user, "organisation__path")).select_related("organisation", "opened_by")


def weak_case_for(user: User, uuid: UUID) -> WeakCase:
    """One case with its steps and staff as the user may see it; NotVisible when foreign or absent."""
    found = (
        weak_cases_visible_to(user)
        .select_related("self_check")
        .prefetch_related("steps__by", "staff")
        .filter(uuid=uuid)
    ).first()
    if found is None:
        raise NotVisible
    return found


def batches_of(user: User) -> list[BatchCount]:
    """Every batch with its counts, newest first; what was dismissed counts nowhere."""
    cases = list(weak_cases_visible_to(user).order_by("-opened_at").values_list("pk", "batch", "state"))
    fallen = set(weak_cases_visible_to(user).filter(steps__target="relapsed").order_by().values_list("pk", flat=True))
    counts: dict[str, Counter[str]] = {}
    for pk, batch, state in cases:
        count = counts.setdefault(batch, Counter())
        count["relapsed"] += pk in fallen
        count.update(name for name, states in BATCHES.items() if state in states)
    names = [*BATCHES, "relapsed"]
    return [BatchCount(batch, *(count[name] for name in names)) for batch, count in counts.items()]


def weak_candidates(user: User) -> QuerySet[Organisation]:
    """The organisations of every sector for which the user may open a case (S4-24g)."""
    access = access_of(user)
    found = in_force().exclude(kind__in=[Kind.COUNTY, Kind.ORGANISATION_DEPARTMENT])
    if access.is_county_admin:
        return found
    paths = [grant.path for grant in access.grants if grant.role in TOWNSHIP_STAFF]
    return found.filter(below(paths)).exclude(pk__in=access.organisation_ids(*TOWNSHIP_STAFF))
