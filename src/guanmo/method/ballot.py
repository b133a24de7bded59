"""The ballot as one JSON document: what a judge's device sends and what is frozen.

``{"api": "ballot1", "id": uuid, "visit": uuid, "sheet": uuid, "previous": uuid|null, "reason": "", "items":
[{"item": "一.3", "deductions": [{"rule": 0|null, "count": 2|null, "points": "1.00", "reason": "…"}]}]}``

Every applicable item must be named: an item without deductions got full points, a missing item was not judged.
Points are decimal strings, so that no float ever touches them.
"""

import json
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from uuid import UUID

from guanmo.method.entry import Deduction

FORMAT = "ballot1"


@dataclass(frozen=True, slots=True)
class Submission:
    """A ballot as read from its bytes."""

    id: UUID
    visit: UUID
    sheet: UUID
    previous: UUID | None
    reason: str
    judged: frozenset[str]
    deductions: tuple[Deduction, ...]


def read_submission(payload: str) -> Submission:
    """Read the document; raises ValueError on anything that is not of the form above."""
    try:
        data = json.loads(payload)
        return _submission(data)
    except (KeyError, TypeError, AttributeError, InvalidOperation, RecursionError) as error:
        raise ValueError("not a ballot document") from error


def _submission(data: dict[str, object]) -> Submission:
    if data["api"] != FORMAT:
        raise ValueError("unknown format")
    items = data["items"]
    if not isinstance(items, list):
        raise ValueError("items must be a list")
    keys = [str(entry["item"]) for entry in items]
    return Submission(
        id=UUID(str(data["id"])),
        visit=UUID(str(data["visit"])),
        sheet=UUID(str(data["sheet"])),
        previous=UUID(str(data["previous"])) if data["previous"] else None,
        reason=str(data["reason"]).strip(),
        judged=frozenset(keys),
        deductions=tuple(_deduction(entry["item"], one) for entry in items for one in entry["deductions"]),
    )


def _deduction(key: str, data: dict[str, object]) -> Deduction:
    section_no, _dot, item_no = key.partition(".")
    points = data["points"]
    if not isinstance(points, str):
        raise ValueError("points must be a decimal string")
    return Deduction(
        section_no,
        int(item_no),
        Decimal(points),
        str(data["reason"]).strip(),
        _whole(data.get("rule")),
        _whole(data.get("count")),
    )


def _whole(value: object) -> int | None:
    if value is None or (isinstance(value, int) and not isinstance(value, bool)):
        return value
    raise ValueError("rule and count are whole numbers")
