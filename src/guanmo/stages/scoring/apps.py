"""The scoring stage as a Django app."""

from django.apps import AppConfig


class ScoringConfig(AppConfig):
    name = "guanmo.stages.scoring"
    label = "scoring"
