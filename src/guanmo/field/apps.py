"""The field app."""

from django.apps import AppConfig


class FieldConfig(AppConfig):
    name = "guanmo.field"
    label = "field"
