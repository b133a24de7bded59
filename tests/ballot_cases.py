"""The ballot cases that server and device must score alike: read from one file, as values and as documents."""

import json
from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from guanmo.method.sheet import Item, Rule, RuleKind, Section, Sheet, item_key

ID, VISIT, SHEET = (f"{digit * 8}-0000-4000-8000-000000000000" for digit in "123")
FILE = Path(__file__).parent / "data" / "ballots" / "cases.json"


@dataclass(frozen=True)
class Case:
    """One ballot: ``document`` names every applicable item; ``expected`` was worked by hand."""

    name: str
    sheet: Sheet
    not_applicable: frozenset[str]
    document: str
    expected: dict[str, Any]


def read_cases() -> list[Case]:
    return [_case(**raw) for raw in json.loads(FILE.read_text(encoding="utf-8"))]


def _case(name: str, sheet: dict[str, Any], not_applicable: list[str], deductions: list[Any], expected: Any) -> Case:
    value = sheet_of(sheet)
    left_out = frozenset(not_applicable)
    return Case(name, value, left_out, document(value, left_out, deductions), expected)


def sheet_of(raw: dict[str, Any]) -> Sheet:
    sections = tuple(_section(one["no"], tuple(_item(item) for item in one["items"])) for one in raw["sections"])
    return Sheet("样例评分表", Decimal(raw["total"]), sections)


def _section(no: str, items: tuple[Item, ...]) -> Section:
    return Section(no, f"{no}部分", sum((item.points or Decimal(0) for item in items), Decimal(0)), items)


def _item(raw: dict[str, Any]) -> Item:
    return Item(
        raw["no"], f"第{raw['no']}项", Decimal(raw["points"]), rules=tuple(_rule(rule) for rule in raw["rules"])
    )


def _rule(raw: dict[str, Any]) -> Rule:
    points, cap = (None if raw[name] is None else Decimal(raw[name]) for name in ("points", "cap"))
    return Rule(RuleKind(raw["kind"]), raw["text"], points, cap)


def document(sheet: Sheet, left_out: frozenset[str], deductions: list[dict[str, Any]]) -> str:
    taken = defaultdict(list)
    for one in deductions:
        taken[one["item"]].append({name: one[name] for name in ("rule", "count", "points", "reason")})
    keys = (item_key(section.no, item.no) for section, item in sheet.items)
    items = [{"item": key, "deductions": taken[key]} for key in keys if key not in left_out]
    head = {"api": "ballot1", "id": ID, "visit": VISIT, "sheet": SHEET, "previous": None, "reason": ""}
    return json.dumps({**head, "items": items}, ensure_ascii=False)
