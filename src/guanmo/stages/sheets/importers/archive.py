"""Open an office file (.docx, .xlsx are zip archives) without trusting what it says about itself."""

import io
import zipfile
import zlib

from guanmo.stages.sheets.importers import refusals

MAX_UNPACKED_MB = 100
_READ_ERRORS = (zipfile.BadZipFile, EOFError, OSError, NotImplementedError, RuntimeError, ValueError, zlib.error)


def open_archive(data: bytes) -> zipfile.ZipFile:
    """The archive; refused when it is broken, has a password, or would unpack to more than 100 MB."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        members = archive.infolist()
    except _READ_ERRORS as error:
        raise refusals.broken_file() from error
    if any(member.flag_bits & 1 for member in members):
        raise refusals.encrypted()
    if sum(member.file_size for member in members) > MAX_UNPACKED_MB * 1024 * 1024:
        raise refusals.zip_bomb(MAX_UNPACKED_MB)
    return archive


def repacked(archive: zipfile.ZipFile) -> io.BytesIO:
    """The same archive with sizes that are true: a reader of it can never unpack more than was counted.

    ``zipfile`` stops each member at its declared size and checks the sum, so a member that lies about its size is
    refused here as broken, before any other library sees it.
    """
    copy = io.BytesIO()
    try:
        with zipfile.ZipFile(copy, "w", zipfile.ZIP_STORED) as target:
            for member in archive.infolist():
                target.writestr(member.filename, archive.read(member))
    except _READ_ERRORS as error:
        raise refusals.broken_file() from error
    copy.seek(0)
    return copy
