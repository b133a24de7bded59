"""Who may withdraw a document."""

from guanmo.stages.organisations.rules import TOWNSHIP_STAFF, Access


def may_withdraw(access: Access, issuer_path: str) -> bool:
    """The issuer's leaders and officers, and the county organisation department."""
    return access.is_county_admin or access.covers(issuer_path, *TOWNSHIP_STAFF)
