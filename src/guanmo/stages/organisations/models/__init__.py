"""Organisations, the users who act for them, and the posts through which they may act."""

from guanmo.stages.organisations.models.organisation import Organisation
from guanmo.stages.organisations.models.post import Appointment, Post
from guanmo.stages.organisations.models.user import User

__all__ = ["Appointment", "Organisation", "Post", "User"]
