"""The documents stage as a Django app."""

from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "guanmo.stages.documents"
    label = "documents"
