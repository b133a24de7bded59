"""Begin an unannounced inspection on site: until then whoever is inspected knows nothing of it (S4-32d)."""

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from guanmo.audit.record import record
from guanmo.stages.organisations.errors import NotAllowed
from guanmo.stages.organisations.models import User
from guanmo.stages.organisations.queries import access_of
from guanmo.stages.rounds.domain.check_inspector import check_inspects_others
from guanmo.stages.rounds.enums import InspectionType
from guanmo.stages.rounds.errors import RuleInvalid
from guanmo.stages.rounds.models import Inspection, InspectionStart
from guanmo.stages.rounds.rules import may_inspect


def start_inspection(inspection: Inspection, *, by: User) -> InspectionStart:
    """From now on the inspected see it. Raises NotAllowed, RuleInvalid (not of this kind, or begun already)."""
    access = access_of(by)
    if not may_inspect(access, inspection.organiser.path):
        raise NotAllowed(_("只能检查本辖区的党组织。"))
    check_inspects_others(access, inspection.organisations.values_list("organisation", flat=True))
    if inspection.type != InspectionType.UNANNOUNCED:
        raise RuleInvalid(_("只有暗访要登记现场开始。"))
    try:
        with transaction.atomic():
            start = InspectionStart.objects.create(inspection=inspection, by=by)
            record("inspection.started", inspection, by=by)
    except IntegrityError as error:
        raise RuleInvalid(_("这次暗访已经开始了。")) from error
    return start
