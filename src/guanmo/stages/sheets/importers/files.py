"""Which format a file really has, judged by its content and not by its name, and its rows."""

import zipfile
from pathlib import Path, PurePath

from guanmo.lib import office_file
from guanmo.lib.limited_process import in_a_child
from guanmo.stages.sheets.importers import refusals
from guanmo.stages.sheets.importers.docx_file import rows_of_docx
from guanmo.stages.sheets.importers.rows import Stream
from guanmo.stages.sheets.importers.text_file import rows_of_text
from guanmo.stages.sheets.importers.xlsx_file import rows_of_xlsx

_TEXT = {".txt", ".md", ".csv", ".tsv", ""}
_OFFICE = {".docx", ".xlsx"}


def load(source: str | Path | bytes) -> bytes:
    """The bytes of the file; a file over 20 MB is refused before it is read."""
    data = source if isinstance(source, bytes) else office_file.load(Path(source))
    office_file.check_size(data)
    return data


@in_a_child
def streams_of(data: bytes, filename: str) -> tuple[tuple[Stream, ...], int]:
    """The rows of the file, one stream per worksheet, and how many rows broken over two lines were joined."""
    name = PurePath(filename)
    extension = name.suffix.lower()
    if not data.strip():
        raise refusals.empty_file()
    if office_file.is_archive(data):
        return _from_archive(data, name.stem, extension), 0
    _refuse_other_formats(data, extension)
    if extension in _OFFICE:
        raise refusals.broken_file()
    if extension not in _TEXT:
        raise refusals.unknown_format(extension)
    return rows_of_text(data, name.stem)


def _from_archive(data: bytes, stem: str, extension: str) -> tuple[Stream, ...]:
    file = office_file.repacked(data)
    with zipfile.ZipFile(file) as archive:
        folders = {name.partition("/")[0] for name in archive.namelist()}
        if "word" in folders:
            return (rows_of_docx(file, stem),)
        if "xl" in folders:
            office_file.check_commands(archive)
            return rows_of_xlsx(file, archive, stem)
    raise refusals.unknown_format(extension)


def _refuse_other_formats(data: bytes, extension: str) -> None:
    if office_file.is_pdf(data):
        raise refusals.pdf_named_office(extension) if extension in _OFFICE else refusals.unknown_format(".pdf")
    if office_file.has_password(data):
        raise refusals.encrypted()
    if office_file.is_compound(data):
        raise refusals.old_spreadsheet() if extension in {".xls", ".et"} else refusals.unknown_format(extension)
    if data.startswith(b"{\\rtf"):
        raise refusals.unknown_format(".rtf")
