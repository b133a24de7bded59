"""The ballot document: read strictly, refused as a whole when anything in it is not of the form."""

import json
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guanmo.method.ballot import Submission, read_submission
from guanmo.method.deduction import Deduction, score_ballot
from tests.ballot_cases import ID, SHEET, VISIT, Case, read_cases

DEDUCTION = {"rule": None, "count": None, "points": "1.00", "reason": " 缺1次记录 "}


def document(**changes: Any) -> dict[str, Any]:
    head = {"api": "ballot1", "id": ID, "visit": VISIT, "sheet": SHEET, "previous": None, "reason": ""}
    return {**head, "items": [{"item": "一.3", "deductions": [dict(DEDUCTION)]}], **changes}


def with_deduction(**changes: Any) -> dict[str, Any]:
    return document(items=[{"item": "一.3", "deductions": [{**DEDUCTION, **changes}]}])


def test_document_is_read() -> None:
    assert read_submission(json.dumps(document(previous=VISIT, reason=" 看错了 "))) == Submission(
        id=UUID(ID),
        visit=UUID(VISIT),
        sheet=UUID(SHEET),
        previous=UUID(VISIT),
        reason="看错了",
        judged=frozenset({"一.3"}),
        deductions=(Deduction("一", 3, Decimal("1.00"), "缺1次记录"),),
    )


@pytest.mark.parametrize(
    "changed",
    [
        document(api="ballot2"),
        document(id="1"),
        document(id=ID.replace("-", "")),
        document(id=7),
        document(visit=None),
        document(previous=""),
        document(previous=0),
        document(reason=None),
        document(reason="\x00"),
        document(reason="\ud800"),
        document(items={}),
        document(items=["一.3"]),
        document(items=[{"item": "一.3"}]),
        document(items=[{"item": 3, "deductions": []}]),
        document(items=[{"item": "一.３", "deductions": []}]),
        document(items=[{"item": "一.03", "deductions": []}]),
        document(items=[{"item": "一.-3", "deductions": []}]),
        document(items=[{"item": "一3", "deductions": []}]),
        document(items=[{"item": "一.3", "deductions": {}}]),
        document(items=[{"item": "一.3", "deductions": [None]}]),
        document(items=[{"item": "一.3", "deductions": []}] * 2),
        with_deduction(points=1),
        with_deduction(points=1.5),
        with_deduction(points=None),
        with_deduction(reason=5),
        with_deduction(rule="0"),
        with_deduction(rule=True),
        with_deduction(rule=0.0),
        with_deduction(count=32_768),
        with_deduction(count=-32_768),
        [],
        None,
        "ballot1",
    ],
)
def test_anything_else_is_refused_as_a_whole(changed: Any) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - the one error that the function promises
        read_submission(json.dumps(changed))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "\ufeff{}",
        "[" * 100_000,
        '{"a":' * 100_000,
        json.dumps(document()).replace('"reason": ""', '"reason": "", "reason": "x"'),
        json.dumps(document()).replace("null", "NaN"),
        json.dumps(document()).replace("null", "9" * 5000),
    ],
)
def test_what_is_not_plain_json_is_refused(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011
        read_submission(text)


@pytest.mark.parametrize(
    "points", ["NaN", "Infinity", "1E+999999999", "1e2", " 1", "1_0", "１", "", "1.", ".5", "0x1", "9" * 13]
)
def test_points_that_are_no_plain_number_become_nan(points: str) -> None:
    (deduction,) = read_submission(json.dumps(with_deduction(points=points))).deductions

    assert deduction.points.is_nan()


@pytest.mark.parametrize(("points", "value"), [("-1", "-1"), ("1.005", "1.005"), ("-0.00", "0.00"), ("99999", "99999")])
def test_points_outside_the_rules_are_read_as_they_are(points: str, value: str) -> None:
    (deduction,) = read_submission(json.dumps(with_deduction(points=points))).deductions

    assert str(deduction.points) == value


@given(st.text())
def test_no_text_raises_anything_but_value_error(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011
        read_submission(text)


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
        lambda inner: st.lists(inner) | st.dictionaries(st.sampled_from([*document(), "deductions", "points"]), inner),
    )
)
def test_no_json_raises_anything_but_value_error(value: Any) -> None:
    with pytest.raises(ValueError):  # noqa: PT011
        read_submission(json.dumps(document(items=value)) if not isinstance(value, list) or value else "[]")


@pytest.mark.parametrize("case", read_cases(), ids=lambda case: case.name)
def test_shared_case_scores_as_worked_by_hand(case: Case) -> None:
    score = score_ballot(case.sheet, read_submission(case.document).deductions, case.not_applicable)

    assert {
        "raw": str(score.raw_total),
        "total": None if score.total is None else str(score.total),
        "items": {item.key: str(item.score) for item in score.items},
    } == case.expected
