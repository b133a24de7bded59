"""Only the county organisation department works on score sheets (roles.md 7)."""

from django.utils.translation import gettext as _

from guanmo.stages.organisations.errors import NotAllowed
from guanmo.stages.organisations.models import User
from guanmo.stages.organisations.queries import access_of
from guanmo.stages.sheets.rules import may_edit_sheets


def check_editor(by: User | None) -> None:
    """Raise NotAllowed unless ``by`` is the system itself (None) or a county administrator."""
    if by is not None and not may_edit_sheets(access_of(by)):
        raise NotAllowed(_("评分表由县委组织部制定。"))
