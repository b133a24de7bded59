"""Who may keep, approve and read what is held about members. Predicates over the user's access."""

from guanmo.stages.organisations.enums import Role
from guanmo.stages.organisations.models import Organisation
from guanmo.stages.organisations.rules import COUNTY_ROLES, SUPERIORS, TOWNSHIP_STAFF, Access, Grant

ORGANISATION_STAFF = (Role.ORG_SECRETARY, Role.ORG_RECORDER)
SECRETARIES = (Role.ORG_SECRETARY, Role.TOWNSHIP_SECRETARY, Role.COUNTY_LEADER)
READERS = (*ORGANISATION_STAFF, *SUPERIORS)
"""Own organisation and below; a township's other leaders see lists of organisations, not of persons (roles.md)."""


def may_keep(access: Access, path: str) -> bool:
    """Enter and correct: the organisation itself, the township's staff above it, the county's officers."""
    return access.covers(path, *READERS, Role.COUNTY_ADMIN)


def own_organisations(access: Access) -> frozenset[int]:
    """Where the user keeps the records himself: what is for the own organisation alone is read there (kept_out.md 22, 29)."""
    return access.organisation_ids(*READERS, Role.COUNTY_ADMIN)


def may_keep_somewhere(access: Access) -> bool:
    return access.has(*READERS, Role.COUNTY_ADMIN)


def superior_grant(access: Access, organisation: Organisation, *roles: Role) -> Grant | None:
    """By which of these roles the user acts as the superior: one strictly above, never one of the organisation itself.

    The county acts for what stands directly below it alone.
    """
    if organisation.pk in access.organisation_ids():
        return None
    return next((one for one in access.grants if one.role in roles and _stands_above(one, organisation)), None)


def _stands_above(grant: Grant, organisation: Organisation) -> bool:
    if grant.role in COUNTY_ROLES:
        return bool(organisation.depth == 2 and organisation.path.startswith(grant.county))
    return bool(organisation.path.startswith(grant.path))


def may_approve(access: Access, organisation: Organisation) -> bool:
    """The superior approves, never the organisation itself (S4-15g)."""
    return superior_grant(access, organisation, *TOWNSHIP_STAFF, *COUNTY_ROLES) is not None


def may_see_contact(access: Access, organisation: Organisation) -> bool:
    """Contact details serve notices, so only the own organisation reads them (kept_out.md 27)."""
    return organisation.pk in access.organisation_ids(*ORGANISATION_STAFF)


def may_set_limits(access: Access) -> bool:
    """The time limits are the county's parameters."""
    return access.is_county_admin


def may_name(access: Access, organisation: Organisation, *, from_above: bool) -> bool:
    """Name a person for an organisation; who is sent from above is named there."""
    if from_above:
        return access.covers(organisation.path, *TOWNSHIP_STAFF, Role.COUNTY_ADMIN)
    return may_keep(access, organisation.path)


def restricted_superior(access: Access, organisation: Organisation) -> Grant | None:
    """By which post the user approves in a restricted case: the superior's secretary, never the own one (S2-2.1.4-c)."""
    return superior_grant(access, organisation, Role.TOWNSHIP_SECRETARY, Role.COUNTY_LEADER)


def may_decide_restricted(access: Access, organisation: Organisation) -> bool:
    """Approve in a restricted case."""
    return restricted_superior(access, organisation) is not None


def may_read_restricted(access: Access, organisation: Organisation) -> bool:
    """Read a restricted case: the organisation's own secretary and the superior's (S2-2.1.4-c)."""
    own = organisation.pk in access.organisation_ids(*SECRETARIES)
    return own or may_decide_restricted(access, organisation)
