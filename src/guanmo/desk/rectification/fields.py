"""Fields that the forms of rectification share: a day, several files."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone

from guanmo.stages.rounds.queries import calendar_today


class DayInput(forms.DateInput):
    """The browser's own calendar."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


def in_days(days: int) -> date:
    """The day that lies so many days after today."""
    return timezone.localdate() + timedelta(days=days)


def in_working_days(number: int) -> date:
    """The day on which so many working days are over, by the county's calendar of holidays."""
    return calendar_today().in_working_days(number)


class FilesInput(forms.ClearableFileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Any number of files."""

    widget = FilesInput

    def clean(self, data: Any, initial: Any = None) -> "list[UploadedFile[Any]]":
        files = data if isinstance(data, list | tuple) else [data] if data else []
        return [super(FilesField, self).clean(one, initial) for one in files]
