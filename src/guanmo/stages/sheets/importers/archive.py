"""Open an office file (.docx, .xlsx are zip archives) without trusting what it says about itself."""

import io
import zipfile
import zlib

from guanmo.stages.sheets.importers import refusals

MAX_UNPACKED_MB = 100
_READ_ERRORS = (zipfile.BadZipFile, EOFError, OSError, NotImplementedError, RuntimeError, ValueError, zlib.error)


def unpacked(data: bytes) -> io.BytesIO:
    """The archive packed anew without compression, so that no reader of it can unpack more than was counted here.

    Refused when it is broken, has a password, or would unpack to more than 100 MB. ``zipfile`` stops each member at
    its declared size and checks the sum, so a member that lies about its size counts as broken.
    """
    copy = io.BytesIO()
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive, zipfile.ZipFile(copy, "w", zipfile.ZIP_STORED) as target:
            _check(archive.infolist())
            for member in archive.infolist():
                target.writestr(member.filename, archive.read(member))
    except _READ_ERRORS as error:
        raise refusals.broken_file() from error
    copy.seek(0)
    return copy


def _check(members: list[zipfile.ZipInfo]) -> None:
    if any(member.flag_bits & 1 for member in members):
        raise refusals.encrypted()
    if sum(member.file_size for member in members) > MAX_UNPACKED_MB * 1024 * 1024:
        raise refusals.zip_bomb(MAX_UNPACKED_MB)
