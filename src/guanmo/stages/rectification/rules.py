"""Who may keep the ledger, answer, look back and sign off (workflows.md 4)."""

from guanmo.stages.organisations.enums import Role
from guanmo.stages.organisations.rules import TOWNSHIP_STAFF, Access


def may_keep_ledger(access: Access, organisation_path: str) -> bool:
    """Enter rows, issue notices, look back: the township's secretary and officers, over its own subtree."""
    return access.covers(organisation_path, *TOWNSHIP_STAFF)


def may_rectify(access: Access, organisation_id: int) -> bool:
    """Answer a row with measures and evidence: secretary or recorder of exactly this organisation."""
    return organisation_id in access.organisation_ids(Role.ORG_SECRETARY, Role.ORG_RECORDER)


def may_sign_off(access: Access, organisation_path: str) -> bool:
    """Accept item by item: the township's secretary, deputy or officers, never the rectifying organisation."""
    return access.covers(organisation_path, *TOWNSHIP_STAFF)


def may_reopen(access: Access, organisation_path: str) -> bool:
    """Reopen a signed-off row with a reason: the township or the county."""
    return access.covers(organisation_path, *TOWNSHIP_STAFF, Role.COUNTY_ADMIN)
