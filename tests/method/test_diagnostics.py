"""Questions about a round: asked where something was planted, and in rounds with nothing wrong as seldom as they say.

The made-up rounds are those of ``tools/base_rates.py``; seeds are fixed, so that a rate is the same on every run.
"""

from decimal import Decimal

import numpy as np
import pytest

from guanmo.method.diagnostics import judges_enough
from guanmo.method.diagnostics.areas import reciprocity
from guanmo.method.diagnostics.asked import KINDS, Asked, ask
from guanmo.method.diagnostics.items import item_signs
from guanmo.method.diagnostics.seen import Question, Sheet
from guanmo.method.diagnostics.times import order
from guanmo.method.diagnostics.two_way import TwoWay
from guanmo.stages.results.content import base_rate
from tools.base_rates import COUNTY, CROSSED, INTERNAL, Design, Planted, items_of, rates, round_of

ROUNDS = 40


@pytest.fixture(scope="module")
def nothing_wrong() -> dict[str, dict[str, float]]:
    """How often each question is asked in rounds with nothing wrong."""
    designs = {"internal": INTERNAL, "county": COUNTY, "at home": CROSSED}
    return {name: rates(design, ROUNDS) for name, design in designs.items()}


@pytest.mark.parametrize("design", ["internal", "county", "at home"])
def test_rounds_with_nothing_wrong_are_asked_about_once_in_twenty(
    nothing_wrong: dict[str, dict[str, float]], design: str
) -> None:
    """40 rounds at one in twenty ask twice; 7 or more would come once in three hundred."""
    asked = {kind: rate for kind, rate in nothing_wrong[design].items() if kind != "any"}

    assert {kind: rate for kind, rate in asked.items() if rate > 6 / ROUNDS} == {}
    assert 0.015 < np.mean(list(asked.values())) < 0.075


def test_each_design_shows_what_it_can(nothing_wrong: dict[str, dict[str, float]]) -> None:
    apart = {kind for kind in KINDS if kind not in ("home", "reciprocity")}

    assert set(nothing_wrong["internal"]) - {"any"} == apart
    assert set(nothing_wrong["county"]) - {"any"} == apart | {"reciprocity"}
    assert set(nothing_wrong["at home"]) - {"any"} == set(KINDS)


PLANTED = [
    ("severity", INTERNAL, Planted(strict=25), ("评委0-0",), -20),
    ("straight_lining", INTERNAL, Planted(flat=True), ("评委0-0",), 0.1),
    ("spread", INTERNAL, Planted(wide=True), ("评委0-0",), 2.2),
    ("consistency", INTERNAL, Planted(erratic=8), ("评委0-0",), 2),
    ("home", CROSSED, Planted(home=5), (), 5),
    ("reciprocity", CROSSED, Planted(favour=7), ("乡0", "乡1"), 6),
    ("order", COUNTY, Planted(late=9), (), 9),
    ("time_of_day", COUNTY, Planted(afternoon=8), (), 8),
]


@pytest.mark.parametrize(("kind", "design", "planted", "about", "size"), PLANTED, ids=[one[0] for one in PLANTED])
def test_what_was_planted_is_asked_about_in_its_size(
    kind: str, design: Design, planted: Planted, about: tuple[str, ...], size: float
) -> None:
    found = [first_of(kind, ask(round_of(design, seed, planted))) for seed in range(5)]

    named = [one for one in found if one is not None and one.about == about]
    assert len(named) >= 4
    assert np.mean([one.size for one in named]) == pytest.approx(size, rel=0.3, abs=0.3)


def first_of(kind: str, asked: Asked) -> Question | None:
    return next((one for one in asked.questions if one.kind == kind), None)


def test_item_on_which_judges_disagree_is_asked_about() -> None:
    found = [first_of("item_disagreement", ask([], *items_of(seed, disputed=True))) for seed in range(5)]

    assert [one.about for one in found if one] == [("一.0",)] * 5


def test_item_on_which_everybody_gets_full_marks_is_asked_about() -> None:
    found = [first_of("full_marks", ask([], *items_of(seed, idle=True))) for seed in range(5)]

    assert [one.about for one in found if one] == [("一.0",)] * 5


def test_favour_that_is_not_returned_is_none() -> None:
    """乡0 gives 乡1 ten points more and gets nothing back."""
    sheets = [
        Sheet(
            one.judge, one.organisation, one.score + 10 * (one.home == "乡0" and one.away == "乡1"), one.home, one.away
        )
        for one in round_of(CROSSED, 3)
    ]

    tried, _rest = reciprocity(TwoWay(sheets))

    assert tried is not None
    assert all(one.chance > 0.05 for one in tried if one.about == ("乡0", "乡1"))


def test_later_visits_of_one_township_are_not_taken_for_better_townships() -> None:
    """Each township is visited on one day, and the later ones are better: days cannot be told from townships."""
    sheets = [
        Sheet(one.judge, one.organisation, one.score + 6 * int(one.away[1:]), one.home, one.away, int(one.away[1:]) + 1)
        for one in round_of(COUNTY, 1)
    ]

    assert order(TwoWay(sheets)) is None


def test_what_the_visits_cannot_show_is_said() -> None:
    alone = ask([Sheet("一", f"村{number}", 80.0 + number) for number in range(8)])

    assert set(alone.unknown) == set(KINDS)
    assert ask([]).unknown == KINDS


def test_order_of_input_never_matters() -> None:
    sheets = round_of(COUNTY, 4, Planted(erratic=8))

    assert ask(sheets[::-1]) == ask(sheets)


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


def test_two_way_effects_of_a_table_worked_by_hand() -> None:
    """甲 90 and 80, 乙 88 and 78: the second judge is 10 below, so +5 and -5; nothing is left over."""
    round = TwoWay([Sheet("一", "甲", 90), Sheet("二", "甲", 80), Sheet("一", "乙", 88), Sheet("二", "乙", 78)])

    assert round.judge_effect == pytest.approx([5, -5])
    assert round.residual == pytest.approx([0, 0, 0, 0])
    assert round.degrees == 1


def test_how_many_judges_are_enough() -> None:
    """By hand: 16 / (16 + 16 / n) >= 0.8 from n = 4; 16 / (16 + 36 / n) >= 0.8 from n = 9."""
    assert (judges_enough(16, 16), judges_enough(16, 36), judges_enough(16, 1)) == (4, 9, 1)


def test_pair_that_favours_each_other_does_not_make_others_look_poor() -> None:
    """Beside two townships that give each other ten points more everybody else seems to give less, at home too."""
    found = [ask(round_of(CROSSED, seed, Planted(favour=10))).questions for seed in range(10)]

    others = [one for questions in found for one in questions if one.kind in ("reciprocity", "home")]
    assert [one.about for one in others].count(("乡0", "乡1")) == 10
    assert len(others) <= 12


def test_no_rate_is_claimed_for_questions_that_compare_items() -> None:
    """Items of unequal difficulty are asked about though nothing is wrong, so nobody can say how often that is chance."""
    told = {kind: base_rate(kind, 0.03, str) for kind in KINDS}

    assert {kind for kind, words in told.items() if not any(one.isdigit() for one in words)} == {
        "item_disagreement",
        "full_marks",
    }
