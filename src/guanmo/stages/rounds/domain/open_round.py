"""Open a round: the visits begin and its rules are the first event of its score log. Checks the leader (S0-3.1-a) and the order of the tiers (S0-2-b)."""

from django.db import transaction
from django.utils.translation import gettext as _

from guanmo.stages.organisations.enums import Role
from guanmo.stages.organisations.errors import NotAllowed
from guanmo.stages.organisations.models import User
from guanmo.stages.organisations.queries import access_of
from guanmo.stages.rounds.domain.log_opening import log_opening
from guanmo.stages.rounds.domain.transition import advance
from guanmo.stages.rounds.enums import RoundState
from guanmo.stages.rounds.errors import LeaderMissing, PlanImpossible, TeamInvalid, TierOrder
from guanmo.stages.rounds.models import Round
from guanmo.stages.rounds.queries import leader_problem, plan_problem, teams_problem, tier_order_problem
from guanmo.stages.rounds.rules import may_lead


@transaction.atomic
def open_round(round: Round, *, override_reason: str = "", by: User) -> Round:
    """Open the round. The county may override the order of the tiers with a reason, which the transition keeps.

    Raises NotAllowed, LeaderMissing, TeamInvalid (a team without a target), PlanImpossible (it no longer fits), TierOrder, WrongStep.
    """
    if not may_lead(access_of(by), round.tier, round.organiser.path):
        raise NotAllowed(_("只有党（工）委书记、副书记可以启动本轮观摩。"))
    if problem := leader_problem(round):
        raise LeaderMissing(problem)
    if problem := teams_problem(round):
        raise TeamInvalid(problem)
    if problem := plan_problem(round):
        raise PlanImpossible(problem)
    reason = _checked_override(round, override_reason.strip(), by)
    opened = advance(round, RoundState.IN_PROGRESS, reason=reason, by=by)
    log_opening(opened)
    return opened


def _checked_override(round: Round, reason: str, by: User) -> str:
    """The reason when it is needed and the user is the county, otherwise nothing. Raises TierOrder."""
    problem = tier_order_problem(round)
    if not problem:
        return ""
    if not reason or not access_of(by).covers(round.organiser.path, Role.COUNTY_ADMIN):
        raise TierOrder(problem)
    return reason
