"""Take a plan of visits for a round before it opens, or drop it (S0-3.2-a: the county arranges who observes whom)."""

from dataclasses import asdict

from django.db import transaction
from django.utils.translation import gettext as _

from guanmo.audit.record import record
from guanmo.stages.organisations.errors import NotAllowed
from guanmo.stages.organisations.models import User
from guanmo.stages.organisations.queries import access_of
from guanmo.stages.rounds.domain.transition import lock_round
from guanmo.stages.rounds.enums import BEFORE, Tier
from guanmo.stages.rounds.errors import PlanImpossible, WrongStep
from guanmo.stages.rounds.models import Participant, Round, Visit
from guanmo.stages.rounds.queries.plan import VisitPlan, Wishes, visit_plan
from guanmo.stages.rounds.rules import may_lead


@transaction.atomic
def plan_visits(round: Round, wishes: Wishes, *, by: User) -> VisitPlan:
    """Send every judge where the plan of these wishes says. Raises NotAllowed, WrongStep, PlanImpossible."""
    locked = _open_for_plans(round, by)
    plan = visit_plan(by, locked, wishes)
    if plan.problem:
        raise PlanImpossible(plan.problem)
    routes: dict[int, list[int]] = {}
    for one in plan.visits:
        one.visit.planned_day = one.day
        for person in one.people:
            routes.setdefault(person.pk, []).append(one.visit.organisation_id)
    people = list(locked.participants.all())
    for person in people:
        person.route = routes.get(person.pk, [])
    Participant.objects.bulk_update(people, ["route"])
    Visit.objects.bulk_update([one.visit for one in plan.visits], ["planned_day"])
    locked.visit_plan = {**asdict(wishes), "error": _text(plan.error), "worst": _text(plan.worst)}
    locked.save(update_fields=["visit_plan"])
    record("round.visits_planned", locked, by=by, **locked.visit_plan)
    return plan


@transaction.atomic
def drop_plan(round: Round, *, by: User) -> None:
    """Let everybody go wherever the tier sends them. Raises NotAllowed, WrongStep."""
    locked = _open_for_plans(round, by)
    forget_plan(locked)
    record("round.visit_plan_dropped", locked, by=by)


def forget_plan(round: Round) -> None:
    """Take the plan of a round that has not begun off its people and visits; the caller holds the lock."""
    round.participants.update(route=None)
    round.visits.update(planned_day=None)
    round.visit_plan = {}
    round.save(update_fields=["visit_plan"])


def _open_for_plans(round: Round, by: User) -> Round:
    if round.tier == Tier.INTERNAL or not may_lead(access_of(by), round.tier, round.organiser.path):
        raise NotAllowed(_("走访由县委组织部统一安排。"))
    locked = lock_round(round)
    if locked.state not in BEFORE:
        raise WrongStep(_("本轮观摩已经开始，走访安排不能再变。"))
    return locked


def _text(error: float | None) -> str | None:
    return None if error is None else f"{error:.2f}"
