"""The ballot as one JSON document: what a judge's device sends and what is frozen (S0-3.1-i, S1-T-a).

``{"api": "ballot1", "id": uuid, "judge": uuid, "visit": uuid, "sheet": uuid, "previous": uuid|null, "reason": "",
"device": uuid, "started_at": time, "finished_at": time, "items": [{"item": "一.3", "deductions": [{"rule": 0|null,
"count": 2|null, "points": "1.00", "reason": "…"}], "photos": [SHA-256, …],
"answers": [{"rule": "village:二.2:branch_committee", "answer": "accepted|changed|rejected", "reason": ""}]}]}``

``judge``, ``device``, ``photos``, ``answers`` (to what the records proposed) and the times may be left out: paper and older phones have none. The times are the
device's claim and decide nothing.

Every applicable item must be named once: an item without deductions got full points, a missing item was not judged.
Points are decimal strings, so that no float ever touches them.
"""

import json
import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Any, NoReturn
from uuid import UUID

from guanmo.method.entry import Deduction
from guanmo.method.sheet import item_key

FORMAT = "ballot1"
LARGEST_WHOLE = 32_767
ANSWERS = ("accepted", "changed", "rejected")
NOT_A_NUMBER = Decimal("NaN")
_POINTS = re.compile(r"[+-]?[0-9]{1,12}(\.[0-9]{1,12})?")
LONGEST_POINTS = 26
_KEY = re.compile(r"([^.]{1,10})\.([1-9][0-9]{0,3})")
LONGEST_KEY = 40
"""With blanks around it; what is remembered must not grow with what is sent."""
_DIGEST = re.compile(r"[0-9a-f]{64}")
_NOT_TEXT = re.compile("[\x00\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Answer:
    """What a judge said to one proposal (named by its rule) on an item; a rejection says why."""

    key: str
    rule: str
    answer: str
    reason: str


@dataclass(frozen=True, slots=True)
class Submission:
    """A ballot as read from its bytes. ``judged`` holds the keys of all items that it names.

    ``judge`` is whom the bytes name as their author, None when they name nobody. ``photos`` holds (item key, SHA-256).
    """

    id: UUID
    visit: UUID
    sheet: UUID
    previous: UUID | None
    reason: str
    judged: frozenset[str]
    deductions: tuple[Deduction, ...]
    judge: UUID | None = None
    photos: tuple[tuple[str, str], ...] = ()
    answers: tuple[Answer, ...] = ()


def read_submission(payload: str) -> Submission:
    """Read the document; raises ValueError on anything that is not of the form above.

    Points that are not written as a plain decimal number are read as NaN, so that they are refused with their item.
    """
    try:
        data = json.loads(payload, object_pairs_hook=_without_doubles, parse_constant=_no_constant)
        return _submission(data)
    except (KeyError, TypeError, AttributeError, RecursionError) as error:
        raise ValueError("not a ballot document") from error


def _submission(data: dict[str, Any]) -> Submission:
    if data["api"] != FORMAT:
        raise ValueError("unknown format")
    entries = [(_key(entry["item"]), entry) for entry in _list(data["items"])]
    judged = frozenset([item.key for item, _entry in entries])
    if len(judged) < len(entries):
        raise ValueError("an item is named twice")
    return Submission(
        id=_uuid(data["id"]),
        visit=_uuid(data["visit"]),
        sheet=_uuid(data["sheet"]),
        previous=None if data["previous"] is None else _uuid(data["previous"]),
        reason=_text(data["reason"]),
        judged=judged,
        deductions=tuple([_deduction(item, one) for item, entry in entries for one in _list(entry["deductions"])]),
        judge=_uuid(data["judge"]) if data.get("judge") is not None else None,
        photos=tuple([(item.key, _digest(one)) for item, one in _listed(entries, "photos")]),
        answers=tuple([_answer(item.key, one) for item, one in _listed(entries, "answers")]),
    )


@dataclass(frozen=True, slots=True)
class _Named:
    """An item as the document names it, and its key."""

    section_no: str
    item_no: int
    key: str


def _listed(entries: list[tuple[_Named, dict[str, Any]]], name: str) -> list[tuple[_Named, Any]]:
    """What stands in the lists of this name, with the item; an entry may have none."""
    return [(item, one) for item, entry in entries if name in entry for one in _list(entry[name])]


def _answer(key: str, data: dict[str, Any]) -> Answer:
    answer, reason = _text(data["answer"]), _text(data["reason"])
    if answer not in ANSWERS or (answer == "rejected" and not reason):
        raise ValueError("a proposal is accepted, changed, or rejected with a reason")
    return Answer(key, _text(data["rule"]), answer, reason)


def _deduction(item: _Named, data: dict[str, Any]) -> Deduction:
    rule, count = _whole(data["rule"]), _whole(data["count"])
    return Deduction(item.section_no, item.item_no, _points(data["points"]), _text(data["reason"]), rule, count)


def _without_doubles(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """A JSON object whose names are unique: of two values under one name, nobody could say which one was meant."""
    data = dict(pairs)
    if len(data) < len(pairs):
        raise ValueError("a name occurs twice")
    return data


def _no_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is not JSON")


def _list(value: object) -> list[Any]:
    if not isinstance(value, list):
        raise TypeError("a list is needed")
    return value


def _text(value: object) -> str:
    """A text that every database can keep: no NUL, no half of a surrogate pair."""
    if not isinstance(value, str) or _NOT_TEXT.search(value):
        raise ValueError("a text is needed")
    return value.strip()


def _uuid(value: object) -> UUID:
    if isinstance(value, str) and str(id := UUID(value)) == value.lower():
        return id
    raise ValueError("an id must be a UUID in its usual form")


def _digest(value: object) -> str:
    if not isinstance(value, str) or not _DIGEST.fullmatch(value):
        raise ValueError("a photo is named by its SHA-256")
    return value


def _key(value: object) -> _Named:
    if not isinstance(value, str) or len(value) > LONGEST_KEY:
        raise ValueError("an item is named by section and number")
    return _known_key(value)


@lru_cache(maxsize=1024)
def _known_key(text: str) -> _Named:
    """The same few keys stand in every sheet."""
    found = _KEY.fullmatch(_text(text))
    if found is None:
        raise ValueError("an item is named by section and number")
    return _Named(found[1], int(found[2]), item_key(found[1], int(found[2])))


def _points(value: object) -> Decimal:
    if not isinstance(value, str):
        raise ValueError("points must be a decimal string")
    return _known_points(value) if len(value) <= LONGEST_POINTS else NOT_A_NUMBER


@lru_cache(maxsize=1024)
def _known_points(text: str) -> Decimal:
    return Decimal(text) + 0 if _POINTS.fullmatch(text) else NOT_A_NUMBER


def _whole(value: object) -> int | None:
    if value is None:
        return None
    if not isinstance(value, int) or isinstance(value, bool) or abs(value) > LARGEST_WHOLE:
        raise ValueError("rule and count are whole numbers")
    return value
