"""The results stage as a Django app."""

from django.apps import AppConfig


class ResultsConfig(AppConfig):
    name = "guanmo.stages.results"
    label = "results"
