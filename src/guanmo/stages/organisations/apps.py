"""The organisations stage as a Django app."""

from django.apps import AppConfig


class OrganisationsConfig(AppConfig):
    name = "guanmo.stages.organisations"
    label = "organisations"
