"""The request of a person who is logged in."""

from django.http import HttpRequest

from guanmo.stages.organisations.models import User


class UserRequest(HttpRequest):
    """Every page but the login has one: LoginRequiredMiddleware sees to it."""

    user: User
