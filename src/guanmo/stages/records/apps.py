"""The records stage as a Django app."""

from django.apps import AppConfig


class RecordsConfig(AppConfig):
    name = "guanmo.stages.records"
    label = "records"
