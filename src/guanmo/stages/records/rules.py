"""Who may keep, sign, inspect, describe and promote (roles.md 7)."""

from guanmo.stages.organisations.enums import Kind, Role
from guanmo.stages.organisations.rules import SUPERIORS, Access

KEEPERS = frozenset({Role.ORG_SECRETARY, Role.ORG_RECORDER})


def may_keep(access: Access, path: str, organisation_id: int, kind: str) -> bool:
    """Enter records: the organisation itself, the township for those below it, the county for itself."""
    if organisation_id in access.organisation_ids(*KEEPERS):
        return True
    if kind in (Kind.COUNTY, Kind.ORGANISATION_DEPARTMENT):
        return access.covers(path, Role.COUNTY_ADMIN)
    return any(grant.role in SUPERIORS and path.startswith(grant.path) for grant in access.grants)


def may_inspect(access: Access, path: str) -> bool:
    """Call in the ledgers of an organisation: its superior, never itself (S1-V-2.2-d)."""
    above = [grant for grant in access.grants if grant.role in SUPERIORS]
    return access.covers(path, Role.COUNTY_ADMIN) or any(
        path.startswith(one.path) and path != one.path for one in above
    )


def inspects_below(access: Access) -> bool:
    """Whether there are organisations whose ledgers one may call in."""
    return access.has(*SUPERIORS) or access.is_county_admin


def may_describe(access: Access) -> bool:
    """Say what a ledger asks: the county organisation department."""
    return access.is_county_admin


def may_promote(access: Access, path: str) -> bool:
    """Put a record into a library: the township above the organisation, or the county (S0-3.1-q)."""
    return access.covers(path, Role.COUNTY_ADMIN, *SUPERIORS)


def may_collect(access: Access) -> bool:
    """Print what was selected as one collection: who selects (S4-16e)."""
    return access.is_county_admin or access.has(*SUPERIORS)


def may_read_at_all(access: Access) -> bool:
    """Whether there is anything to read: an account without a post has no ledgers."""
    return bool(access.grants)
