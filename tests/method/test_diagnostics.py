"""Questions about a round: found where they were put in, and raised by chance as seldom as they say."""

from decimal import Decimal

import numpy as np
import pytest

from guanmo.method.diagnostics import (
    Sheet,
    home_effect,
    item_signs,
    judges_enough,
    order_effect,
    reciprocity,
)

AREAS = [f"乡{number}" for number in range(6)]


def sheets(seed: int, *, home: float = 0.0, favour: float = 0.0, late: float = 0.0) -> list[Sheet]:
    """Judges of six townships score in all of them, ten sheets each way; 乡0 and 乡1 may favour each other."""
    chance = np.random.default_rng(seed)
    found = []
    for one in AREAS:
        for other in AREAS:
            for number in range(10):
                more = home * (one == other) + favour * ({one, other} == {"乡0", "乡1"}) + late * number / 9
                found.append(Sheet(f"{one}评委", f"{other}村{number}", chance.normal() + more, one, other, number))
    return found


def test_home_effect_is_found_in_its_size() -> None:
    found = home_effect(sheets(1, home=1.0))

    assert found is not None
    assert found.size == pytest.approx(1.0, abs=0.3)
    assert found.chance < 0.001
    assert found.sheets == 60


def test_pair_that_favours_each_other_comes_first() -> None:
    first = reciprocity(sheets(2, favour=1.5))[0]

    assert first.about == ("乡0", "乡1")
    assert first.chance < 0.0001


def test_favour_that_is_not_returned_is_none() -> None:
    one_way = [Sheet("a", "b", 3.0, "甲", "乙")] * 5 + [Sheet("b", "a", -3.0, "乙", "甲")] * 5

    assert reciprocity(one_way) == ()


def test_later_visits_that_get_more_are_noticed() -> None:
    found = order_effect(sheets(3, late=1.0))

    assert found is not None
    assert found.size == pytest.approx(1.0, abs=0.35)
    assert found.chance < 0.001


def test_chance_alone_raises_questions_as_seldom_as_they_say() -> None:
    """Where nothing was put in, a chance below 5 % comes in about 5 of 100 rounds."""
    rounds = [sheets(seed) for seed in range(300)]

    home = np.mean([one.chance < 0.05 for listed in rounds if (one := home_effect(listed))])
    order = np.mean([one.chance < 0.05 for listed in rounds if (one := order_effect(listed))])

    assert 0.02 < home < 0.09
    assert 0.02 < order < 0.09


def test_nobody_at_home_is_no_question() -> None:
    assert home_effect([Sheet("a", "b", 1.0, "甲", "乙")]) is None
    assert order_effect([Sheet("a", "b", 1.0)] * 5) is None


def test_items_on_which_all_agree_and_on_which_judges_differ() -> None:
    """By hand: 一.1 always 3 of 3. 一.2 of 4 points: 甲 4 and 2 (apart 2/4), 乙 4 and 4 (0): mean 1/4; full marks 3 of 4."""
    scores = {
        "一.1": {"甲": [Decimal(3)] * 2, "乙": [Decimal(3)] * 2},
        "一.2": {"甲": [Decimal(4), Decimal(2)], "乙": [Decimal(4), Decimal(4)]},
        "一.3": {"甲": [Decimal(1)]},
        "一.4": {},
    }
    points = {"一.1": Decimal(3), "一.2": Decimal(4), "一.3": Decimal(2), "一.4": Decimal(1)}

    found = {one.item: (one.full_marks, one.disagreement) for one in item_signs(scores, points)}

    assert found == {"一.1": (1.0, 0.0), "一.2": (0.75, 0.25), "一.3": (0.0, None)}


def test_how_many_judges_are_enough() -> None:
    """By hand: 16 / (16 + 16 / n) >= 0.8 from n = 4; 16 / (16 + 36 / n) >= 0.8 from n = 9."""
    assert (judges_enough(16, 16), judges_enough(16, 36), judges_enough(16, 1)) == (4, 9, 1)
