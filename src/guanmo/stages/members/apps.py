"""The members stage as a Django app."""

from django.apps import AppConfig


class MembersConfig(AppConfig):
    name = "guanmo.stages.members"
    label = "members"
