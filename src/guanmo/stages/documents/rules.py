"""Who may withdraw a document, issue a plan, bring a template."""

from guanmo.stages.organisations.enums import Role
from guanmo.stages.organisations.rules import TOWNSHIP_STAFF, Access


def may_withdraw(access: Access, issuer_path: str) -> bool:
    """The issuer's leaders and officers, and the county organisation department."""
    return access.is_county_admin or access.covers(issuer_path, *TOWNSHIP_STAFF)


KEEPERS = (*TOWNSHIP_STAFF, Role.COUNTY_ADMIN)
PLANNERS = (*TOWNSHIP_STAFF, Role.COUNTY_ADMIN, Role.ORG_SECRETARY)


def may_issue_plan(access: Access, issuer_id: int) -> bool:
    """The secretary or officers of exactly this organisation; for the county its department."""
    return issuer_id in access.organisation_ids(*PLANNERS)


def may_keep_templates(access: Access, owner_id: int) -> bool:
    """A township's leaders and officers bring the forms of their own office, the department those of the county."""
    return owner_id in access.organisation_ids(*KEEPERS)


def may_keep_any_template(access: Access) -> bool:
    """Whether the user keeps the templates of some office."""
    return access.has(*KEEPERS)
