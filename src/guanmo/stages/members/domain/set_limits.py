"""Set the county's time limits for the work on members; the old ones stay readable."""

from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from guanmo.audit.record import record
from guanmo.stages.members.models import MemberLimits
from guanmo.stages.members.rules import may_set_limits
from guanmo.stages.organisations.errors import NotAllowed
from guanmo.stages.organisations.models import User
from guanmo.stages.organisations.queries import access_of


@transaction.atomic
def set_limits(values: Mapping[str, int], *, by: User) -> MemberLimits:
    """Keep all limits as they hold from now on. Raises NotAllowed."""
    if not may_set_limits(access_of(by)):
        raise NotAllowed(_("期限由县委组织部设置。"))
    limits = MemberLimits.objects.create(**values, by=by)
    record("member_limits.set", limits, by=by, **values)
    return limits
