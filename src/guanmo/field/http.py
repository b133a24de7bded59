"""The request of a person who is logged in, as the views of the field take it."""

from django.http import HttpRequest

from guanmo.stages.organisations.models import User


class UserRequest(HttpRequest):
    """Every page but the login has one: LoginRequiredMiddleware sees to it."""

    user: User
