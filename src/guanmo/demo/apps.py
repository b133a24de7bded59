"""The demo app."""

from django.apps import AppConfig


class DemoConfig(AppConfig):
    name = "guanmo.demo"
    label = "demo"
