"""Keep an uploaded workbook between its preview and its confirmation: for one hour, for the one person, sealed.

The token is signed, carries the digest of the file, and only works for the user who uploaded it; nothing else is stored.
Who may upload is checked by the plan and the import, not here.
"""

import os
import struct
import time
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path
from uuid import uuid4

from django.conf import settings
from django.core import signing
from django.utils.translation import gettext as _

from guanmo.lib.sealing import SealBroken, keyring
from guanmo.stages.organisations.errors import UploadGone
from guanmo.stages.organisations.models import User

MAX_AGE = 3600
"""Seconds."""
_SALT = "guanmo.upload"


def keep_upload(data: bytes, *, by: User) -> str:
    """Keep the bytes and return the token of their upload. Uploads older than an hour go."""
    folder = _folder()
    folder.mkdir(parents=True, exist_ok=True)
    for path in folder.iterdir():
        if path.stat().st_mtime < time.time() - MAX_AGE:
            path.unlink(missing_ok=True)
    name = uuid4().hex
    (folder / name).write_bytes(keyring(settings.FIELD_KEYS, settings.FIELD_CIPHER).seal(data, _place(name)))
    return signing.dumps([name, by.pk, sha256(data).hexdigest()], salt=_SALT)


def kept_upload(token: str, *, by: User) -> bytes:
    """The bytes again. Raises UploadGone when the hour is over or the upload is another person's."""
    name, digest = _owned(token, by)
    try:
        data = keyring(settings.FIELD_KEYS, settings.FIELD_CIPHER).open((_folder() / name).read_bytes(), _place(name))
    except (OSError, SealBroken) as error:
        raise _gone() from error
    if sha256(data).hexdigest() != digest:
        raise _gone()
    return data


def keep_pieces(token: str, pieces: Sequence[bytes], *, by: User) -> None:
    """Keep what was made of an upload beside it, each piece sealed by itself, so that one is read without the others."""
    name, _digest = _owned(token, by)
    ring, path = keyring(settings.FIELD_KEYS, settings.FIELD_CIPHER), _pieces(name)
    sealed = [ring.seal(piece, _place(name, number)) for number, piece in enumerate(pieces)]
    writing = path.with_suffix(f".{uuid4().hex}")
    with writing.open("wb") as file:
        file.write(struct.pack(f">{len(sealed) + 1}I", len(sealed), *map(len, sealed)))
        file.writelines(sealed)
    writing.replace(path)


def kept_piece(token: str, number: int, *, by: User) -> bytes | None:
    """One of these pieces; None where there is none. Raises UploadGone as ``kept_upload`` does."""
    name, _digest = _owned(token, by)
    try:
        with _pieces(name).open("rb") as file:
            (count,) = struct.unpack(">I", file.read(4))
            lengths = struct.unpack(f">{count}I", file.read(4 * count))
            file.seek(sum(lengths[:number]), os.SEEK_CUR)
            sealed = file.read(lengths[number])
        return keyring(settings.FIELD_KEYS, settings.FIELD_CIPHER).open(sealed, _place(name, number))
    except (OSError, SealBroken, struct.error, IndexError):
        return None


def forget_upload(token: str, *, by: User) -> None:
    """Delete the file once it has been imported."""
    name, _digest = _owned(token, by)
    (_folder() / name).unlink(missing_ok=True)
    _pieces(name).unlink(missing_ok=True)


def _owned(token: str, by: User) -> tuple[str, str]:
    """The name and the digest of the person's own upload."""
    try:
        name, owner, digest = signing.loads(token, salt=_SALT, max_age=MAX_AGE)
    except signing.BadSignature as error:
        raise _gone() from error
    if owner != by.pk:
        raise _gone()
    return str(name), str(digest)


def _pieces(name: str) -> Path:
    return _folder() / f"{name}.pieces"


def _folder() -> Path:
    return Path(settings.MEDIA_ROOT) / "uploads"


def _place(name: str, number: int | None = None) -> str:
    return f"upload:{name}" if number is None else f"upload:{name}:{number}"


def _gone() -> UploadGone:
    return UploadGone(_("上传的文件已过期（保留一小时）。请重新上传。"))
