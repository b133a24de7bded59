"""The sheets stage as a Django app."""

from django.apps import AppConfig


class SheetsConfig(AppConfig):
    name = "guanmo.stages.sheets"
    label = "sheets"
