"""Who observes whom in a cross round: never the own township, all as evenly as possible (S0-3.2-d)."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guanmo.method.team_targets import team_targets

TOWNSHIPS = [f"township {n}" for n in range(12)]


def teams(each: int, townships: list[str]) -> dict[str, str]:
    return {f"{one} team {number}": one for one in townships for number in range(each)}


@given(each=st.integers(1, 4), count=st.integers(2, 12), seed=st.text(max_size=8))
def test_where_all_send_the_same_number_all_receive_it_and_nobody_the_own(each: int, count: int, seed: str) -> None:
    senders = teams(each, TOWNSHIPS[:count])

    targets = team_targets(senders, TOWNSHIPS[:count], chosen={}, seed=seed)

    assert Counter(targets.values()) == dict.fromkeys(TOWNSHIPS[:count], each)
    assert all(senders[team] != target for team, target in targets.items())


@given(st.dictionaries(st.sampled_from(TOWNSHIPS), st.integers(0, 3), min_size=2), st.text(max_size=8))
def test_uneven_numbers_send_every_team_to_another_township(numbers: dict[str, int], seed: str) -> None:
    senders = {f"{one} team {k}": one for one, number in numbers.items() for k in range(number)}

    targets = team_targets(senders, numbers, chosen={}, seed=seed)

    assert set(targets) == set(senders)
    assert all(senders[team] != target for team, target in targets.items())


def test_order_of_input_changes_nothing_and_the_seed_does() -> None:
    senders = teams(2, TOWNSHIPS)
    backwards = dict(reversed(senders.items()))

    first = team_targets(senders, TOWNSHIPS, chosen={}, seed="2026")

    assert team_targets(backwards, reversed(TOWNSHIPS), chosen={}, seed="2026") == first
    assert any(team_targets(senders, TOWNSHIPS, chosen={}, seed=str(n)) != first for n in range(3))


def test_what_was_chosen_by_hand_stays_and_counts() -> None:
    senders = {"a": "A", "b": "B", "c": "C"}

    targets = team_targets(senders, ["A", "B", "C"], chosen={"a": "C"}, seed="any")

    assert targets == {"a": "C", "b": "A", "c": "B"}


@pytest.mark.parametrize("seed", ["x", "y"])
def test_only_township_has_nowhere_to_send_a_team(seed: str) -> None:
    assert team_targets({"a": "A"}, ["A"], chosen={}, seed=seed) == {}
