"""The rectification stage as a Django app."""

from django.apps import AppConfig


class RectificationConfig(AppConfig):
    name = "guanmo.stages.rectification"
    label = "rectification"
