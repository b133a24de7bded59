"""Who may keep, approve and read what is held about members. Predicates over the user's access."""

from guanmo.stages.organisations.enums import Role
from guanmo.stages.organisations.rules import TOWNSHIP_STAFF, Access

ORGANISATION_STAFF = (Role.ORG_SECRETARY, Role.ORG_RECORDER)
READERS = (*ORGANISATION_STAFF, *TOWNSHIP_STAFF)
"""Own organisation and below; a township's other leaders see lists of organisations, not of persons (roles.md)."""


def may_keep(access: Access, path: str) -> bool:
    """Enter and correct: the organisation itself, the township's staff above it, the county's officers."""
    return access.covers(path, *READERS, Role.COUNTY_ADMIN)


def may_keep_somewhere(access: Access) -> bool:
    return access.has(*READERS, Role.COUNTY_ADMIN)


def may_see_contact(access: Access, path: str) -> bool:
    """Contact details serve notices, so only the own organisation reads them (kept_out.md 27)."""
    return access.covers(path, *ORGANISATION_STAFF)


def may_set_limits(access: Access) -> bool:
    """The time limits are the county's parameters."""
    return access.is_county_admin
