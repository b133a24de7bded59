"""Close a visit, or excuse it with a reason (S0-3.1-d, S0-3.1-e)."""

from django.db import transaction
from django.utils.translation import gettext as _

from guanmo.audit.record import record
from guanmo.stages.organisations.errors import NotAllowed
from guanmo.stages.organisations.models import User
from guanmo.stages.organisations.queries import access_of
from guanmo.stages.rounds.domain.limits import fitting, written
from guanmo.stages.rounds.domain.record_visit import check_open
from guanmo.stages.rounds.domain.transition import advance_visit, lock_round, lock_visit
from guanmo.stages.rounds.enums import Part, RoundState, VisitState
from guanmo.stages.rounds.errors import VisitIncomplete, WrongStep
from guanmo.stages.rounds.models import Visit
from guanmo.stages.rounds.rules import may_run


@transaction.atomic
def excuse_visit(visit: Visit, *, reason: str, by: User) -> Visit:
    """Excuse a visit that is due, with a reason (S0-3.1-e). Raises NotAllowed, ReasonMissing, TextTooLong, WrongStep."""
    if not may_run(access_of(by), visit.round.tier, visit.round.organiser.path):
        raise NotAllowed(_("只有本轮的组织者可以免去观摩。"))
    reason = fitting(written(reason, missing=_("请写明免观摩的原因。")), name=_("原因"), most=200)
    lock_round(visit.round)  # a ballot that is on its way in is either here or sees the excuse
    check_open(visit)
    advance_visit(visit, VisitState.EXCUSED)
    visit.excuse = reason
    visit.save(update_fields=["state", "excuse"])
    record("visit.excused", visit, by=by, reason=reason)
    return visit


@transaction.atomic
def close_visit(visit: Visit, *, by: User) -> Visit:
    """Close a visit whose four parts are all done (S0-3.1-d). Raises NotAllowed, VisitIncomplete, WrongStep."""
    if not may_run(access_of(by), visit.round.tier, visit.round.organiser.path):
        raise NotAllowed(_("只有本轮的组织者可以结束观摩。"))
    check_open(visit)
    done = set(visit.parts.filter(done=True).values_list("part", flat=True))
    missing = _("、").join(str(part.label) for part in Part if part not in done)
    if missing:
        raise VisitIncomplete(_("还有没有完成的部分：%(parts)s。四个部分都完成后才能结束观摩。") % {"parts": missing})
    advance_visit(visit, VisitState.CLOSED)
    visit.save(update_fields=["state"])
    record("visit.closed", visit, by=by)
    return visit


@transaction.atomic
def restore_visit(visit: Visit, *, by: User) -> Visit:
    """Take an excuse back: the visit is due again. Raises NotAllowed, WrongStep."""
    if not may_run(access_of(by), visit.round.tier, visit.round.organiser.path):
        raise NotAllowed(_("只有本轮的组织者可以恢复观摩。"))
    lock_visit(visit)
    if visit.round.state != RoundState.IN_PROGRESS or visit.state != VisitState.EXCUSED:
        raise WrongStep(_("只有观摩进行中、已免观摩的组织可以恢复观摩。"))
    advance_visit(visit, VisitState.DUE)
    record("visit.restored", visit, by=by, excuse=visit.excuse)
    visit.excuse = ""
    visit.save(update_fields=["state", "excuse"])
    return visit
