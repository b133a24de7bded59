"""What a judge's device is told when a ballot is safely kept, and how a receipt reads."""

from datetime import datetime

from django.utils import timezone
from django.utils.formats import date_format

from guanmo.stages.scoring.models import BallotVersion

SHOWN = 8


def reply(version: BallotVersion) -> dict[str, str | None]:
    """The acknowledgement: it names the ballot's id and the SHA-256 of the bytes that were stored."""
    return {
        "id": str(version.pk),
        "digest": version.digest,
        "total": None if version.total is None else f"{version.total:.2f}",
        "received_at": version.received_at.isoformat(),
        "received": received(version),
        "number": number(version),
    }


def received(version: BallotVersion) -> str:
    """The minute of receipt, for people."""
    return minute(version.received_at)


def minute(at: datetime) -> str:
    """A time for people, to the minute."""
    return date_format(timezone.localtime(at), "Y-m-d H:i")


def number(version: BallotVersion) -> str:
    """The receipt number: the first digits of the SHA-256, enough to compare two papers by eye."""
    return version.digest[:SHOWN].upper()


def previous_number(version: BallotVersion) -> str:
    """The receipt number of the sheet that this one corrects; empty for a first one, or while that one is on its way."""
    corrected = version.ballot.versions.filter(pk=version.previous).first() if version.previous else None
    return number(corrected) if corrected else ""
