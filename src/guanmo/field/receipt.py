"""How a receipt reads for people."""

from datetime import datetime

from django.utils import timezone
from django.utils.formats import date_format

SHOWN = 8
"""Digits of the SHA-256 that make the receipt number: enough to compare two papers by eye."""


def minute(at: datetime) -> str:
    """A time for people, to the minute."""
    return date_format(timezone.localtime(at), "Y-m-d H:i")
