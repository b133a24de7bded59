"""A table as CSV, in which no text is a formula (security.md E2)."""

import csv
import io
from collections.abc import Iterable

from guanmo.lib.formula_cells import harmless

SPREADSHEET_MARK = "\ufeff"
"""Before the text of a file that people open: Excel knows UTF-8 by it."""


def csv_text(rows: Iterable[Iterable[object]]) -> str:
    """Texts are made harmless, figures stay as they are; None is an empty cell."""
    sheet = io.StringIO()
    writer = csv.writer(sheet, lineterminator="\n")
    writer.writerows([harmless(cell) if isinstance(cell, str) else cell for cell in row] for row in rows)
    return sheet.getvalue()
