"""Raise unless the user keeps what is written about an organisation, and unless its day has come."""

from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from guanmo.stages.organisations.errors import NotAllowed, StructureRefused
from guanmo.stages.organisations.models import Organisation, User
from guanmo.stages.organisations.queries import access_of
from guanmo.stages.organisations.rules import may_keep_from_above, may_keep_structure


def check_keeper(organisation: Organisation, *, by: User | None) -> None:
    """The organisation itself, the township above it, the county; None is the system. Raises NotAllowed."""
    if by is not None and not may_keep_structure(access_of(by), organisation.path):
        raise NotAllowed(_("只有本组织和上级党组织可以登记。"))


def check_from_above(organisation: Organisation, *, by: User | None) -> None:
    """The township above the organisation, the county; None is the system. Raises NotAllowed."""
    if by is not None and not may_keep_from_above(access_of(by), organisation.path):
        raise NotAllowed(_("由上级党组织登记。"))


def check_day(on: date, *, after: date | None = None) -> None:
    """Raises StructureRefused for a day that has not come, or one before ``after``."""
    if on > timezone.localdate():
        raise StructureRefused(_("日期不能晚于今天。请核对。"))
    if after is not None and on < after:
        raise StructureRefused(_("结束日期早于开始日期。请核对。"))
