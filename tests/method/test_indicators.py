"""The language of indicators, what values mean, and that the one SQL says what the plain evaluator says."""

import sqlite3
from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from guanmo.method.indicator_expression import ExpressionWrong, check_condition, read_aggregate, read_condition, to_sql
from guanmo.method.indicator_sql import check_columns, periods_table, proof_sql, values_sql
from guanmo.method.indicator_values import State, Value, is_met, span_of, state_of, state_of_total, total_of
from guanmo.method.indicators import Definition, IndicatorWrong, read_definition
from tests.method import indicator_reference as reference

PLAIN: dict[str, Any] = {
    "code": "day", "title": "主题党日", "clause": "四.1", "records": "theme", "period": "month", "target": "1",
}  # fmt: skip
COLUMNS = {"organisation": "int", "day": "day", "ref": "text", "label": "text", "a": "int", "b": "int", "word": "text"}
SOURCES = {
    "theme": {**COLUMNS, "begun": "day", "over": "day", "period": "text"},
    "part": {**COLUMNS, "theme": "int"},
}
TODAY = date(2026, 8, 10)
PEOPLE = {"period": "year", "unit": "share", "denominator": "count()", "stock": True, "in_force": ["begun", "over"]}


@pytest.mark.parametrize(
    "text",
    [
        "__import__('os')", "a.__class__", "a.b.c", "lambda: 1", "a if b else a", "[1]", "{1: 2}", "f'{a}'", "a; b", "a := 1",
        "1 == True", "a == 1.5", "'x''; DROP TABLE t; --' == word", "word == 'a b'", "a ** 9", "a / b", "a // b", "a << 2",
        "a < b < 3", "a in b", "a in (b, 1)", "a == (1, 2)", "count(a == 1)", "a is None", "not_there(1)", "*a", "a @ b",
        "10 ** 100 == a", "99999999999999 == a", "a == 'ä'", "A == 1", "`a` == 1", "a == b''", "...", "(" * 300,
    ],
)  # fmt: skip
def test_anything_else_is_refused_before_it_is_sql(text: str) -> None:
    with pytest.raises(ExpressionWrong):
        _as_condition(text)


def test_a_sum_needs_one_of_the_three_words() -> None:
    assert [read_aggregate(text).function for text in ("count()", "sum(a)", "distinct(word)")] == [
        "count",
        "sum",
        "distinct",
    ]
    for text in ("", "a", "max(a)", "count(a == 1, b == 1)", "sum()", "count(x=1)", "count() + 1", "a.count()"):
        with pytest.raises(ExpressionWrong):
            read_aggregate(text)


def _as_condition(text: str) -> str:
    check_condition(read_condition(text), COLUMNS)
    tree = read_condition(text)
    return to_sql(tree, {name: f"r.{name}" for name in COLUMNS}) if tree else ""


@given(st.text(alphabet="ab()'\"=<>;-+*/%. 01andornotin,\\\n#", max_size=40))
@settings(max_examples=300, deadline=None)
def test_a_chance_text_is_refused_or_runs_as_one_condition(text: str) -> None:
    """Whatever passes the checks is one harmless condition to the database: never a second statement."""
    try:
        condition = _as_condition(text)
    except ExpressionWrong:
        return
    line = sqlite3.connect(":memory:")
    line.execute("CREATE TABLE r (a, b, word)")
    line.execute(f"SELECT 1 FROM r WHERE {condition or '1 = 1'}")
    assert line.execute("SELECT COUNT(*) FROM sqlite_master").fetchone() == (1,)


@pytest.mark.parametrize(
    "wrong",
    [
        {"period": "week"}, {"target": ""}, {"direction": "between"}, {"target": "-1"}, {"target": "1/0"}, {"unit": "share"},
        {"stock": True}, {"numerator": "a + 1"}, {"where": "import os"}, {"direction": "shown"}, {"limit": "9"}, {"surprise": 1},
        {"code": ""}, {"level": "nation"},
    ],
)  # fmt: skip
def test_a_definition_that_contradicts_itself_is_refused(wrong: dict[str, Any]) -> None:
    read_definition(PLAIN)
    with pytest.raises(IndicatorWrong):
        read_definition({**PLAIN, **wrong})


@pytest.mark.parametrize(
    "wrong",
    [
        {"where": "nobody == 1"}, {"where": "word == 1"}, {"where": "a == 'x'"}, {"where": "a + 1"}, {"numerator": "sum(word)"},
        {"numerator": "count(a)"}, {"records": "elsewhere"}, {"kept_by": "elsewhere"}, {"date": "a"},
        {"attached": {"x": {"records": "part", "key": "nobody", "own": "a", "sums": {"n": "count()"}}}},
    ],
)  # fmt: skip
def test_a_definition_that_reads_what_is_not_there_is_refused(wrong: dict[str, Any]) -> None:
    check_columns(read_definition(PLAIN), SOURCES)
    with pytest.raises(ExpressionWrong):
        check_columns(read_definition({**PLAIN, **wrong}), SOURCES)


