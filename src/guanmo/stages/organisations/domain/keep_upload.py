"""Keep an uploaded workbook between its preview and its confirmation: for one hour, for the one person, sealed.

The token is signed, carries the digest of the file, and only works for the user who uploaded it; nothing else is stored.
Who may upload is checked by the plan and the import, not here.
"""

import time
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
    try:
        name, owner, digest = signing.loads(token, salt=_SALT, max_age=MAX_AGE)
        data = keyring(settings.FIELD_KEYS, settings.FIELD_CIPHER).open(
            (_folder() / str(name)).read_bytes(), _place(name)
        )
    except (signing.BadSignature, OSError, SealBroken) as error:
        raise _gone() from error
    if owner != by.pk or sha256(data).hexdigest() != digest:
        raise _gone()
    return data


def forget_upload(token: str, *, by: User) -> None:
    """Delete the file once it has been imported."""
    name, _owner, _digest = signing.loads(token, salt=_SALT)
    kept_upload(token, by=by)
    (_folder() / name).unlink(missing_ok=True)


def _folder() -> Path:
    return Path(settings.MEDIA_ROOT) / "uploads"


def _place(name: str) -> str:
    return f"upload:{name}"


def _gone() -> UploadGone:
    return UploadGone(_("上传的文件已过期（保留一小时）。请重新上传。"))
