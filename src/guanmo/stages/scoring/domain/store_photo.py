"""Receive a photo under its SHA-256: on the disk first, then in the table (offline.md 3.2)."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import InterfaceError, OperationalError, transaction
from django.db.models import BigIntegerField, CharField, DateTimeField, OuterRef, QuerySet, Subquery, Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from guanmo.audit.record import Line, record_all
from guanmo.lib.jpeg import inspect_jpeg
from guanmo.lib.plain_rows import as_stored, insert_and_read
from guanmo.lib.ready_query import Given, ReadyQuery
from guanmo.lib.together import Together
from guanmo.lib.whole_file import write_new, write_whole
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
TOGETHER = 32
"""Rows in one transaction; their files are on the disk already."""


def store_photo(body: bytes, digest: str, *, by: User) -> tuple[Photo, bool]:
    """The photo's row, and whether it is new. Raises PhotoRefused; ``code`` damaged may be tried again.

    The name is the content, so a repeat writes the same file. Bytes are never changed here: position and device must
    have been taken out on the phone, and a picture that still has them is refused. Not to be called inside a
    transaction: it may wait for others.
    """
    known = next(iter(_known(digest=digest, by=by.pk)), None)
    if known and path_of(digest).is_file():  # after a restore without the files, a row alone is no photo
        return known, False
    _check(body, digest)
    _check_room(len(body), by)
    if known:
        write_whole(path_of(digest), body)
        return known, False
    write_new(path_of(digest), body)  # before anything says so
    return _line.ask(_Received(digest, len(body), by))


_known = ReadyQuery(
    lambda: Photo.objects.filter(digest=Given("digest", CharField()), by_id=Given("by", BigIntegerField()))
)


@dataclass(frozen=True, slots=True)
class _Received:
    """A photo whose file is on the disk."""

    digest: str
    size: int
    by: User

    @property
    def key(self) -> tuple[str, int]:
        return self.digest, self.by.pk


@transaction.atomic
def _enter(received: Sequence[_Received]) -> list[tuple[Photo, bool]]:
    """The rows of photos that came in at the same moment; the same photo may have come in twice at once."""
    now = timezone.now()
    rows = {one.key: (one.digest, one.size, one.by.pk, now) for one in received}
    found = insert_and_read(Photo, _FIELDS, list(rows.values()), read=("digest", "by", "id"), meet=_KEEP)
    keys = {(digest, by): pk for digest, by, pk in found}
    new = {one.key: _photo(one, keys[one.key], now) for one in received if one.key in keys}
    record_all(Line("photo.received", photo, photo.by, {"digest": photo.digest}) for photo in new.values())
    return [_told(one, new) for one in received]


_FIELDS = ("digest", "size", "by", "at")
_KEEP = "ON CONFLICT (digest, by_id) DO NOTHING"
_line = Together(_enter, TOGETHER, concerns_all=(OperationalError, InterfaceError))


def _photo(one: _Received, pk: int, at: datetime) -> Photo:
    return as_stored(Photo(pk=pk, digest=one.digest, size=one.size, by=one.by, at=at))


def _told(one: _Received, new: dict[tuple[str, int], Photo]) -> tuple[Photo, bool]:
    photo = new.pop(one.key, None)
    return (photo, True) if photo else (Photo.objects.get(digest=one.digest, by=one.by), False)


def _asked_room() -> QuerySet[Any]:
    """The sender, with the bytes of the photos of the last months."""
    recent = Photo.objects.filter(by=OuterRef("pk"), at__gte=Given("since", DateTimeField())).order_by()
    taken = Subquery(recent.values("by").annotate(all=Sum("size")).values("all"))
    return User.objects.filter(pk=Given("by", BigIntegerField())).annotate(taken=taken).only("pk")


_room = ReadyQuery(_asked_room)


def _check_room(size: int, by: User) -> None:
    (sender,) = _room(by=by.pk, since=timezone.now() - ROUND_LENGTH)
    if (sender.taken or 0) + size > MOST_OF_ONE:
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
