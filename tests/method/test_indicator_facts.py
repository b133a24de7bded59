"""Sums of facts up a tree: by the plain description, by the statement for engines, and whatever the order."""

import sqlite3
from collections.abc import Mapping
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from guanmo.method.indicator_facts import (
    Fact,
    Part,
    Ranked,
    Rolled,
    fingerprint,
    parts_of,
    plain,
    rank,
    ranked_sql,
    read_part,
    roll_up,
    rolled_sql,
)
from guanmo.method.indicator_values import State

STATES = [one for one in State if one != State.NOT_APPLICABLE]
TOWN = {"c": None, "t": "c", "v1": "t", "v2": "t", "u": "c"}


def fact(organisation: str, numerator: int, state: State, denominator: int = 1) -> Fact:
    return Fact("day", "2026", organisation, numerator, denominator, state)


def test_what_is_known_adds_up_and_what_is_not_is_counted() -> None:
    facts = [
        fact("t", 100, State.SHOWN),
        fact("v1", 3, State.MET, 4),
        fact("v2", 50, State.UNKNOWN, 60),
        fact("u", 1, State.MISSED, 7),
    ]
    assert roll_up(facts, TOWN) == [
        Rolled("day", "2026", "c", 104, 12, met=1, missed=1, on_track=0, behind=0, shown=1, unknown=1),
        Rolled("day", "2026", "t", 103, 5, met=1, missed=0, on_track=0, behind=0, shown=1, unknown=1),
    ]


trees = st.lists(st.integers(0, 30), max_size=12).map(
    lambda parents: (
        {"o0": None} | {f"o{number}": f"o{parent % number}" for number, parent in enumerate(parents, start=1)}
    )
)


@st.composite
def counties(draw: st.DrawFn) -> tuple[Mapping[str, str | None], list[Fact]]:
    tree = draw(trees)
    places = draw(
        st.lists(
            st.tuples(st.sampled_from("ab"), st.sampled_from(["2026", "2026-Q1"]), st.sampled_from(sorted(tree))),
            unique=True,
        )
    )
    figures, states = st.integers(-(10**12), 10**12), st.sampled_from(STATES)
    return tree, [Fact(*place, draw(figures), draw(figures), draw(states)) for place in places]


@given(counties(), st.randoms())
@settings(max_examples=150, deadline=None)
def test_the_statement_gives_the_plain_sums_in_any_order(
    county: tuple[Mapping[str, str | None], list[Fact]], chance: object
) -> None:
    above, facts = county
    expected = roll_up(facts, above)
    shuffled = facts[:]
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    sums, places = by_sqlite(shuffled, above)
    assert sorted(sums) == sorted(map(plain, expected))
    assert sorted(places) == sorted(map(plain, rank(expected, above)))
    assert rank(roll_up(shuffled, above)[::-1], above) == rank(expected, above)
    assert parts_of(roll_up(shuffled, above)) == parts_of(expected)
    assert parts_of(shuffled) == parts_of(facts)


def by_sqlite(facts: list[Fact], above: Mapping[str, str | None]) -> tuple[list[Any], list[Any]]:
    line = sqlite3.connect(":memory:")
    line.execute("CREATE TABLE fact (indicator, period, organisation, numerator, denominator, state)")
    line.execute("CREATE TABLE organisation (organisation, above)")
    line.executemany("INSERT INTO fact VALUES (?, ?, ?, ?, ?, ?)", [plain(one) for one in facts])
    line.executemany("INSERT INTO organisation VALUES (?, ?)", above.items())
    line.execute(
        "CREATE TABLE parent AS SELECT DISTINCT above AS organisation FROM organisation WHERE above IS NOT NULL"
    )
    line.execute("""CREATE TABLE upwards AS WITH RECURSIVE chain(below, above) AS (
        SELECT organisation, organisation FROM organisation
        UNION SELECT c.below, o.above FROM chain c JOIN organisation o ON o.organisation = c.above WHERE o.above IS NOT NULL)
        SELECT below, above FROM chain""")
    line.execute(f"CREATE TABLE rolled AS {rolled_sql()}")
    return line.execute("SELECT * FROM rolled").fetchall(), line.execute(ranked_sql()).fetchall()


def test_places_among_neighbours_follow_the_share_that_meets() -> None:
    """2 of 3, 4 of 6 and 1 of 3 under one county; what was only shown has no place, nor has the county."""
    above = {"c": None, **dict.fromkeys("tuvw", "c")}
    sums = {"c": (7, 5), "t": (2, 1), "u": (4, 2), "v": (1, 2), "w": (0, 0)}
    rolled = [Rolled("day", "2026", name, 9, 9, *pair, 0, 0, 1, 0) for name, pair in sums.items()]
    assert rank(rolled, above) == [
        Ranked("day", "2026", "t", 1, 3),
        Ranked("day", "2026", "u", 1, 3),
        Ranked("day", "2026", "v", 3, 3),
    ]


def test_one_figure_one_row_or_one_state_makes_another_fingerprint() -> None:
    facts = [fact("v1", 3, State.MET, 4), fact("v2", 5, State.MET, 6)]
    others = [
        [fact("v1", 4, State.MET, 4), facts[1]],
        [fact("v1", 5, State.MET, 6), fact("v2", 3, State.MET, 4)],
        [fact("v1", 3, State.MISSED, 4), facts[1]],
        facts[:1],
        [*facts, facts[1]],
    ]
    marks = {fingerprint(parts_of(one), [], []) for one in (facts, facts[::-1], *others)}
    assert len(marks) == 1 + len(others)
    assert (
        fingerprint(parts_of(facts), [], [])
        != fingerprint([], parts_of(facts), [])
        != fingerprint([], [], parts_of(facts))
    )


def test_a_part_is_read_as_it_was_written() -> None:
    part = Part("day", "2026-Q1", 12, "ab" * 32)
    assert read_part(part.line) == part
