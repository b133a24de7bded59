"""Who logs in, and whose session still counts."""

from typing import Any

from axes.backends import AxesStandaloneBackend
from django.contrib.auth.backends import ModelBackend
from django.http import HttpRequest

from guanmo.stages.organisations.models import User
from guanmo.stages.scoring.queries import account_to_come_in


class Lockout(AxesStandaloneBackend):  # type: ignore[misc]
    """Refuses an account at an address where five passwords were wrong; inside the house there is no address."""

    def authenticate(self, request: HttpRequest | None, **credentials: Any) -> None:
        if request is not None:
            super().authenticate(request, **credentials)


class WhoMayComeIn(ModelBackend):
    """By account name and password. Asked at every request, so that a session ends with the last reason to come in."""

    def get_user(self, user_id: int) -> User | None:
        """The user of a session; None after deactivation, or when no post, round or own page is left."""
        return account_to_come_in(user_id)
