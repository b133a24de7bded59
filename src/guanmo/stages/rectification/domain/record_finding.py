"""An observer records a finding on a visit (S0-1-d); the township sets a problem aside with a reason."""

from django.db import transaction
from django.utils.translation import gettext as _

from guanmo.audit.record import record
from guanmo.stages.organisations.errors import NotAllowed
from guanmo.stages.organisations.models import User
from guanmo.stages.organisations.queries import access_of
from guanmo.stages.rectification.domain.said_once import check_is_new, findings_that_stand
from guanmo.stages.rectification.enums import FindingType, Source
from guanmo.stages.rectification.errors import NoProblem
from guanmo.stages.rectification.models import Finding
from guanmo.stages.rectification.rules import may_keep_ledger, may_record, may_still_record
from guanmo.stages.rounds.domain.limits import fitting, written
from guanmo.stages.rounds.domain.transition import lock_visit
from guanmo.stages.rounds.enums import VisitState
from guanmo.stages.rounds.errors import WrongStep
from guanmo.stages.rounds.models import Visit
from guanmo.stages.rounds.queries import observes
from guanmo.stages.rounds.rules import may_run
from guanmo.stages.sheets.models import Item


@transaction.atomic
def record_finding(
    visit: Visit, *, finding_type: FindingType, text: str, item: Item | None = None, by: User
) -> Finding:
    """Record one typed finding, on an item of the visit's sheet or on none.

    Raises NotAllowed, WrongStep, ReasonMissing, NoProblem, EnteredAlready.
    """
    round = visit.round
    if not may_record(access_of(by), round.tier, round.organiser.path, taking_part=observes(by, visit)):
        raise NotAllowed(_("只有本轮参加人员可以记录观摩发现。"))
    _check_step(visit, by)
    text = written(text, missing=_("请写明发现的内容。"))
    if item is not None and item.section.sheet_id != visit.sheet_id:
        raise NoProblem(_("这一项不在该组织的评分表里。"))
    check_is_new(
        findings_that_stand(), visit.organisation, visit=visit, finding_type=finding_type, text=text, item=item, by=by
    )
    finding = Finding.objects.create(
        source=Source.VISIT_NOTE,
        organisation=visit.organisation,
        visit=visit,
        finding_type=finding_type,
        text=text,
        item=item,
        by=by,
    )
    record("finding.recorded", finding, by=by, type=str(finding_type))
    return finding


def _check_step(visit: Visit, by: User) -> None:
    """The round is held where it is until the finding is stored; what the page showed may be old."""
    lock_visit(visit)
    round = visit.round
    if not may_still_record(round.state, runs=may_run(access_of(by), round.tier, round.organiser.path)):
        raise WrongStep(_("本轮现在是“%(state)s”，不能记录观摩发现。") % {"state": round.get_state_display()})
    if visit.state == VisitState.EXCUSED:
        raise WrongStep(_("%(name)s本轮免观摩，没有观摩发现可以记录。") % {"name": visit.organisation})


@transaction.atomic
def set_aside(finding: Finding, *, reason: str, by: User) -> None:
    """State why a problem gets no ledger row. Raises NotAllowed, ReasonMissing, TextTooLong, NoProblem (it has a row)."""
    _check_keeper(finding, by)
    reason = fitting(written(reason, missing=_("请写明不列入台账的原因。")), name=_("原因"), most=200)
    current = Finding.objects.select_for_update().get(pk=finding.pk)
    if current.rows.exists():
        raise NoProblem(_("这一条已经列入台账。不需要整改的，请在台账里撤销。"))
    _put_aside(current, reason)
    record("finding.set_aside", finding, by=by, reason=reason)


@transaction.atomic
def take_up(finding: Finding, *, by: User) -> None:
    """Take back a set-aside: the problem waits for its ledger row again. Raises NotAllowed."""
    _check_keeper(finding, by)
    _put_aside(finding, "")
    record("finding.taken_up", finding, by=by)


def _put_aside(finding: Finding, reason: str) -> None:
    finding.set_aside = reason
    finding.save(update_fields=["set_aside"])


def _check_keeper(finding: Finding, by: User) -> None:
    if not may_keep_ledger(access_of(by), finding.organisation.path):
        raise NotAllowed(_("只有乡镇（街道）可以管理整改台账。"))
