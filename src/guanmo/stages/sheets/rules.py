"""Who may work on score sheets, and for whom a sheet can be made: the county organisation department (roles.md 7)."""

from guanmo.stages.organisations.enums import Kind
from guanmo.stages.organisations.rules import Access

SCORABLE = (
    Kind.VILLAGE,
    Kind.COMMUNITY,
    Kind.NEW_ECONOMIC,
    Kind.NEW_SOCIAL,
    Kind.AGENCY,
    Kind.SOE,
    Kind.SCHOOL,
)
"""The kinds that a sheet can be for; the source has a sheet for the first four only (issues_in_sources D36)."""


def may_edit_sheets(access: Access) -> bool:
    """Whether the user may draft and publish score sheets and set items as not applicable."""
    return access.is_county_admin
