"""The ranking as a CSV with the columns that other programs know, for a spreadsheet."""

from collections.abc import Mapping, Sequence

from guanmo.lib.csv_text import SPREADSHEET_MARK, csv_text

OFFICIAL = ("organisation", "n", "official_score", "official_rank")
ADJUSTED = ("adjusted_score", "se", "low", "high", "rank_low", "rank_high", "component", "flags")


def as_csv(ranking: Sequence[Mapping[str, object]], *, adjusted: bool) -> str:
    """``ranking`` as in the JSON answer; what is not known stays empty, flags are parted by spaces."""
    columns = (*OFFICIAL, *ADJUSTED) if adjusted else OFFICIAL
    rows = ([_cell(row[name]) for name in columns] for row in ranking)
    return SPREADSHEET_MARK + csv_text([columns, *rows]).rstrip("\n")


def _cell(value: object) -> object:
    return " ".join(value) if isinstance(value, Sequence) and not isinstance(value, str) else value
