"""Send each team to another township (S0-3.2-d). Only the county arranges who observes whom (S0-3.2-a)."""

from django.db import transaction
from django.utils.translation import gettext as _

from guanmo.audit.record import record
from guanmo.method.team_targets import team_targets
from guanmo.stages.organisations.errors import NotAllowed
from guanmo.stages.organisations.models import Organisation, User
from guanmo.stages.organisations.queries import access_of, townships
from guanmo.stages.rounds.domain.transition import lock_round
from guanmo.stages.rounds.enums import BEFORE
from guanmo.stages.rounds.errors import TeamInvalid, WrongStep
from guanmo.stages.rounds.models import Round, Team
from guanmo.stages.rounds.rules import may_create


@transaction.atomic
def assign_team(team: Team, target: Organisation, *, by: User) -> None:
    """Let a team observe this township.

    Raises NotAllowed, WrongStep, TeamInvalid (its own township, none at all, or the team was taken off the list meanwhile).
    """
    _check(team.round, by)
    if not team.round.teams.filter(pk=team.pk).exists():
        raise TeamInvalid(_("这个督导组刚刚被撤销，请刷新页面后再安排。"))
    if target == team.sender:
        raise TeamInvalid(_("督导组不能观摩本乡镇（街道），请另选一个。"))
    if not townships().filter(pk=target.pk).exists():
        raise TeamInvalid(_("请选择一个乡镇（街道）。"))
    _send(team, target, by)


@transaction.atomic
def assign_all(round: Round, *, by: User) -> int:
    """Send every team that has no target yet, spread evenly over the townships; how many went.

    What the county chose by hand stays. The round's uuid decides between equals, so that anyone can repeat it. Raises
    NotAllowed, WrongStep.
    """
    _check(round, by)
    teams = {str(one.uuid): one for one in round.teams.select_related("sender", "target")}
    there = {one.code: one for one in townships()}
    senders = {key: one.sender.code for key, one in teams.items() if one.sender.code in there}
    chosen = {key: one.target.code for key, one in teams.items() if one.target and key in senders}
    found = team_targets(senders, there, chosen=chosen, seed=str(round.uuid))
    waiting = [key for key in found if key not in chosen]
    for key in waiting:
        _send(teams[key], there[found[key]], by)
    return len(waiting)


def _check(round: Round, by: User) -> None:
    if not may_create(access_of(by), round.tier, round.organiser.path):
        raise NotAllowed(_("哪个督导组观摩哪里，由县委组织部统一安排。"))
    if lock_round(round).state not in BEFORE:
        raise WrongStep(_("交叉观摩开始以后，督导组不能再变动。"))


def _send(team: Team, target: Organisation, by: User) -> None:
    team.target = target
    team.save(update_fields=["target"])
    record("team.assigned", team, by=by, township=target.code)
