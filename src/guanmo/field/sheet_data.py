"""A score sheet as plain data for the scripts of the scoring page; points are decimal strings, as in the ballot."""

from decimal import Decimal
from typing import Any

from guanmo.method.sheet import Item, Rule, Sheet, item_key


def sheet_data(sheet: Sheet, left_out: frozenset[str] = frozenset()) -> dict[str, Any]:
    """``{total, sections: [{no, items: [{key, points, applies, rules: [{kind, points, cap, text}]}]}]}``."""
    total = sheet.total if sheet.total is not None else sheet.item_total
    sections = [
        {"no": section.no, "items": [_item(section.no, item, left_out) for item in section.items]}
        for section in sheet.sections
    ]
    return {"total": _text(total), "sections": sections}


def _item(section_no: str, item: Item, left_out: frozenset[str]) -> dict[str, Any]:
    key = item_key(section_no, item.no)
    rules = [_rule(rule) for rule in item.rules]
    return {"key": key, "points": _text(item.points), "applies": key not in left_out, "rules": rules}


def _rule(rule: Rule) -> dict[str, str | None]:
    return {"kind": str(rule.kind), "points": _text(rule.points), "cap": _text(rule.cap), "text": rule.text}


def _text(points: Decimal | None) -> str | None:
    return None if points is None else f"{points:.2f}"
