"""The JSON form of a score sheet: what `guanmo sheet read --json` prints and what the shipped sheets are kept in.

Points are JSON numbers with at most two decimals. Read JSON with ``parse_float=Decimal`` so that they stay exact.
"""

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Any, NotRequired, TypedDict

from guanmo.method.sheet import Item, Rule, RuleKind, Section, Sheet
from guanmo.stages.sheets.importers import refusals
from guanmo.stages.sheets.importers.points import storable
from guanmo.stages.sheets.importers.reading import Reading

Number = int | float | None


class RuleJson(TypedDict):
    """One deduction rule."""

    kind: str
    points: Number
    cap: Number
    text: str


class ItemJson(TypedDict):
    """One item; ``truncated`` and ``note`` only where they say something."""

    no: int
    text: str
    points: Number
    method: str
    rules: list[RuleJson]
    truncated: NotRequired[bool]
    note: NotRequired[str]


class SectionJson(TypedDict):
    """One section with its items."""

    no: str
    title: str
    points: Number
    items: list[ItemJson]


class WarningJson(TypedDict):
    """One warning."""

    code: str
    message: str
    where: str


class SheetJson(TypedDict):
    """A whole sheet with the warnings of its reading."""

    title: str
    total: Number
    sections: list[SectionJson]
    warnings: list[WarningJson]


def to_json(reading: Reading) -> SheetJson:
    """The reading as plain JSON values."""
    sheet = reading.sheet
    return {
        "title": sheet.title,
        "total": _number(sheet.total),
        "sections": [_section(section) for section in sheet.sections],
        "warnings": [{"code": w.code, "message": w.message, "where": w.where} for w in reading.warnings],
    }


def from_json(data: Mapping[str, Any]) -> Sheet:
    """The sheet in such a JSON object; its warnings are left behind. Refuses what is incomplete or of a wrong type."""
    try:
        return Sheet(
            title=_text(data["title"]),
            total=_points(data["total"]),
            sections=tuple(_section_from(section) for section in data["sections"]),
        )
    except KeyError as error:
        raise refusals.json_invalid(f"缺少 {error.args[0]}") from error
    except (TypeError, ValueError, AttributeError, InvalidOperation) as error:
        raise refusals.json_invalid(str(error)) from error


def _section(section: Section) -> SectionJson:
    return {
        "no": section.no,
        "title": section.title,
        "points": _number(section.points),
        "items": [_item(item) for item in section.items],
    }


def _item(item: Item) -> ItemJson:
    result: ItemJson = {
        "no": item.no,
        "text": item.text,
        "points": _number(item.points),
        "method": item.method,
        "rules": [_rule(rule) for rule in item.rules],
    }
    if item.truncated:
        result["truncated"] = True
    if item.note:
        result["note"] = item.note
    return result


def _rule(rule: Rule) -> RuleJson:
    return {"kind": rule.kind.value, "points": _number(rule.points), "cap": _number(rule.cap), "text": rule.text}


def _number(points: Decimal | None) -> Number:
    """A JSON number. A float with two decimals prints as exactly these decimals, so nothing is lost on this border."""
    if points is None:
        return None
    return int(points) if points == points.to_integral_value() else float(points)


def _section_from(data: Mapping[str, Any]) -> Section:
    items = tuple(_item_from(item) for item in data["items"])
    return Section(_text(data["no"]), _text(data["title"]), _points(data["points"]), items)


def _item_from(data: Mapping[str, Any]) -> Item:
    number = data["no"]
    if not isinstance(number, int) or isinstance(number, bool) or number < 1:
        raise ValueError(f"序号 {number!r} 不是正整数")
    return Item(
        no=number,
        text=_text(data["text"]),
        points=_points(data["points"]),
        method=_text(data.get("method", "")),
        rules=tuple(_rule_from(rule) for rule in data.get("rules", ())),
        note=_text(data.get("note", "")),
        truncated=bool(data.get("truncated", False)),
    )


def _rule_from(data: Mapping[str, Any]) -> Rule:
    return Rule(RuleKind(data["kind"]), _text(data["text"]), _points(data["points"]), _points(data.get("cap")))


def _points(value: object) -> Decimal | None:
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal | str):
        raise TypeError(f"{value!r} 不是数")
    exact = storable(format(Decimal(str(value)), "f"))
    if exact is None:
        raise ValueError(f"{value} 不是最多两位小数的非负数")
    return exact


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(f"{value!r} 不是文字")
    return value
