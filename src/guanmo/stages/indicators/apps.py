"""The indicators stage as a Django app."""

from django.apps import AppConfig


class IndicatorsConfig(AppConfig):
    name = "guanmo.stages.indicators"
    label = "indicators"
