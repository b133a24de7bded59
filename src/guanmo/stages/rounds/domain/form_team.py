"""Name the supervision teams that a township sends to a cross round (S0-3.2-b, S0-3.2-c)."""

from collections.abc import Iterable, Sequence

from django.db import transaction
from django.db.models import ProtectedError
from django.utils.translation import gettext as _

from guanmo.audit.record import record
from guanmo.stages.organisations.enums import Duty
from guanmo.stages.organisations.errors import NotAllowed
from guanmo.stages.organisations.models import Appointment, Organisation, User
from guanmo.stages.organisations.queries import access_of, appointments, below, holds
from guanmo.stages.rounds.domain.fill_round import own_organisations, participant_for
from guanmo.stages.rounds.domain.transition import lock_round
from guanmo.stages.rounds.enums import BEFORE, Tier
from guanmo.stages.rounds.errors import TeamInvalid, WrongStep
from guanmo.stages.rounds.models import Participant, Round, Team
from guanmo.stages.rounds.rules import may_send_team


@transaction.atomic
def form_team(round: Round, sender: Organisation, *, leader: User, members: Sequence[User], by: User) -> Team:
    """Send one more team: a deputy secretary of the sender with post holders of its tree. They now take part.

    Raises NotAllowed, WrongStep (no cross round, or it has begun), TeamInvalid (the leader's post, a member without one,
    somebody who is in a team already).
    """
    locked = _open_for_teams(round, sender, by)
    if not holds(leader, sender, [Duty.DEPUTY_SECRETARY]):
        raise TeamInvalid(
            _("督导组由派出单位的党（工）委副书记带队。%(person)s现在不是%(township)s的副书记，请重新选择。")
            % {"person": leader, "township": sender.short_name}
        )
    held = _posts(sender, list(dict.fromkeys([leader, *members])))
    _refuse_taken(locked, held)
    last = locked.teams.filter(sender=sender).order_by("number").last()
    team = Team.objects.create(round=locked, sender=sender, number=last.number + 1 if last else 1, leader=leader)
    _seat(team, held.values())
    record("team.formed", team, by=by, leader=str(leader.uuid), members=len(held))
    return team


@transaction.atomic
def disband_team(team: Team, *, by: User) -> None:
    """Take a team off the list before the round begins. Raises NotAllowed, WrongStep."""
    _open_for_teams(team.round, team.sender, by)
    if hasattr(team, "report"):
        raise WrongStep(_("这个督导组已经提交学习报告，不能撤销。"))
    record("team.disbanded", team, by=by, name=str(team))
    try:
        team.members.all().delete()
    except ProtectedError as error:
        raise WrongStep(_("这个督导组的成员已经领取打分二维码，不能撤销。")) from error
    team.delete()


def _open_for_teams(round: Round, sender: Organisation, by: User) -> Round:
    if not may_send_team(access_of(by), sender.path):
        raise NotAllowed(_("各乡镇（街道）只能登记自己派出的督导组。"))
    locked = lock_round(round)
    if locked.tier != Tier.CROSS or locked.state not in BEFORE:
        raise WrongStep(_("交叉观摩开始以后，督导组不能再变动。"))
    return locked


def _posts(sender: Organisation, people: Sequence[User]) -> dict[User, Appointment]:
    """The post that sends each of them, the highest in the tree. Raises TeamInvalid."""
    held = appointments().filter(below([sender.path], "post__organisation__path"), user__in=people)
    first = {one.user: one for one in held.order_by("-post__organisation__path", "-pk")}
    for person in people:
        if person not in first:
            raise TeamInvalid(
                _("%(person)s在%(township)s没有任职，不能参加它的督导组。")
                % {"person": person, "township": sender.short_name}
            )
    return {person: first[person] for person in people}


def _refuse_taken(round: Round, people: Iterable[User]) -> None:
    taken = round.participants.filter(user__in=list(people)).select_related("user", "team__sender").first()
    if taken is not None:
        raise TeamInvalid(
            _("%(person)s已经在%(team)s，一个人只能参加一个督导组。")
            % {"person": taken.user, "team": taken.team or round}
        )


def _seat(team: Team, held: Iterable[Appointment]) -> None:
    own = own_organisations(team.round)
    seats = [participant_for(team.round, post, own.get(post.user_id, [team.sender_id])) for post in held]
    for seat in seats:
        seat.team = team
    Participant.objects.bulk_create(seats)
