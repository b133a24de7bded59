"""Fields that the forms of this stage share."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.db.models import TextChoices

from guanmo.stages.organisations.models import Organisation


class DateInput(forms.DateInput):
    """The browser's own calendar."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


def day(label: Any, *, required: bool = True, hint: Any = "") -> forms.DateField:
    """A day."""
    return forms.DateField(label=label, required=required, help_text=hint, widget=DateInput)


def choice(label: Any, choices: type[TextChoices], *, required: bool = True, hint: Any = "") -> forms.ChoiceField:
    """One word of an enumeration; where it may be empty a dash stands first."""
    offered = [*([] if required else [("", "—")]), *choices.choices]
    return forms.ChoiceField(label=label, choices=offered, required=required, help_text=hint)


def text(label: Any, length: int, *, required: bool = True, hint: Any = "") -> forms.CharField:
    """One line."""
    return forms.CharField(label=label, max_length=length, required=required, help_text=hint)


def organisation_choices(organisations: Iterable[Organisation]) -> list[tuple[str, str]]:
    """Organisations by their uuid."""
    return [(str(one.uuid), one.name) for one in organisations]
