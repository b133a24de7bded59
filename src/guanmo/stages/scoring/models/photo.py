"""Photos that support a deduction: named by their SHA-256, sent apart from the sheet that names them."""

from pathlib import Path

from django.conf import settings
from django.db import models

from guanmo.lib.append_only import AppendOnly
from guanmo.stages.organisations.models import User
from guanmo.stages.scoring.models.ballot import BallotVersion
from guanmo.stages.sheets.models import Item


def photo_folder() -> Path:
    """Where the files of all photos lie."""
    return Path(settings.MEDIA_ROOT) / "photos"


def path_of(digest: str) -> Path:
    """Where the file of this digest lies."""
    return photo_folder() / digest[:2] / f"{digest}.jpg"


class Photo(AppendOnly):
    """One received file; its row exists only once the file is safely on the disk. ``size`` in bytes."""

    digest = models.CharField(max_length=64)
    size = models.PositiveIntegerField()
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["digest", "by"], name="photo_once_per_sender"),)

    def __str__(self) -> str:
        return self.digest[:8]


class BallotPhoto(AppendOnly):
    """A version names a photo for an item; the file itself may still be on the phone."""

    version = models.ForeignKey(BallotVersion, models.CASCADE, related_name="photos")
    item = models.ForeignKey(Item, models.PROTECT, related_name="+")
    digest = models.CharField(max_length=64, db_index=True)

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.item} {self.digest[:8]}"
