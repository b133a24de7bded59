"""批评、限期整改: a criticism with a time limit opens a ledger row (S2-3.7-e)."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from guanmo.audit.record import record
from guanmo.stages.organisations.errors import NotAllowed
from guanmo.stages.organisations.models import Organisation, User
from guanmo.stages.organisations.queries import access_of
from guanmo.stages.rectification.domain.enter_row import Columns, open_row
from guanmo.stages.rectification.domain.said_once import check_is_new, findings_that_stand
from guanmo.stages.rectification.enums import FindingType, Source
from guanmo.stages.rectification.errors import RowIncomplete
from guanmo.stages.rectification.models import Finding, LedgerRow
from guanmo.stages.rectification.rules import may_keep_ledger
from guanmo.stages.rounds.domain.limits import written


@transaction.atomic
def criticise(organisation: Organisation, *, text: str, columns: Columns, by: User) -> LedgerRow:
    """Criticise an organisation's work, never a person's, with a day by which it is put right.

    Raises NotAllowed, ReasonMissing, RowIncomplete (no limit, or one that has passed), EnteredAlready, TextTooLong.
    """
    if not may_keep_ledger(access_of(by), organisation.path) or organisation.is_township:
        raise NotAllowed(_("只有乡镇（街道）可以批评所属党组织并限期整改。"))
    text = written(text, missing=_("请写明批评的事由。"))
    if columns.due_date is None or columns.due_date < timezone.localdate():
        raise RowIncomplete(_("请写明整改时限，时限不能早于今天。"))
    check_is_new(findings_that_stand(), organisation, source=Source.CRITICISM, text=text, by=by)
    finding = Finding.objects.create(
        source=Source.CRITICISM, organisation=organisation, finding_type=FindingType.SHORTCOMING, text=text, by=by
    )
    record("finding.criticised", finding, by=by, due_date=str(columns.due_date))
    return open_row(finding, columns, by=by)
