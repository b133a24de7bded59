"""Rounds in lists: by quarter, by township, and who may be chosen when a round is made."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from guanmo.lib.period import Quarter
from guanmo.stages.organisations.enums import OBSERVED, Kind
from guanmo.stages.organisations.models import Organisation, User
from guanmo.stages.organisations.queries import access_of, below, in_force, townships, within_reach
from guanmo.stages.organisations.rules import TOWNSHIP_STAFF
from guanmo.stages.rounds.enums import RoundState, Tier, VisitState
from guanmo.stages.rounds.models import Round
from guanmo.stages.rounds.queries.order import overdue_townships
from guanmo.stages.rounds.queries.reads import visible_to


def rounds_listed(user: User) -> QuerySet[Round]:
    """The rounds that the user may see, newest quarter first, each with the counts of its visits.

    ``visit_count`` counts all, ``closed_count`` those finished, ``excused_count`` those excused with a reason.
    """
    return (
        visible_to(user)
        .select_related("organiser", "leader")
        .annotate(
            visit_count=Count("visits", distinct=True),
            closed_count=Count("visits", filter=Q(visits__state=VisitState.CLOSED), distinct=True),
            excused_count=Count("visits", filter=Q(visits__state=VisitState.EXCUSED), distinct=True),
        )
    )


def quarters_with_rounds(user: User) -> tuple[Quarter, ...]:
    """The quarters in which the user sees a round, newest first."""
    periods = visible_to(user).order_by("-period").values_list("period", flat=True).distinct()
    return tuple(Quarter.parse(period) for period in periods)


@dataclass(frozen=True, slots=True)
class TownshipQuarter:
    """One township in one quarter: its internal round, or none; ``overdue`` when the quarter ended without one."""

    township: Organisation
    round: Round | None
    overdue: bool


def quarter_view(user: User, quarter: Quarter) -> tuple[TownshipQuarter, ...]:
    """Every township in the user's reach with its internal round of the quarter (S0-3.1-b)."""
    internal = rounds_listed(user).filter(tier=Tier.INTERNAL, period=str(quarter))
    by_township = {round.organiser_id: round for round in internal}
    overdue = set(overdue_townships(quarter).values_list("pk", flat=True))
    return tuple(
        TownshipQuarter(township, by_township.get(township.pk), township.pk in overdue)
        for township in townships().filter(within_reach(user))
    )


def current_rounds(user: User) -> tuple[Round, ...]:
    """For each township the newest internal round that has been scheduled, as the user may see it (S0-4.2-b)."""
    begun = visible_to(user).filter(tier=Tier.INTERNAL).exclude(state=RoundState.DRAFT)
    newest: dict[int, Round] = {}
    for round in begun.select_related("organiser").order_by("organiser__path", "-period", "-pk"):
        newest.setdefault(round.organiser_id, round)
    return tuple(newest.values())


def organisers_for(user: User) -> QuerySet[Organisation]:
    """The townships for which the user may draft an internal round: the own ones, for the county all."""
    access = access_of(user)
    if access.is_county_admin:
        return townships().filter(below(access.counties))
    return townships().filter(below(g.path for g in access.grants if g.role in TOWNSHIP_STAFF))


def county_itself() -> Organisation | None:
    """The county, which organises the cross and the demonstration rounds."""
    return in_force().filter(kind=Kind.COUNTY).first()


def observable_by(user: User) -> Sequence[tuple[Organisation, list[Organisation]]]:
    """The organisations that a county round may visit, under their townships, in tree order."""
    grouped: dict[str, list[Organisation]] = {}
    for one in in_force().filter(within_reach(user), kind__in=OBSERVED):
        grouped.setdefault(one.township_path, []).append(one)
    return [(township, grouped[township.path]) for township in townships() if township.path in grouped]