@pytest.mark.parametrize(
    ("changes", "value", "period", "state"),
    [
        ({}, Value(1, 1), "2026-07", "met"),
        ({}, Value(0, 1), "2026-07", "missed"),
        ({}, Value(0, 1), "2026-08", "on_track"),
        ({}, Value(1, 1), "2026-08", "met"),
        ({}, Value(0, 1, known=False), "2026-07", "unknown"),
        ({}, None, "2026-07", "not_applicable"),
        ({"grace": 10}, Value(0, 1), "2026-07", "on_track"),  # due on the tenth, which is today
        ({"grace": 9}, Value(0, 1), "2026-07", "missed"),
        ({"period": "year", "target": "12"}, Value(7, 1), "2026", "on_track"),  # 221 of 365 days: 7.26, whole things 7
        ({"period": "year", "target": "12"}, Value(6, 1), "2026", "behind"),
        (PEOPLE, Value(61, 100), "2026", "on_track"),  # 221 of 365 days: 60.5 %
        (PEOPLE, Value(60, 100), "2026", "behind"),
        ({**PEOPLE, "stock": False, "target": "1/2"}, Value(49, 100), "2026", "behind"),  # a share of what happened
        ({"unit": "share", "denominator": "count()"}, Value(0, 0), "2026-07", "unknown"),
        ({"direction": "at_most", "target": "0", "at_once": True}, Value(0, 1), "2026-08", "met"),
        ({"direction": "at_most", "target": "0"}, Value(0, 1), "2026-08", "on_track"),
        ({"direction": "at_most", "target": "0"}, Value(1, 1), "2026-08", "missed"),
        ({"direction": "shown", "target": ""}, Value(0, 1), "2026-07", "shown"),
        ({"at_once": True}, Value(0, 1), "2026-08", "missed"),
        ({"tolerance": "1/10", "target": "45", "direction": "at_most"}, Value(451, 10), "2026-07", "met"),
        ({"tolerance": "1/10", "target": "45", "direction": "at_most"}, Value(4511, 100), "2026-07", "missed"),
    ],
)
def test_what_a_value_means(changes: dict[str, Any], value: Value | None, period: str, state: str) -> None:
    asked = read_definition({**PLAIN, **changes})
    assert state_of(asked, value, span_of(asked, period, TODAY), TODAY) == state


def test_the_county_is_judged_by_its_sum() -> None:
    asked = read_definition({**PLAIN, "level": "county", "unit": "share", "denominator": "count()", "target": "7/10"})
    span = span_of(asked, "2026-07", TODAY)
    values = [(Value(6, 9), State.SHOWN), (Value(1, 1), State.SHOWN), (Value(0, 5, known=False), State.UNKNOWN)]
    assert state_of(asked, values[0][0], span, TODAY) == State.SHOWN
    assert state_of_total(asked, total_of(values), span, TODAY) == State.MET  # 7 of 10, exactly the border
    assert state_of_total(asked, total_of([(Value(6, 10), State.SHOWN)]), span, TODAY) == State.MISSED
    assert state_of_total(asked, total_of([]), span, TODAY) == State.UNKNOWN


counts = st.integers(min_value=0, max_value=30)
fractions = st.tuples(st.integers(0, 40), st.integers(1, 9))


@given(counts, st.integers(1, 9), fractions)
@settings(max_examples=100, deadline=None)
def test_one_more_never_makes_a_target_missed(done: int, over: int, target: tuple[int, int]) -> None:
    asked = read_definition({**PLAIN, "target": f"{target[0]}/{target[1]}"})
    assert is_met(asked, Fraction(done + 1, over)) >= is_met(asked, Fraction(done, over))
    assert is_met(asked, Fraction(done, over)) == (done * target[1] >= target[0] * over)


@given(st.lists(st.tuples(counts, counts), max_size=12), st.integers(0, 12))
@settings(max_examples=50, deadline=None)
def test_sums_do_not_depend_on_how_the_parts_are_grouped(parts: Sequence[tuple[int, int]], cut: int) -> None:
    values = [(Value(top, bottom), State.SHOWN) for top, bottom in parts]
    left, right, whole = total_of(values[:cut]), total_of(values[cut:]), total_of(values[::-1])
    assert (left.numerator + right.numerator, left.denominator + right.denominator) == (
        whole.numerator,
        whole.denominator,
    )


