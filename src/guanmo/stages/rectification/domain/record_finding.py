"""An observer records a finding on a visit (S0-1-d); the township sets a problem aside with a reason."""

from django.db import transaction
from django.utils.translation import gettext as _

from guanmo.audit.record import record
from guanmo.stages.organisations.errors import NotAllowed
from guanmo.stages.organisations.models import User
from guanmo.stages.organisations.queries import access_of
from guanmo.stages.rectification.enums import FindingType
from guanmo.stages.rectification.models import Finding
from guanmo.stages.rectification.rules import may_keep_ledger
from guanmo.stages.rounds.errors import ReasonMissing
from guanmo.stages.rounds.models import Visit
from guanmo.stages.rounds.rules import may_run
from guanmo.stages.sheets.models import Item


@transaction.atomic
def record_finding(
    visit: Visit, *, finding_type: FindingType, text: str, item: Item | None = None, by: User
) -> Finding:
    """Record one typed finding. Raises NotAllowed, ReasonMissing (an empty text)."""
    taking_part = visit.round.participants.filter(user=by).exists()
    if not taking_part and not may_run(access_of(by), visit.round.tier, visit.round.organiser.path):
        raise NotAllowed(_("只有本轮参加人员可以记录观摩发现。"))
    if not text.strip():
        raise ReasonMissing(_("请写明发现的内容。"))
    finding = Finding.objects.create(visit=visit, finding_type=finding_type, text=text.strip(), item=item, by=by)
    record("finding.recorded", finding, by=by, type=str(finding_type))
    return finding


@transaction.atomic
def set_aside(finding: Finding, *, reason: str, by: User) -> None:
    """State why a problem gets no ledger row. Raises NotAllowed, ReasonMissing."""
    if not may_keep_ledger(access_of(by), finding.visit.organisation.path):
        raise NotAllowed(_("只有乡镇（街道）可以管理整改台账。"))
    if not reason.strip():
        raise ReasonMissing(_("请写明不列入台账的原因。"))
    finding.set_aside = reason.strip()
    finding.save(update_fields=["set_aside"])
    record("finding.set_aside", finding, by=by, reason=reason)
