"""The rounds stage as a Django app."""

from django.apps import AppConfig


class RoundsConfig(AppConfig):
    name = "guanmo.stages.rounds"
    label = "rounds"
