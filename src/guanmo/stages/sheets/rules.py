"""Who may work on score sheets: the county organisation department (roles.md 7)."""

from guanmo.stages.organisations.rules import Access


def may_edit_sheets(access: Access) -> bool:
    """Whether the user may draft and publish score sheets and set items as not applicable."""
    return access.is_county_admin
