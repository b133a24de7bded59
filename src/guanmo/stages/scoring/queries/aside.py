"""What waits for who runs a round: sheets held and sheets in conflict. Lists name them; scores stay unseen."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet

from guanmo.lib.refusal import NotVisible
from guanmo.stages.organisations.models import User
from guanmo.stages.organisations.queries import access_of
from guanmo.stages.rounds.models import Round, Visit
from guanmo.stages.rounds.rules import may_run
from guanmo.stages.scoring.enums import HELD
from guanmo.stages.scoring.models import Ballot, BallotVersion, HeldBallot


@dataclass(frozen=True, slots=True)
class Aside:
    """One held sheet with the visit that it names."""

    held: HeldBallot
    visit: Visit


def held_of(user: User, round: Round) -> tuple[Aside, ...]:
    """Held sheets of the round that were not taken yet, each once; none for who does not run the round."""
    if not _may(user, round):
        return ()
    visits = {visit.uuid: visit for visit in round.visits.select_related("organisation", "round__organiser")}
    held = _newest(_waiting().filter(visit__in=visits))
    return tuple(Aside(one, visits[one.visit]) for one in held if one.visit)


def strays_of(user: User, round: Round) -> tuple[HeldBallot, ...]:
    """Held sheets of the round's judges for a visit that no round has: whoever runs a round of theirs has to know."""
    if not _may(user, round):
        return ()
    somewhere = Visit.objects.filter(uuid=OuterRef("visit"))
    judges = round.participants.order_by().values("user")
    return tuple(_newest(_waiting().filter(~Exists(somewhere), visit__isnull=False, by__in=judges)))


def _waiting() -> QuerySet[HeldBallot]:
    taken = BallotVersion.objects.filter(pk=OuterRef("version_id"), digest=OuterRef("digest"))
    return HeldBallot.objects.filter(~Exists(taken), code__in=HELD).select_related("by")


def _newest(held: QuerySet[HeldBallot]) -> list[HeldBallot]:
    """The same bytes held for two reasons are one sheet: the latest reason, the latest sheet first."""
    newest = {(one.by_id, one.digest): one for one in reversed(held)}
    return list(reversed(newest.values()))


def held_for(user: User, pk: int) -> Aside:
    """One held sheet for who runs its round; NotVisible otherwise."""
    held = HeldBallot.objects.filter(pk=pk, code__in=HELD).select_related("by").first()
    visit = visit_named_by(held) if held else None
    if held is None or visit is None or not _may(user, visit.round):
        raise NotVisible
    return Aside(held, visit)


def visit_named_by(held: HeldBallot) -> Visit | None:
    """The visit that a held sheet says it is for; None when it names none that exists."""
    if held.visit is None:
        return None
    visits = Visit.objects.select_related("organisation", "round__organiser")
    found: Visit | None = visits.filter(uuid=held.visit).first()
    return found


def conflicts_of(user: User, round: Round) -> tuple[Ballot, ...]:
    """The ballots of the round that have two ends; none for who does not run the round."""
    if not _may(user, round):
        return ()
    conflicts = Ballot.objects.filter(visit__round=round, in_conflict=True)
    return tuple(conflicts.select_related("participant__user", "participant__organisation", "visit__organisation"))


def conflict_for(user: User, pk: int) -> Ballot:
    """One ballot that is or was in conflict, for who runs its round, with its versions; NotVisible otherwise."""
    ballots = Ballot.objects.filter(Q(in_conflict=True) | Q(decisions__isnull=False), pk=pk).distinct()
    found: Ballot | None = (
        ballots.prefetch_related("versions")
        .select_related(
            "participant__user",
            "participant__organisation",
            "visit__organisation",
            "visit__round__organiser",
            "visit__sheet",
        )
        .first()
    )
    if found is None or not _may(user, found.visit.round):
        raise NotVisible
    return found


def _may(user: User, round: Round) -> bool:
    return may_run(access_of(user), round.tier, round.organiser.path)
