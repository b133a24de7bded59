"""Read a score sheet from the file an office has: .docx, .xlsx, .txt, or the web copy of the plan."""

from pathlib import Path

from django.utils.translation import gettext as _

from guanmo.lib.office_file import FileRefused
from guanmo.stages.sheets.importers import refusals
from guanmo.stages.sheets.importers.assembly import assemble
from guanmo.stages.sheets.importers.checks import check
from guanmo.stages.sheets.importers.cleaning import Cleaned, clean
from guanmo.stages.sheets.importers.draft import Draft
from guanmo.stages.sheets.importers.files import load, streams_of
from guanmo.stages.sheets.importers.reading import Reading, Warning
from guanmo.stages.sheets.importers.rows import Stream
from guanmo.stages.sheets.importers.settle import settle
from guanmo.stages.sheets.importers.tables import tables_in


def read_sheet(source: str | Path | bytes, filename: str) -> Reading:
    """The one score sheet in a file; a file with several is refused (use ``read_sheets``)."""
    readings = read_sheets(source, filename)
    if len(readings) > 1:
        raise refusals.several_sheets(len(readings))
    return readings[0]


def read_sheets(source: str | Path | bytes, filename: str) -> tuple[Reading, ...]:
    """Every score sheet in a file, at least one.

    ``source`` is a path or the bytes of the file, ``filename`` its name as the user knows it. Raises
    ``SheetUnreadable`` (a ``Refused``) when the file as a whole cannot be read; everything less is a warning.
    """
    streams, joined_rows = _streams(source, filename)
    cleaned = clean(streams)
    about_file = _about_file(cleaned, joined_rows)
    drafts = [assemble(table) for stream in cleaned.streams for table in tables_in(stream)]
    if not drafts:
        raise refusals.no_table()
    return tuple(_reading(draft, about_file) for draft in drafts)


def _streams(source: str | Path | bytes, filename: str) -> tuple[tuple[Stream, ...], int]:
    try:
        return streams_of(load(source), filename)
    except FileRefused as refused:
        raise refusals.of_sheet(refused) from refused


def _reading(draft: Draft, about_file: list[Warning]) -> Reading:
    sheet, unclear = settle(draft)
    heads = [Warning("repeated_head", _("表头重复出现，按同一张表接着读。"), where) for where in draft.repeated_heads]
    rows = [
        Warning("row_not_read", _("这一行没有读懂，没有采用：%(text)s") % {"text": text[:40]}, where)
        for where, text in draft.unread_rows
    ]
    return Reading(sheet, (*about_file, *heads, *rows, *unclear, *check(sheet)))


def _about_file(cleaned: Cleaned, joined_rows: int) -> list[Warning]:
    """What was done to the text of the whole file, so that a person can compare it with the original."""
    where, warnings = _("整个文件"), []
    if cleaned.converted:
        warnings.append(Warning("converted_from_traditional", _("原文是繁体字，已转换为简体字。"), where))
    if cleaned.artefacts:
        message = _("删去了%(count)d处夹在文字中的拼音，如“發(fā)”中的“(fā)”。") % {"count": cleaned.artefacts}
        warnings.append(Warning("artefacts_removed", message, where))
    if joined_rows:
        message = _("有%(count)d行被断成两行，已接成一行。") % {"count": joined_rows}
        warnings.append(Warning("broken_row_joined", message, where))
    return warnings
