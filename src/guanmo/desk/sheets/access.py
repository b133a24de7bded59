"""Pages that only the county organisation department has; for everybody else they are not there."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.http import HttpResponse

from guanmo.desk.http import UserRequest
from guanmo.lib.refusal import NotVisible
from guanmo.stages.organisations.models import User
from guanmo.stages.organisations.queries import access_of
from guanmo.stages.sheets.rules import may_edit_sheets

P = ParamSpec("P")
View = Callable[Concatenate[UserRequest, P], HttpResponse]


def edits_sheets(user: User) -> bool:
    """Whether the user drafts and publishes sheets."""
    return may_edit_sheets(access_of(user))


def editors_only(view: View[P]) -> View[P]:
    """Raise NotVisible (404) for everybody who does not edit sheets."""

    @wraps(view)
    def guarded(request: UserRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if not edits_sheets(request.user):
            raise NotVisible
        return view(request, *args, **kwargs)

    return guarded
