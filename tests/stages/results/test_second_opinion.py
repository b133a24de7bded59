"""The checker of archives counts as the method does, on chance rounds: two programs that share nothing (security.md B3)."""

import os
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from guanmo.lib import verify_archive
from guanmo.method.aggregation import Method, OfficialRule, aggregate
from guanmo.method.classification import ClassRule, classify
from guanmo.method.deduction import Deduction, score_ballot
from guanmo.method.ranking import rank
from guanmo.method.sheet import Item, Section, Sheet

ROUNDS = int(os.environ.get("GUANMO_ROUNDS", 200))
"""Chance rounds for each of the tests."""
points = st.integers(0, 10_000).map(lambda hundredths: Decimal(hundredths) / 100)
coarse = st.sampled_from([Decimal("80.00"), Decimal("80.01"), Decimal("85.50"), Decimal("90.00")])
"""Few values, so that there are ties."""
rounds = st.dictionaries(st.sampled_from("甲乙丙丁戊己"), st.lists(points | coarse, max_size=7), min_size=1)
groups = st.sampled_from([{}, {"甲": "100"}, {"甲": "60", "乙": "40"}, {"甲": "33.3", "乙": "66.7"}])
rules = st.builds(
    lambda method, drop, places, rounding, groups: OfficialRule(
        method, drop if method is Method.TRIMMED_MEAN else 0, places, rounding, groups
    ),
    st.sampled_from(Method),
    st.integers(0, 2),
    st.integers(0, 4),
    st.sampled_from(["half_up", "half_even"]),
    groups,
)
classes = st.sampled_from(
    [
        ClassRule("score", Decimal(90), Decimal(80)),
        ClassRule("share", Decimal("0.3"), Decimal("0.2")),
        ClassRule("share", Decimal("0.5"), Decimal("0.5")),
        ClassRule("both", Decimal(85), Decimal(80), Decimal("0.3"), Decimal("0.4")),
        ClassRule("score", Decimal(90), Decimal(80), vetoes=2),
    ]
)


@given(rounds, rules, classes)
@settings(max_examples=ROUNDS, deadline=None)
def test_scores_ranks_classes_and_dropped_sheets_agree(
    sheets: dict[str, list[Decimal]], rule: OfficialRule, class_rule: ClassRule
) -> None:
    totals = {name: {f"{name}{place}": one for place, one in enumerate(given)} for name, given in sheets.items()}
    ours = {name: aggregate(one, rule, _groups(one)) for name, one in totals.items()}
    ranked = rank({name: one.score for name, one in ours.items()})
    vetoes = {name: len(one) % 4 for name, one in totals.items()}
    given_classes = classify(ranked, class_rule, vetoes)

    rows: list[dict[str, Any]] = []
    for name, one_given in totals.items():
        texts = {sheet: f"{total:.2f}" for sheet, total in one_given.items()}
        score, told = verify_archive.aggregate(texts, rule.to_json(), _groups(texts))
        rows.append({"code": name, "score": score, "vetoes": vetoes[name]})
        sides = {one.judge: one.side for one in ours[name].dropped}
        assert {one["id"]: one["dropped"] for one in told} == {id: sides.get(id, "") for id in one_given}
    verify_archive.place(rows, class_rule.to_json())

    theirs = {row["code"]: (row["score"], row["rank"], row["class"]) for row in rows}
    assert theirs == {
        one.organisation: (
            None if one.score is None else f"{one.score:f}",
            one.rank,
            str(given_classes[one.organisation] or ""),
        )
        for one in ranked
    }


def _groups(sheets: Mapping[str, object]) -> dict[str, str]:
    """The judges' groups in turn; the third has no weight anywhere."""
    return {sheet: "甲乙丙"[place % 3] for place, sheet in enumerate(sorted(sheets))}


@given(st.lists(st.tuples(st.integers(100, 900), st.integers(0, 100), st.booleans()), min_size=1, max_size=8))
@settings(max_examples=ROUNDS, deadline=None)
def test_totals_agree(drawn: list[tuple[int, int, bool]]) -> None:
    """Points of each item, hundredths off it, and whether it applies."""
    items = tuple(Item(number, "项", Decimal(full) / 100) for number, (full, _off, _applies) in enumerate(drawn, 1))
    sheet = Sheet("表", None, (Section("一", "部分", None, items),))
    left_out = frozenset(f"一.{number}" for number, (*_rest, applies) in enumerate(drawn, 1) if not applies)
    off = {f"一.{number}": Decimal(less) / 100 for number, (_full, less, applies) in enumerate(drawn, 1) if applies}
    deductions = [Deduction("一", int(key[2:]), less, "原因") for key, less in off.items() if less]
    score = score_ballot(sheet, deductions, left_out)

    told = {"full": f"{sheet.full:.2f}", "items": {f"一.{one.no}": f"{one.points:.2f}" for one in items}}
    event = {
        "id": "x",
        "deducted": {one.key: f"{one.deducted:.2f}" for one in score.items if one.deducted},
        "vetoed": score.vetoed,
    }
    expected = None if score.total is None else f"{score.total:.2f}"
    assert verify_archive.total_of(event, told, set(left_out)) == expected
