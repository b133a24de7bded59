"""The ranking as a CSV with the columns that other programs know, for a spreadsheet."""

import csv
import io
from collections.abc import Mapping, Sequence

from guanmo.lib.formula_cells import harmless

OFFICIAL = ("organisation", "n", "official_score", "official_rank")
ADJUSTED = ("adjusted_score", "se", "low", "high", "rank_low", "rank_high", "component", "flags")
MARK = "\ufeff"
"""By which Excel knows UTF-8."""


def as_csv(ranking: Sequence[Mapping[str, object]], *, adjusted: bool) -> str:
    """``ranking`` as in the JSON answer; what is not known stays empty, flags are parted by spaces."""
    columns = (*OFFICIAL, *ADJUSTED) if adjusted else OFFICIAL
    sheet = io.StringIO()
    writer = csv.writer(sheet, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([harmless(_cell(row[name])) for name in columns] for row in ranking)
    return MARK + sheet.getvalue().rstrip("\n")


def _cell(value: object) -> str:
    if isinstance(value, Sequence) and not isinstance(value, str):
        return " ".join(value)
    return "" if value is None else str(value)
