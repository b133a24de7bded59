"""The JSON form: exact on the way out and on the way in, and refused when it is not one."""

import json
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guanmo.lib.refusal import Refused
from guanmo.method.sheet import Item, Rule, RuleKind, Section, Sheet
from guanmo.stages.sheets.importers.json_form import from_json, to_json
from guanmo.stages.sheets.importers.reading import Reading, Warning

SHEET = Sheet(
    "村得分表",
    Decimal(100),
    (
        Section("一", "党建基础", None, (
            Item(1, "统一标识", Decimal("0.1"), "每少1次扣0.05分",
                 (Rule(RuleKind.PER_OCCURRENCE, "每少1次扣0.05分", Decimal("0.05"), Decimal("0.1")),)),
            Item(2, "足额保障；", None, truncated=True, note="原文到此为止"),
        )),
    ),
)  # fmt: skip


def test_json_has_exactly_the_agreed_form() -> None:
    assert json.dumps(to_json(Reading(SHEET, (Warning("truncated", "断了", "一 第2项"),))), ensure_ascii=False) == (
        '{"title": "村得分表", "total": 100, "sections": [{"no": "一", "title": "党建基础", "points": null, "items": ['
        '{"no": 1, "text": "统一标识", "points": 0.1, "method": "每少1次扣0.05分", "rules": ['
        '{"kind": "per_occurrence", "points": 0.05, "cap": 0.1, "text": "每少1次扣0.05分"}]}, '
        '{"no": 2, "text": "足额保障；", "points": null, "method": "", "rules": [], '
        '"truncated": true, "note": "原文到此为止"}]}], '
        '"warnings": [{"code": "truncated", "message": "断了", "where": "一 第2项"}]}'
    )


@given(st.integers(0, 10_000_000))
def test_points_survive_json_exactly(cents: int) -> None:
    points = Decimal(cents) / 100
    sheet = Sheet("表", points, (Section("一", "党建", points, (Item(1, "统一标识", points),)),))
    text = json.dumps(to_json(Reading(sheet)))
    assert from_json(json.loads(text, parse_float=Decimal)) == sheet


def test_whole_sheet_survives_json() -> None:
    assert from_json(json.loads(json.dumps(to_json(Reading(SHEET))), parse_float=Decimal)) == SHEET


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"title": "表", "total": 100},
        {"title": "表", "total": "很多", "sections": []},
        {"title": "表", "total": -1, "sections": []},
        {"title": "表", "total": 3.125, "sections": []},
        {"title": "表", "total": float("nan"), "sections": []},
        {"title": "表", "total": True, "sections": []},
        {"title": 7, "total": 1, "sections": []},
        {"title": "表", "total": 1, "sections": [7]},
        {"title": "表", "total": 1, "sections": None},
        {"title": "表", "total": 1, "sections": [{"no": "一", "title": "甲", "points": 1, "items": [{"no": 0}]}]},
    ],
)
def test_json_that_is_no_sheet_is_refused(data: dict[str, object]) -> None:
    with pytest.raises(Refused) as refused:
        from_json(data)
    assert refused.value.code == "sheet_json_invalid"
