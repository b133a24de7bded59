"""Confirm the class of every ranked organisation of a round (S0-1-e, S0-3.1-k)."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from guanmo.audit.record import record
from guanmo.stages.organisations.errors import NotAllowed
from guanmo.stages.organisations.models import User
from guanmo.stages.organisations.queries import access_of
from guanmo.stages.results.enums import ManagementClass
from guanmo.stages.results.errors import NotClassified, StillProvisional
from guanmo.stages.results.models import Classification, Standing
from guanmo.stages.results.queries import changed_since, current_ranking, provisional_problem
from guanmo.stages.results.rules import may_classify
from guanmo.stages.rounds.domain.limits import fitting
from guanmo.stages.rounds.domain.transition import advance, lock_round
from guanmo.stages.rounds.enums import RoundState
from guanmo.stages.rounds.errors import WrongStep
from guanmo.stages.rounds.models import Round


@dataclass(frozen=True, slots=True)
class Change:
    """Another class than the proposed one, with the reason for it."""

    management_class: ManagementClass
    reason: str


@transaction.atomic
def confirm_classes(round: Round, changes: Mapping[UUID, Change], *, by: User) -> None:
    """Give every ranked organisation exactly one class: the proposed one, or the change for its organisation's uuid.

    Raises NotAllowed, NotClassified (a change without a reason), StillProvisional, WrongStep.
    """
    if not may_classify(access_of(by), round.tier, round.organiser.path):
        raise NotAllowed(_("只有党（工）委书记、副书记可以确定分类。"))
    if lock_round(round).state == RoundState.FILED:
        # Only the county's return leads back from a filing: what lies before it must not change under its hands.
        raise WrongStep(_("本轮已经报县委组织部备案，分类不能再改。需要调整的，请县委组织部退回后再改。"))
    _check_final(round)
    advance(round, RoundState.CLASSIFIED, by=by)
    ranking = current_ranking(round)
    ranked = Standing.objects.filter(ranking=ranking, rank__isnull=False).select_related("organisation")
    for standing in ranked:
        _confirm(standing, changes.get(standing.organisation.uuid), by)
    record("round.classes_confirmed", round, by=by, changed=len(changes))


def _check_final(round: Round) -> None:
    """Objections come first: a class hangs on the score."""
    if problem := provisional_problem(round):
        raise StillProvisional(problem)
    ranking = current_ranking(round)
    if ranking is not None and changed_since(ranking):
        raise StillProvisional(_("异议复核改动了扣分，请先按复核结果重新汇总排名。"))


def _confirm(standing: Standing, change: Change | None, by: User) -> None:
    chosen = change.management_class if change else ManagementClass(standing.proposed_class)
    changed = chosen != standing.proposed_class
    if changed and (change is None or not change.reason.strip()):
        raise NotClassified(_("%(name)s的类别与拟定的不同，请写明调整原因。") % {"name": standing.organisation})
    reason = fitting(change.reason, name=_("调整原因"), most=200) if change and changed else ""
    Classification.objects.create(standing=standing, management_class=chosen, reason=reason, by=by)
