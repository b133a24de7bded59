"""Read score sheets from the files that offices have, keep them as JSON, and load the two real ones."""

from guanmo.stages.sheets.importers.json_form import SheetJson, from_json, to_json
from guanmo.stages.sheets.importers.read import read_sheet, read_sheets
from guanmo.stages.sheets.importers.reading import Reading, Warning
from guanmo.stages.sheets.importers.real import RealSheet, real_sheets
from guanmo.stages.sheets.importers.refusals import SheetUnreadable

__all__ = [
    "Reading",
    "RealSheet",
    "SheetJson",
    "SheetUnreadable",
    "Warning",
    "from_json",
    "read_sheet",
    "read_sheets",
    "real_sheets",
    "to_json",
]
