"""The two real score sheets of the plan (S1-T-b, S1-T-c): 37 and 20 items, 100 points each, shipped as data."""

import json
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from importlib import resources

from guanmo.method.sheet import Sheet
from guanmo.stages.sheets.importers.json_form import from_json

CODES = ("village", "two_new")


@dataclass(frozen=True, slots=True)
class RealSheet:
    """One shipped sheet. ``kinds`` are the organisation kinds it is for.

    ``not_for`` pairs a kind with the keys ("一.3") of items whose words do not fit it (issue D37); it is a suggestion,
    and only the county decides that an item does not apply.
    """

    code: str
    version: int
    kinds: tuple[str, ...]
    not_for: tuple[tuple[str, tuple[str, ...]], ...]
    sheet: Sheet


def real_sheets() -> tuple[RealSheet, ...]:
    """The sheet for villages and communities, then the one for two-new organisations."""
    return tuple(_load(code) for code in CODES)


def is_as_printed(code: str, key: str, text: str) -> bool:
    """Whether an item of the sheet ``code`` still reads as the real one: only then a rule made for it fits."""
    return _printed().get((code, key)) == text


@cache
def _printed() -> dict[tuple[str, str], str]:
    return {
        (real.code, f"{section.no}.{item.no}"): item.text
        for real in real_sheets()
        for section, item in real.sheet.items
    }


def _load(code: str) -> RealSheet:
    text = (resources.files("guanmo.stages.sheets") / "data" / f"{code}.json").read_text(encoding="utf-8")
    data = json.loads(text, parse_float=Decimal)
    return RealSheet(
        code=data["code"],
        version=data["version"],
        kinds=tuple(data["kinds"]),
        not_for=tuple((kind, tuple(keys)) for kind, keys in data["not_for"].items()),
        sheet=from_json(data),
    )
