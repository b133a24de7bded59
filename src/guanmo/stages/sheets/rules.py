"""Who may work on score sheets, and for whom a sheet can be made: the county organisation department (roles.md 7)."""

from guanmo.stages.organisations.enums import Kind
from guanmo.stages.organisations.rules import Access

SCORABLE = tuple(kind for kind in Kind if kind not in (Kind.COUNTY, Kind.ORGANISATION_DEPARTMENT))
"""The kinds that a sheet can be for: everything that can be visited."""


def may_edit_sheets(access: Access) -> bool:
    """Whether the user may draft and publish score sheets and set items as not applicable."""
    return access.is_county_admin
