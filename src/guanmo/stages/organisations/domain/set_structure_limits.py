"""Set the county's terms of office and numbers of members; the old ones stay readable."""

from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from guanmo.audit.record import record
from guanmo.stages.organisations.errors import NotAllowed
from guanmo.stages.organisations.models import StructureLimits, User
from guanmo.stages.organisations.queries import access_of
from guanmo.stages.organisations.rules import may_set_structure_limits


@transaction.atomic
def set_structure_limits(values: Mapping[str, int], *, by: User) -> StructureLimits:
    """Keep all of them as they hold from now on. Raises NotAllowed."""
    if not may_set_structure_limits(access_of(by)):
        raise NotAllowed(_("任期和人数标准由县委组织部设置。"))
    limits = StructureLimits.objects.create(**values, by=by)
    record("structure_limits.set", limits, by=by, **values)
    return limits
