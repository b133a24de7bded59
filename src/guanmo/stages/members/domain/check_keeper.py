"""Raise NotAllowed unless the user keeps an organisation's records of members."""

from django.utils.translation import gettext as _

from guanmo.stages.members.rules import may_keep
from guanmo.stages.organisations.errors import NotAllowed
from guanmo.stages.organisations.models import Organisation, User
from guanmo.stages.organisations.queries import access_of


def check_keeper(organisation: Organisation, *, by: User | None) -> None:
    """The organisation itself, the township above it, the county; None is the system."""
    if by is not None and not may_keep(access_of(by), organisation.path):
        raise NotAllowed(_("只能登记本组织和下级组织的党员情况。"))
