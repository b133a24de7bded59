"""An inspection outside the rounds writes down what it found (S2-3.5-c, S4-32e, S0-4.2-a)."""

from django.db import transaction
from django.utils.translation import gettext as _

from guanmo.audit.record import record
from guanmo.stages.organisations.errors import NotAllowed
from guanmo.stages.organisations.models import Organisation, User
from guanmo.stages.organisations.queries import access_of
from guanmo.stages.rectification.domain.said_once import check_is_new, findings_that_stand
from guanmo.stages.rectification.enums import FindingType, Source
from guanmo.stages.rectification.errors import NoProblem
from guanmo.stages.rectification.models import Finding
from guanmo.stages.rounds.domain.check_inspector import check_inspects_others
from guanmo.stages.rounds.domain.limits import written
from guanmo.stages.rounds.models import Inspection
from guanmo.stages.rounds.rules import may_inspect


@transaction.atomic
def find_on_inspection(
    inspection: Inspection, organisation: Organisation, *, finding_type: FindingType, text: str, by: User
) -> Finding:
    """Record one typed finding about one of the inspected organisations.

    Raises NotAllowed, NoProblem, ReasonMissing, EnteredAlready.
    """
    access = access_of(by)
    if not may_inspect(access, inspection.organiser.path):
        raise NotAllowed(_("只有检查单位可以记录检查发现的问题。"))
    check_inspects_others(access, [organisation.pk])
    if not inspection.begun:
        raise NoProblem(_("暗访还没有开始。到现场登记开始后，再记录检查发现。"))
    if not inspection.organisations.filter(organisation=organisation).exists():
        raise NoProblem(_("%(name)s不在这次检查的对象里。") % {"name": organisation})
    text = written(text, missing=_("请写明发现的内容。"))
    check_is_new(
        findings_that_stand(), organisation, inspection=inspection, finding_type=finding_type, text=text, by=by
    )
    finding = Finding.objects.create(
        source=Source.INSPECTION,
        organisation=organisation,
        inspection=inspection,
        finding_type=finding_type,
        text=text,
        by=by,
    )
    record("finding.recorded", finding, by=by, type=str(finding_type))
    return finding
