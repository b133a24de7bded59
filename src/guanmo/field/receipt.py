"""How a receipt reads for people."""

from datetime import datetime

from django.utils import timezone

SHOWN = 8
"""Digits of the SHA-256 that make the receipt number: enough to compare two papers by eye."""


def minute(at: datetime) -> str:
    """A time for people, to the minute."""
    return timezone.localtime(at).strftime("%Y-%m-%d %H:%M")
