"""The configuration as a Django app: its check runs with every command that checks."""

from typing import Any

from django.apps import AppConfig
from django.core.checks import Error, Tags, register


class ConfigConfig(AppConfig):
    name = "guanmo.config"

    def ready(self) -> None:
        register(check, Tags.urls)


def check(**_given: Any) -> list[Error]:
    """Each address has a rule, each rule an address."""
    from guanmo.config.access.problems import problems  # every page hangs on it; only who checks waits for that

    return [Error(sentence, id="guanmo.E001") for sentence in problems()]
