"""Which format a file really has, judged by its content and not by its name, and its rows."""

import zipfile
from pathlib import Path, PurePath

from guanmo.stages.sheets.importers import refusals
from guanmo.stages.sheets.importers.archive import unpacked
from guanmo.stages.sheets.importers.docx_file import rows_of_docx
from guanmo.stages.sheets.importers.rows import Stream
from guanmo.stages.sheets.importers.text_file import rows_of_text
from guanmo.stages.sheets.importers.xlsx_file import rows_of_xlsx

MAX_MEGABYTES = 20
_TEXT = {".txt", ".md", ".csv", ".tsv", ""}
_OFFICE = {".docx", ".xlsx"}
_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_PASSWORD_MARK = "EncryptedPackage".encode("utf-16-le")


def load(source: str | Path | bytes) -> bytes:
    """The bytes of the file; a file over 20 MB is refused before it is read."""
    if not isinstance(source, bytes):
        path = Path(source)
        if path.stat().st_size > MAX_MEGABYTES * 1024 * 1024:
            raise refusals.too_large(MAX_MEGABYTES)
        source = path.read_bytes()
    if len(source) > MAX_MEGABYTES * 1024 * 1024:
        raise refusals.too_large(MAX_MEGABYTES)
    return source


def streams_of(data: bytes, filename: str) -> tuple[tuple[Stream, ...], int]:
    """The rows of the file, one stream per worksheet, and how many rows broken over two lines were joined."""
    name = PurePath(filename)
    extension = name.suffix.lower()
    if not data.strip():
        raise refusals.empty_file()
    if data.startswith(b"PK\x03\x04"):
        return _from_archive(data, name.stem, extension), 0
    _refuse_other_formats(data, extension)
    if extension in _OFFICE:
        raise refusals.broken_file()
    if extension not in _TEXT:
        raise refusals.unknown_format(extension)
    return rows_of_text(data, name.stem)


def _from_archive(data: bytes, stem: str, extension: str) -> tuple[Stream, ...]:
    file = unpacked(data)
    with zipfile.ZipFile(file) as archive:
        folders = {name.partition("/")[0] for name in archive.namelist()}
        if "word" in folders:
            return (rows_of_docx(file, stem),)
        if "xl" in folders:
            return rows_of_xlsx(file, archive, stem)
    raise refusals.unknown_format(extension)


def _refuse_other_formats(data: bytes, extension: str) -> None:
    if data.lstrip()[:5] == b"%PDF-":
        raise refusals.pdf_named_office(extension) if extension in _OFFICE else refusals.unknown_format(".pdf")
    if data.startswith(_OLE):
        if _PASSWORD_MARK in data:
            raise refusals.encrypted()
        raise refusals.old_spreadsheet() if extension in {".xls", ".et"} else refusals.unknown_format(extension)
    if data.startswith(b"{\\rtf"):
        raise refusals.unknown_format(".rtf")
