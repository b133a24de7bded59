"""Who may keep, approve and read what is held about members. Predicates over the user's access."""

from guanmo.stages.organisations.enums import Role
from guanmo.stages.organisations.models import Organisation
from guanmo.stages.organisations.rules import TOWNSHIP_STAFF, Access

ORGANISATION_STAFF = (Role.ORG_SECRETARY, Role.ORG_RECORDER)
READERS = (*ORGANISATION_STAFF, *TOWNSHIP_STAFF)
"""Own organisation and below; a township's other leaders see lists of organisations, not of persons (roles.md)."""


def may_keep(access: Access, path: str) -> bool:
    """Enter and correct: the organisation itself, the township's staff above it, the county's officers."""
    return access.covers(path, *READERS, Role.COUNTY_ADMIN)


def may_keep_somewhere(access: Access) -> bool:
    return access.has(*READERS, Role.COUNTY_ADMIN)


def may_approve(access: Access, organisation: Organisation) -> bool:
    """The superior approves, never the organisation itself (S4-15g): the township, or the county for what is below it alone."""
    if organisation.pk in access.organisation_ids(*ORGANISATION_STAFF):
        return False
    directly_below_county = len(organisation.path) <= 2 * organisation.steplen
    return access.covers(organisation.path, *TOWNSHIP_STAFF) or (directly_below_county and access.is_county_admin)


def may_see_contact(access: Access, path: str) -> bool:
    """Contact details serve notices, so only the own organisation reads them (kept_out.md 27)."""
    return access.covers(path, *ORGANISATION_STAFF)


def may_set_limits(access: Access) -> bool:
    """The time limits are the county's parameters."""
    return access.is_county_admin


def may_name(access: Access, organisation: Organisation, *, from_above: bool) -> bool:
    """Name a person for an organisation; who is sent from above is named there."""
    if from_above:
        return access.covers(organisation.path, *TOWNSHIP_STAFF, Role.COUNTY_ADMIN)
    return may_keep(access, organisation.path)


def may_decide_restricted(access: Access, organisation: Organisation) -> bool:
    """Approve in a restricted case: the superior's secretary, never the organisation's own (S2-2.1.4-c)."""
    if organisation.pk in access.organisation_ids(*ORGANISATION_STAFF):
        return False
    directly_below_county = len(organisation.path) <= 2 * organisation.steplen
    by_county = directly_below_county and access.has(Role.COUNTY_LEADER)
    return access.covers(organisation.path, Role.TOWNSHIP_SECRETARY) or by_county


def may_read_restricted(access: Access, organisation: Organisation) -> bool:
    """Read a restricted case: the organisation's own secretary and the superior's (S2-2.1.4-c)."""
    own = organisation.pk in access.organisation_ids(Role.ORG_SECRETARY)
    return own or may_decide_restricted(access, organisation)
