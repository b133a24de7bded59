"""Receive a photo under its SHA-256: on the disk first, then in the table (offline.md 3.2)."""

import hashlib
from datetime import timedelta

from django.db import IntegrityError, transaction
from django.db.models import Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from guanmo.audit.record import record
from guanmo.lib.jpeg import inspect_jpeg
from guanmo.lib.whole_file import write_whole
from guanmo.stages.organisations.models import User
from guanmo.stages.scoring.errors import PhotoRefused
from guanmo.stages.scoring.models import Photo
from guanmo.stages.scoring.models.photo import path_of

LARGEST_PHOTO = 3 * 1024 * 1024
"""Bytes; a photo of 1600 pixels is a tenth of it."""
LONGEST_SIDE = 1600
MOST_OF_ONE = 1024**3
"""Bytes from one sender within a round's length: some four thousand photos. One login must not fill the disk of all."""
ROUND_LENGTH = timedelta(days=120)


def store_photo(body: bytes, digest: str, *, by: User) -> tuple[Photo, bool]:
    """The photo's row, and whether it is new. Raises PhotoRefused; ``code`` damaged may be tried again.

    The name is the content, so a repeat writes the same file. Bytes are never changed here: position and device must
    have been taken out on the phone, and a picture that still has them is refused.
    """
    known = Photo.objects.filter(digest=digest, by=by).first()
    if known and path_of(digest).is_file():  # after a restore without the files, a row alone is no photo
        return known, False
    _check(body, digest)
    _check_room(len(body), by)
    write_whole(path_of(digest), body)  # before anything says so
    if known:
        return known, False
    try:
        return _enter(body, digest, by), True
    except IntegrityError:  # the same photo came in twice at once
        return Photo.objects.get(digest=digest, by=by), False


@transaction.atomic
def _enter(body: bytes, digest: str, by: User) -> Photo:
    photo = Photo.objects.create(digest=digest, by=by, size=len(body))
    record("photo.received", photo, by=by, digest=digest)
    return photo


def _check_room(size: int, by: User) -> None:
    recent = Photo.objects.filter(by=by, at__gte=timezone.now() - ROUND_LENGTH)
    if (recent.aggregate(all=Sum("size"))["all"] or 0) + size > MOST_OF_ONE:
        raise PhotoRefused(_("您上传的照片已经太多，请联系本轮组织者。评分表不受影响。"), code="too_many")


def _check(body: bytes, digest: str) -> None:
    if len(body) > LARGEST_PHOTO:
        raise PhotoRefused(_("照片太大，请重新拍摄或选择小一些的照片。"), code="too_large")
    if hashlib.sha256(body).hexdigest() != digest:
        raise PhotoRefused(_("照片在传送中损坏，请重新发送。"), code="damaged")
    try:
        picture = inspect_jpeg(body)
    except ValueError as error:
        raise PhotoRefused(_("这个文件不是照片，不能上传。"), code="not_a_photo") from error
    if picture.has_metadata:
        raise PhotoRefused(_("照片里还带有位置等信息，请在打分页面里重新选择这张照片。"), code="has_metadata")
    if max(picture.width, picture.height) > LONGEST_SIDE:
        raise PhotoRefused(_("照片太大，请重新拍摄或选择小一些的照片。"), code="too_large")
