"""Cases of weak organisations: who sees them, by batch and state (S4-24f)."""

from collections import Counter
from collections.abc import Sequence, Set
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone

from guanmo.lib.refusal import NotVisible
from guanmo.method.weak_organisation import BATCHES, SENT_TO_EACH, WEAK_CASE, who_takes
from guanmo.stages.organisations.enums import TOWNSHIP_LEVEL, Kind
from guanmo.stages.organisations.models import Organisation, User
from guanmo.stages.organisations.queries import access_of, below, in_force, own_posts, standing_of
from guanmo.stages.organisations.rules import SUPERIORS, TOWNSHIP_STAFF
from guanmo.stages.rectification.enums import WeakState
from guanmo.stages.rectification.models import WeakCase, WeakStaff
from guanmo.stages.rectification.queries.ledger import within_sight
from guanmo.stages.rectification.rules import WeakPlace, may_take_weak_step

OVER = (WeakState.TRANSFORMED, WeakState.REBUILT, WeakState.DISMISSED)


@dataclass(frozen=True, slots=True)
class BatchCount:
    """One batch: how many of its cases are found, being put in order, transformed, and in all."""

    batch: str
    found: int
    in_order: int
    transformed: int
    relapsed: int


def weak_cases_visible_to(user: User) -> QuerySet[WeakCase]:
    """The cases of the own organisation and below, those to which the user was sent, for the county all."""
    found = WeakCase.objects.select_related("organisation", "opened_by")
    if access_of(user).is_county:
        return found.filter(within_sight(user, "organisation__path"))
    return found.filter(within_sight(user, "organisation__path") | Q(pk__in=_sent_to(user).values("case")))


def _sent_to(user: User) -> QuerySet[WeakStaff]:
    """Where the user was sent, while the unit that sent him is still his; who is announced for a later day reads already."""
    return WeakStaff.objects.filter(person=user, home_unit__in=_units_of(user)).order_by()


def _units_of(user: User) -> frozenset[int]:
    """Where the user holds a post or a role today; nowhere once the account is closed."""
    return frozenset(one.organisation for one in standing_of(user))


def is_sent(user: User) -> bool:
    """Whether the user is sent to a weak organisation, or attached to one, and still of the unit that sent him."""
    return _sent_to(user).exists()


def place_of(case: WeakCase) -> WeakPlace:
    """Where the organisation of a case stands."""
    return _places([case])[case.pk]


def _places(cases: Sequence[WeakCase]) -> dict[int, WeakPlace]:
    """The places of many cases (their ids), by one question to the database."""
    paths = {case.organisation.township_path for case in cases}
    towns = set(Organisation.objects.filter(path__in=paths, kind__in=TOWNSHIP_LEVEL).values_list("path", flat=True))
    return {case.pk: _place(case.organisation, towns) for case in cases}


def _place(organisation: Organisation, towns: Set[str]) -> WeakPlace:
    above = organisation.township_path
    return WeakPlace(organisation.path, organisation.kind, above in towns and above != organisation.path)


def takes_weak_step(user: User, case: WeakCase, who: str) -> bool:
    """Whether the user is that ``who`` of the table of steps for this case (workflows.md 6)."""
    team = who == "team" and _on_team(user, case)
    return may_take_weak_step(
        access_of(user), who, place_of(case), on_team=team, in_own=in_own_organisation(user, case)
    )


def _on_team(user: User, case: WeakCase) -> bool:
    """Whether the user acts for those who were sent: arrived, not replaced, still of the unit that sent him."""
    if case.state in OVER:
        return False
    units = _units_of(user)
    return any(one.person_id == user.pk and one.home_unit_id in units for one in _there(case))


def _there(case: WeakCase) -> list[WeakStaff]:
    """Who arrived: of first secretaries and of guides the last alone, who replaces those before."""
    today = timezone.localdate()
    arrived = sorted(
        (one for one in case.staff.all() if one.arrived_on <= today), key=lambda one: (one.arrived_on, one.pk)
    )
    last = {one.role: one.pk for one in arrived}
    return [one for one in arrived if one.role not in SENT_TO_EACH or last[one.role] == one.pk]


def in_own_organisation(user: User, case: WeakCase) -> bool:
    """Whether the user holds a post in the organisation of the case, with or without a role that follows from it."""
    return any(post.organisation == case.organisation_id for post in own_posts(user))


def weak_steps_open_to(user: User, case: WeakCase) -> list[WeakState]:
    """Where the user may take the case from where it stands, in the order of the states."""
    return _open_from(user, case, place_of(case))


def _open_from(user: User, case: WeakCase, place: WeakPlace) -> list[WeakState]:
    """The same where its place is known; asks the database nothing where the staff are read already."""
    access, own = access_of(user), in_own_organisation(user, case)
    team = may_take_weak_step(access, "team", place, on_team=_on_team(user, case), in_own=own)
    following = [state for state in WeakState if state in WEAK_CASE[case.state]]
    roles = {state: who_takes(case.state, state) for state in following}
    return [state for state, who in roles.items() if may_take_weak_step(access, who, place, on_team=team, in_own=own)]


def weak_case_for(user: User, uuid: UUID) -> WeakCase:
    """One case with its steps and staff as the user may see it; NotVisible when foreign or absent."""
    found = (
        weak_cases_visible_to(user)
        .select_related("self_check")
        .prefetch_related("steps__by", "staff__person", "staff__home_unit")
        .filter(uuid=uuid)
    ).first()
    if found is None:
        raise NotVisible
    return found


def weak_cases_waiting_for(user: User) -> list[WeakCase]:
    """The running cases of which the user may take the next step, those with a limit first by their day."""
    running = list(weak_cases_visible_to(user).exclude(state__in=OVER).prefetch_related("steps", "staff"))
    places = _places(running)
    found = [case for case in running if _open_from(user, case, places[case.pk]) and not _reported_by(case, user)]
    return sorted(found, key=lambda case: (case.due_date or date.max, case.organisation.path))


def _reported_by(case: WeakCase, user: User) -> bool:
    """Whether it waits for somebody else to accept what this user reported."""
    reports = [one.by_id for one in case.steps.all() if one.target == WeakState.UNDER_REVIEW]
    return case.state == WeakState.UNDER_REVIEW and reports[-1:] == [user.pk]


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
        return found.filter(below(access.counties))
    paths = [grant.path for grant in access.grants if grant.role in SUPERIORS]
    return found.filter(below(paths)).exclude(pk__in=access.organisation_ids(*TOWNSHIP_STAFF))