DAYS = st.sampled_from(
    ["2025-12-31", "2026-01-01", "2026-02-28", "2026-03-31", "2026-04-01", "2026-06-30", "2026-08-10", "2026-08-11"]
)
NUMBERS = st.none() | st.integers(0, 3)
ROW = st.fixed_dictionaries(
    {"organisation": st.integers(1, 3), "day": DAYS, "a": NUMBERS, "b": NUMBERS, "word": st.sampled_from(["", "x", "y", None]),
     "begun": st.none() | DAYS, "over": st.none() | DAYS, "period": st.sampled_from(["2026-Q1", "2026-Q2"])}
)  # fmt: skip
PART = st.fixed_dictionaries(
    {
        "organisation": st.integers(1, 3),
        "day": DAYS,
        "a": NUMBERS,
        "b": NUMBERS,
        "word": st.just("x"),
        "theme": st.integers(0, 3),
    }
)
PARTS = {
    "p": {
        "records": "part",
        "key": "theme",
        "own": "a",
        "where": "b != 2",
        "sums": {"n": "count()", "s": "sum(a * 2 - b)"},
    }
}
ASKED = [
    {},
    {"where": "a >= b and not word == 'x'"},
    {"where": "a == None or b * 2 > 3", "numerator": "sum(a, b >= 1)", "denominator": "sum(b)"},
    {"numerator": "distinct(word)", "by_period": True, "grace": 5},
    {"stock": True, "in_force": ["begun", "over"], "numerator": "count(a in (1, 2))", "denominator": "count()"},
    {"attached": PARTS, "where": "p.n >= 1", "numerator": "sum(p.s)", "denominator": "count()"},
    {
        "attached": {"p": {**PARTS["p"], "always": True, "where": "day <= end"}},
        "numerator": "count(p.n >= 2)",
        "window": 90,
    },
    {"where": "word not in ('x', 'y') or day <= due", "kept_by": "part", "numerator": "count(of_kind == 'village')"},
    {"where": "end_year - 2024 == a or of_form != 'branch'"},
]


PERIODS = {
    "month": ("2025-12", "2026-01", "2026-03", "2026-04", "2026-08"),
    "quarter": ("2026-Q1", "2026-Q2", "2026-Q3"),
    "half_year": ("2025-H2", "2026-H1", "2026-H2"),
    "year": ("2025", "2026"),
}


@given(st.lists(ROW, max_size=12), st.lists(PART, max_size=8), st.sampled_from(ASKED), st.sampled_from(sorted(PERIODS)))
@settings(max_examples=300, deadline=None)
def test_the_sql_says_what_the_plain_evaluator_says(
    rows: list[dict[str, Any]], parts: list[dict[str, Any]], changes: Any, every: str
) -> None:
    asked = read_definition({**PLAIN, "period": every, **changes})
    check_columns(asked, SOURCES)
    spans = [span_of(asked, period, TODAY) for period in PERIODS[every]]
    organisations = [{"id": 1, "kind": "village", "form": "branch"}, {"id": 2, "kind": "town", "form": "committee"},
                     {"id": 3, "kind": "village", "form": "branch"}]  # fmt: skip
    line = _database({"theme": rows, "part": parts}, organisations, spans, asked)
    expected = {
        (one["id"], span.period): reference.value_of(asked, {"theme": rows, "part": parts}, one, span)
        for one in organisations
        for span in spans
    }
    found = {(row[0], row[1]): (row[2], row[3], row[4] == 1) for row in line.execute(values_sql(asked))}
    assert found == expected
    _proof_adds_up(asked, line, expected)


def _proof_adds_up(asked: Definition, line: sqlite3.Connection, expected: dict[Any, Any]) -> None:
    proof = list(line.execute(proof_sql(asked)))
    for (organisation, period), (top, bottom, _known) in expected.items():
        own = [row for row in proof if row[:2] == (organisation, period)]
        added = (
            len({row[5] for row in own} - {None}) if asked.top.function == "distinct" else sum(row[5] for row in own)
        )
        assert added == top
        assert (sum(row[6] for row in own) if asked.bottom else 1) == bottom


def _database(rows: Any, organisations: Any, spans: Any, asked: Definition) -> sqlite3.Connection:
    line = sqlite3.connect(":memory:")
    line.execute("CREATE TABLE organisation (id, kind, form)")
    line.executemany("INSERT INTO organisation VALUES (:id, :kind, :form)", organisations)
    line.execute(f"CREATE TABLE periods AS {periods_table(tuple(spans))}")
    for name, columns in SOURCES.items():
        line.execute(f"CREATE TABLE {name} ({', '.join(columns)})")
        listed = ", ".join(f":{one}" for one in columns)
        filled = [
            {**dict.fromkeys(columns), "ref": str(place), "label": "", **row} for place, row in enumerate(rows[name])
        ]
        line.executemany(f"INSERT INTO {name} VALUES ({listed})", filled)
    tables = {"counted": asked.records, "kept": asked.known_by}
    tables |= {f"attached_{name}": one.records for name, one in asked.attached.items()}
    for name, source in tables.items():
        line.execute(f"CREATE VIEW {name} AS SELECT * FROM {source}")
    return line
