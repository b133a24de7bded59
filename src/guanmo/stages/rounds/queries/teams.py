"""The supervision teams of a cross round, township by township (S0-3.2-b, S0-3.2-d)."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, F, Q, QuerySet
from django.utils.translation import gettext as _

from guanmo.lib.refusal import NotVisible
from guanmo.stages.organisations.enums import Duty
from guanmo.stages.organisations.models import Appointment, Organisation, User
from guanmo.stages.organisations.queries import access_of, appointments, below, holds, townships
from guanmo.stages.organisations.rules import TOWNSHIP_STAFF
from guanmo.stages.rounds.enums import BEFORE, Tier
from guanmo.stages.rounds.models import Participant, Round, Team
from guanmo.stages.rounds.queries.reads import visible_to
from guanmo.stages.rounds.rules import may_send_team


@dataclass(frozen=True, slots=True)
class TownshipTeams:
    """The teams that one township sends, and those that come to it."""

    township: Organisation
    sent: Sequence[Team]
    received: Sequence[Team]
    wanted: int

    @property
    def owes(self) -> bool:
        return len(self.sent) < self.wanted

    @property
    def differs(self) -> bool:
        """Whether it sends another number of teams than the round asks for (S0-3.2-b)."""
        return len(self.sent) != self.wanted


def cross_rounds_of(user: User) -> QuerySet[Round]:
    """The cross rounds whose teams and learning reports the user may see: those that are visible, and all for the staff of
    the townships, who name the teams that are sent (S0-3.2-b). Visits and notes are not opened by this.
    """
    seen = visible_to(user) if not access_of(user).has(*TOWNSHIP_STAFF) else Round.objects.all()
    return seen.filter(tier=Tier.CROSS).select_related("organiser", "cycle")


def cross_rounds_of_teams_only(user: User) -> QuerySet[Round]:
    """The cross rounds of which the user sees the teams and nothing else."""
    return cross_rounds_of(user).exclude(pk__in=visible_to(user).values("pk"))


def sees_visits_of(user: User, round: Round) -> bool:
    """Whether the round's own page is open to the user, not only that of its teams."""
    return visible_to(user).filter(pk=round.pk).exists()


def cross_round_for(user: User, uuid: UUID) -> Round:
    """One cross round for the page of its teams; NotVisible when foreign, absent or of another tier."""
    found = cross_rounds_of(user).filter(uuid=uuid).first()
    if found is None:
        raise NotVisible
    return found


def teams_visible_to(user: User) -> QuerySet[Team]:
    """The teams of the cross rounds that the user may see, with leader, members and report."""
    found = Team.objects.filter(round__in=cross_rounds_of(user)).select_related("sender", "target", "leader", "report")
    return found.select_related("round__organiser").prefetch_related("members__user")


def team_for(user: User, uuid: UUID) -> Team:
    """One team as the user may see it; NotVisible when foreign or absent."""
    found = teams_visible_to(user).filter(uuid=uuid).first()
    if found is None:
        raise NotVisible
    return found


def team_of_round(user: User, round: Round, uuid: str) -> Team | None:
    """The team of this round with the typed uuid; None when there is none."""
    return next((one for one in teams_visible_to(user).filter(round=round) if str(one.uuid) == uuid), None)


def teams_of(user: User, round: Round) -> list[TownshipTeams]:
    """Every township with the teams it sends and receives, in the order of the tree."""
    teams = list(teams_visible_to(user).filter(round=round))
    return [
        TownshipTeams(
            township=one,
            sent=[team for team in teams if team.sender_id == one.pk],
            received=[team for team in teams if team.target_id == one.pk],
            wanted=round.teams_each,
        )
        for one in townships()
    ]


def teams_problem(round: Round) -> str:
    """The sentence that says which team of a cross round has nowhere to go, or no deputy secretary to lead it any more
    (S0-3.2-c); empty when the round may open.
    """
    if round.tier != Tier.CROSS:
        return ""
    teams = list(round.teams.select_related("sender", "leader"))
    if idle := [str(team) for team in teams if team.target_id is None]:
        return _("还有督导组没有安排观摩哪里：%(names)s。") % {"names": _("、").join(idle)}
    if leaderless := [str(team) for team in teams if not holds(team.leader, team.sender, [Duty.DEPUTY_SECRETARY])]:
        return _("组长已经不是副书记的督导组：%(names)s。请撤销后重新登记。") % {"names": _("、").join(leaderless)}
    return ""


def rounds_owed_teams(user: User) -> QuerySet[Round]:
    """Cross rounds in preparation to which a township of the user's sends fewer teams than they ask for (S0-3.2-b)."""
    owing = Q()
    preparing = cross_rounds_of(user).filter(state__in=BEFORE)
    for township in access_of(user).organisation_ids(*TOWNSHIP_STAFF):
        sent = f"sent_{township}"
        preparing = preparing.annotate(**{sent: Count("teams", filter=Q(teams__sender=township), distinct=True)})
        owing |= Q(**{f"{sent}__lt": F("teams_each")})
    return preparing.filter(owing) if owing else preparing.none()


def reports_owed(user: User) -> QuerySet[Team]:
    """The teams that the user leads in a round that has begun and of which no learning report is filed (S0-3.2-e)."""
    return teams_visible_to(user).filter(leader=user, report=None).exclude(round__state__in=BEFORE)


def holders_in(user: User, sender: Organisation) -> QuerySet[Appointment]:
    """The post holders of a township's tree for whoever may name its teams, the highest first; nobody for others."""
    if not may_send_team(access_of(user), sender.path):
        return appointments().none()
    held = appointments().filter(below([sender.path], "post__organisation__path"))
    return held.order_by("post__organisation__path", "post__duty", "pk")


def sendable_from(user: User, round: Round, sender: Organisation) -> tuple[list[Appointment], list[Appointment]]:
    """Who may lead a team of this township and who else may go with it, people of other teams left out."""
    held = holders_in(user, sender)
    taken = Participant.objects.filter(round__in=cross_rounds_of(user), round=round).values("user")
    posts = list(held.exclude(user__in=taken))
    leaders = [one for one in posts if one.post.organisation_id == sender.pk and one.post.duty == Duty.DEPUTY_SECRETARY]
    return leaders, list({one.user_id: one for one in reversed(posts)}.values())[::-1]
