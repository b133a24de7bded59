"""Change the dates and rules of a round while it is a draft, or take it back to a draft before it opens."""

from collections.abc import Sequence

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from guanmo.audit.record import record
from guanmo.stages.organisations.errors import NotAllowed
from guanmo.stages.organisations.models import Organisation, User
from guanmo.stages.organisations.queries import access_of
from guanmo.stages.rounds.domain.create_round import Proposal, check_proposal, fields_of
from guanmo.stages.rounds.domain.fill_round import add_visits
from guanmo.stages.rounds.domain.plan_visits import forget_plan
from guanmo.stages.rounds.domain.transition import advance, lock_round
from guanmo.stages.rounds.enums import RoundState, Tier
from guanmo.stages.rounds.errors import ReasonMissing, RuleInvalid, WrongStep
from guanmo.stages.rounds.models import Cycle, Round
from guanmo.stages.rounds.rules import may_create, may_lead


@transaction.atomic
def revise_round(round: Round, proposal: Proposal, *, targets: Sequence[Organisation] = (), by: User) -> Round:
    """Store another proposal for a draft. Tier and organiser stay; ``targets`` as in ``create_round``.

    Raises NotAllowed, WrongStep (it is no draft any more), RuleInvalid.
    """
    if not may_create(access_of(by), round.tier, round.organiser.path):
        raise NotAllowed(_("只有本轮的组织者可以修改本轮设置。"))
    locked = lock_round(round)
    if locked.state != RoundState.DRAFT:
        raise WrongStep(_("本轮已经排定，计分办法不能再改。观摩开始之前，可以先退回筹备再修改。"))
    check_proposal(proposal)
    for name, value in fields_of(proposal).items():
        setattr(locked, name, value)
    locked.cycle, _created = Cycle.objects.get_or_create(year=proposal.period.year)
    _save(locked)
    if locked.tier != Tier.INTERNAL:
        _retarget(locked, targets)
    record("round.revised", locked, by=by, official=locked.official_rule, classes=locked.class_rule)
    return locked


def _save(round: Round) -> None:
    try:
        with transaction.atomic():
            round.save()
    except IntegrityError as error:
        raise RuleInvalid(_("这个季度的内部观摩已经建立，请打开已有的一轮继续。")) from error


def _retarget(round: Round, targets: Sequence[Organisation]) -> None:
    """Visit exactly ``targets``. A draft's visits hold nothing yet, so those not wanted any more go, and so does a plan."""
    if {one.pk for one in targets} != set(round.visits.values_list("organisation", flat=True)):
        forget_plan(round)
    round.visits.exclude(organisation__in=targets).delete()
    visited = set(round.visits.values_list("organisation", flat=True))
    add_visits(round, [one for one in targets if one.pk not in visited])


@transaction.atomic
def take_back_to_draft(round: Round, *, reason: str, by: User) -> Round:
    """Undo the scheduling before the round opens: another leader, another rule. Raises NotAllowed, ReasonMissing, WrongStep."""
    if not may_lead(access_of(by), round.tier, round.organiser.path):
        raise NotAllowed(_("只有党（工）委书记、副书记可以把本轮退回筹备。"))
    if not reason.strip():
        raise ReasonMissing(_("请写明退回筹备的原因。"))
    return advance(round, RoundState.DRAFT, reason=reason.strip(), by=by)
