"""The Django app of the components."""

from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "guanmo.ui"
    label = "ui"

    def ready(self) -> None:
        from django.forms import CharField

        from guanmo.ui.typed_text import nothing_hidden

        # here, because a field that forgets it would be found by a stranger first
        CharField.default_validators = [*CharField.default_validators, nothing_hidden]
