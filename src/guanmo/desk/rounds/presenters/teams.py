"""The page of the supervision teams of a cross round."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import QueryDict

from guanmo.lib.refusal import NotVisible
from guanmo.stages.organisations.models import Appointment, Organisation, User
from guanmo.stages.organisations.queries import access_of
from guanmo.stages.rounds.enums import BEFORE
from guanmo.stages.rounds.models import Round
from guanmo.stages.rounds.queries import TownshipTeams, holders_in, sendable_from, teams_of
from guanmo.stages.rounds.rules import may_create, may_send_team


@dataclass(frozen=True, slots=True)
class Sending:
    """The form with which one township sends a team; ``owes``: fewer are named than the round asks for."""

    township: Organisation
    owes: bool
    leaders: Sequence[Appointment]
    people: Sequence[Appointment]


@dataclass(frozen=True, slots=True)
class TeamsPage:
    """``may_assign``: the county arranges targets; ``may_change``: the ids of the townships whose teams the user names."""

    lines: Sequence[TownshipTeams]
    may_assign: bool
    may_change: frozenset[int]
    sending: Sequence[Sending]
    sent: int
    idle: int
    differing: Sequence[str]
    unvisited: Sequence[str]
    begun: bool
    reports: int


def teams_page(user: User, round: Round) -> TeamsPage:
    """The page; teams are named and sent until the round begins."""
    lines, access = teams_of(user, round), access_of(user)
    begun = round.state not in BEFORE
    mine = [] if begun else [one for one in lines if may_send_team(access, one.township.path)]
    teams = [team for line in lines for team in line.sent]
    own = (
        [Sending(one.township, one.owes, *sendable_from(user, round, one.township)) for one in mine]
        if not access.is_county
        else []
    )
    return TeamsPage(
        lines=lines,
        may_assign=not begun and may_create(access, round.tier, round.organiser.path),
        may_change=frozenset(one.township.pk for one in mine),
        sending=own,
        sent=len(teams),
        idle=sum(one.target is None for one in teams),
        differing=[one.township.short_name for one in lines if one.differs],
        unvisited=[one.township.short_name for one in lines if not one.received],
        begun=begun,
        reports=sum(hasattr(one, "report") for one in teams),
    )


def township_named(user: User, round: Round, uuid: object) -> Organisation | None:
    """The township with this uuid among those of the round."""
    return next((one.township for one in teams_of(user, round) if str(one.township.uuid) == uuid), None)


def chosen_people(user: User, round: Round, typed: QueryDict) -> tuple[Organisation, User, list[User]]:
    """Sender, leader and members as chosen among those who are offered; NotVisible for anybody else."""
    sender = township_named(user, round, typed.get("sender"))
    if sender is None or not may_send_team(access_of(user), sender.path):
        raise NotVisible
    known = {str(one.user.uuid): one.user for one in holders_in(user, sender)}
    wanted, leader = typed.getlist("members"), typed.get("leader", "")
    if not {leader, *wanted} <= set(known):
        raise NotVisible
    return sender, known[leader], [known[one] for one in wanted]
