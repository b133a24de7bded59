"""自查自纠: an organisation records its self-check; each problem becomes a ledger row at once (S4-5c, S4-5e)."""

from collections.abc import Sequence
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from guanmo.audit.record import record
from guanmo.stages.organisations.errors import NotAllowed
from guanmo.stages.organisations.models import Organisation, SecretaryChange, User
from guanmo.stages.organisations.queries import access_of
from guanmo.stages.organisations.rules import may_review_secretaries
from guanmo.stages.rectification.domain.enter_row import Columns, open_row
from guanmo.stages.rectification.domain.said_once import check_is_new
from guanmo.stages.rectification.enums import FindingType, Source
from guanmo.stages.rectification.errors import RowIncomplete
from guanmo.stages.rectification.models import ChangeBasis, Finding, SelfCheck
from guanmo.stages.rectification.rules import may_answer
from guanmo.stages.rounds.domain.limits import written


@transaction.atomic
def check_oneself(
    organisation: Organisation, *, checked_on: date, summary: str, problems: Sequence[Columns], by: User
) -> SelfCheck:
    """Keep the self-check with its problems; a self-check without problems is one too.

    The organisation may begin to rectify without a notice: it found the problem itself. Raises NotAllowed, ReasonMissing,
    RowIncomplete (a problem without measure, limit or person, or a day in the future), EnteredAlready,
    TextTooLong.
    """
    if not may_answer(access_of(by), organisation.path, organisation.pk):
        raise NotAllowed(_("只能登记本组织的自查。"))
    if checked_on > timezone.localdate():
        raise RowIncomplete(_("自查日期不能晚于今天。"))
    summary = written(summary, missing=_("请写明自查情况：查了哪些方面、怎么查的。"))
    check_is_new(SelfCheck.objects.all(), organisation, checked_on=checked_on, summary=summary, by=by)
    check = SelfCheck.objects.create(organisation=organisation, checked_on=checked_on, summary=summary, by=by)
    for columns in problems:
        _enter(check, columns, by)
    record("self_check.recorded", check, by=by, problems=len(problems))
    return check


@transaction.atomic
def rest_change_on(check: SelfCheck, change: SecretaryChange, *, by: User) -> ChangeBasis:
    """Keep that a change of secretary rests on a self-check of the same organisation. Raises NotAllowed, RowIncomplete."""
    organisation = change.appointment.post.organisation
    if not may_review_secretaries(access_of(by), organisation.path):
        raise NotAllowed(_("书记履职研判和调整，只由乡镇（街道）党（工）委书记和县委组织部登记、查看。"))
    if check.organisation_id != organisation.pk:
        raise RowIncomplete(_("请选择作为依据的本组织自查。"))
    basis = ChangeBasis.objects.create(change=change, self_check=check, by=by)
    record("self_check.decided", check, by=by)
    return basis


def _enter(check: SelfCheck, columns: Columns, by: User) -> None:
    if not (columns.measure.strip() and columns.due_date and columns.responsible_person.strip()):
        raise RowIncomplete(
            _("“%(matter)s”请写全整改措施、整改时限和责任人。") % {"matter": columns.matter.strip()[:30] or "—"}
        )
    finding = Finding.objects.create(
        source=Source.SELF_CHECK,
        organisation=check.organisation,
        self_check=check,
        finding_type=FindingType.SHORTCOMING,
        text=columns.matter.strip(),
        by=by,
    )
    open_row(finding, columns, by=by)
