"""Whether what was written fits what the type asks: complete, of the right kind, steps in their order.

Values are plain JSON: dates ``2026-07-01``, money as text with two places, choices by their key. ``None`` or an absent key
is "not written", never zero.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from guanmo.method.ledger import Field, Ledger

STEPS = "steps"
"""The key under which the days of the steps stand: ``{"steps": {"proposal": {"on": "2026-03-01", "note": ""}}}``."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong: the field (or step), and a code: empty, wrong_kind, unknown_choice, skipped, out_of_order."""

    place: str
    code: str


def problems(asked: Ledger, values: Mapping[str, Any], *, complete: bool = True) -> tuple[Problem, ...]:
    """Everything that is wrong with the values; with ``complete`` also what is missing.

    >>> from guanmo.method.ledger import read_ledger
    >>> lesson = read_ledger({"code": "l", "title": "党课", "group": "life", "clause": "一.7", "kinds": ["village"],
    ...                     "fields": [{"name": "hours", "title": "学时", "kind": "number"}]})
    >>> problems(lesson, {}), problems(lesson, {"hours": "two"}), problems(lesson, {"hours": 0})
    ((Problem(place='hours', code='empty'),), (Problem(place='hours', code='wrong_kind'),), ())
    """
    found = [*_of_fields(asked.fields, values, complete), *_of_steps(asked, values, complete)]
    return tuple(found)


def missing_steps(asked: Ledger, values: Mapping[str, Any]) -> tuple[str, ...]:
    """The codes of the steps without a day."""
    return tuple(step.code for step in asked.steps if not step_day(values, step.code))


def step_day(values: Mapping[str, Any], code: str) -> str:
    """The day of a step as it was written, or nothing."""
    return str(((values.get(STEPS) or {}).get(code) or {}).get("on") or "")


def each_of(asked: Ledger, values: Mapping[str, Any]) -> str:
    """The choice of the field by which the rhythm tells records apart; "" without one."""
    return str(values.get(asked.rhythm.each) or "") if asked.rhythm and asked.rhythm.each else ""


def counts_also_as(asked: Ledger, values: Mapping[str, Any]) -> list[str]:
    """The codes of the other ledgers for which a record with these values counts too."""
    return [code for name, code in asked.counts_as.items() if values.get(name) is True]


def is_empty(value: Any) -> bool:
    """Whether nothing was written. Zero and "no" are something."""
    return value is None or value == "" or value == [] or value == {}


def _of_fields(fields: tuple[Field, ...], values: Mapping[str, Any], complete: bool) -> Iterator[Problem]:
    for one in fields:
        value = values.get(one.name)
        if is_empty(value):
            if complete and one.required:
                yield Problem(one.name, "empty")
        elif one.kind in ("choice", "choices"):
            chosen = value if isinstance(value, list) else [value]
            if not set(chosen) <= set(one.choices):
                yield Problem(one.name, "unknown_choice")
        elif not _fits(one, value):
            yield Problem(one.name, "wrong_kind")


def _fits(one: Field, value: Any) -> bool:
    if one.kind == "number":
        return isinstance(value, int) and not isinstance(value, bool) and value >= 0
    if one.kind == "yes_no":
        return isinstance(value, bool)
    if one.kind in ("date", "money"):
        return _is_day(value) if one.kind == "date" else _is_money(value)
    if one.kind == "table":
        return isinstance(value, list) and not any(list(_of_fields(one.columns, row, True)) for row in value)
    return isinstance(value, list if one.kind in ("holders", "organisations") else str)


def _is_day(value: Any) -> bool:
    try:
        return bool(date.fromisoformat(str(value)))
    except ValueError:
        return False


def _is_money(value: Any) -> bool:
    try:
        amount = Decimal(value) if isinstance(value, str) else None
    except InvalidOperation:
        return False
    return amount is not None and amount.is_finite() and amount == amount.quantize(Decimal("0.01"))


def _of_steps(asked: Ledger, values: Mapping[str, Any], complete: bool) -> Iterator[Problem]:
    days = [(step.code, step_day(values, step.code)) for step in asked.steps]
    before, open_step = "", ""
    for code, day in days:
        if day and not _is_day(day):
            yield Problem(code, "wrong_kind")
        elif day and asked.in_order and open_step:
            yield Problem(code, "skipped")
        elif day and asked.in_order and day < before:
            yield Problem(code, "out_of_order")
        elif not day and complete and asked.in_order:
            yield Problem(code, "empty")
        before, open_step = max(before, day), open_step or ("" if day else code)
