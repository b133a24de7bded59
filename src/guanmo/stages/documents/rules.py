"""Who may withdraw a document, issue a plan, bring a template, file and receive papers."""

from typing import TYPE_CHECKING

from guanmo.stages.organisations.enums import Role
from guanmo.stages.organisations.rules import TOWNSHIP_STAFF, Access

if TYPE_CHECKING:
    from guanmo.stages.organisations.models import Organisation


def may_withdraw(access: Access, issuer_path: str) -> bool:
    """The issuer's leaders and officers, and the county organisation department."""
    return access.covers(issuer_path, Role.COUNTY_ADMIN, *TOWNSHIP_STAFF)


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


def may_write(access: Access, issuer_id: int) -> bool:
    """Issue letters and minutes of the own office: a township's leaders and officers, the department for the county."""
    return may_keep_templates(access, issuer_id)


_FILERS = (*PLANNERS, Role.ORG_RECORDER)


def may_file_papers(access: Access, organisation_id: int) -> bool:
    """The people of exactly this organisation who keep its papers."""
    return organisation_id in access.organisation_ids(*_FILERS)


def may_receive_papers(access: Access, organisation: "Organisation") -> bool:
    """The office above: the township's leaders and officers, the county's department; never the organisation itself."""
    above = access.covers(organisation.path, *TOWNSHIP_STAFF, Role.COUNTY_ADMIN)
    return above and organisation.pk not in access.organisation_ids()
