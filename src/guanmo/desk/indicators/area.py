"""Which part of the tree a page looks at: the user's own reach, or one township that was chosen."""

from collections.abc import Sequence

from django.utils.http import urlencode
from django.utils.translation import gettext as _

from guanmo.desk.http import UserRequest
from guanmo.stages.indicators.queries import area_for
from guanmo.stages.organisations.models import Organisation
from guanmo.ui.shapes import Choice


def own_organisation(request: UserRequest) -> Organisation | None:
    """The only organisation that the user sees; None when there are several."""
    seen = area_for(request.user)
    return seen[0] if len(seen) == 1 else None


def chosen_township(request: UserRequest) -> Organisation | None:
    """The township in ``?township=``; None for everything that the user sees."""
    wanted = request.GET.get("township", "")
    return next((one for one in area_for(request.user) if one.is_township and str(one.uuid) == wanted), None)


def township_choices(request: UserRequest, chosen: Organisation | None, *, whole: bool = True) -> Sequence[Choice]:
    """Chips: everything, then each township; none where there is nothing to choose."""
    townships = [one for one in area_for(request.user) if one.is_township]
    if len(townships) < 2:
        return []
    kept = {name: str(value) for name, value in request.GET.items() if name not in ("township", "page")}
    every = [Choice(_("全部"), "?" + urlencode(kept), chosen is None)] if whole else []
    return every + [
        Choice(one.short_name, "?" + urlencode({**kept, "township": str(one.uuid)}), one == chosen) for one in townships
    ]
