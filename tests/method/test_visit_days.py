"""Days for a plan of visits: nobody has more than was agreed, one area stays together."""

from collections import Counter

import pytest

from guanmo.method.visit_days import TooFewDays, days_of
from guanmo.method.visit_design import Place, Visitor, assign, prospect

PLACES = [Place(f"乡{area}村{number}", f"乡{area}") for area in range(6) for number in range(4)]
VISITORS = [Visitor(f"乡{area}评委{number}", f"乡{area}") for area in range(6) for number in range(2)]
AREA = {one.name: one.area for one in PLACES}


def test_nobody_visits_more_a_day_than_was_agreed() -> None:
    visits = assign(PLACES, VISITORS, each=3, most=9, seed="1", anchors=1)

    days = days_of(visits, AREA, days=4, a_day=3)

    loads = Counter((judge, days[place]) for place, panel in visits.items() for judge in panel)
    assert max(loads.values()) <= 3
    assert set(days) == set(visits)
    assert set(days.values()) <= {1, 2, 3, 4}
    assert days_of(dict(reversed(visits.items())), AREA, days=4, a_day=3) == days


def test_places_of_one_area_stand_on_one_day_where_that_is_possible() -> None:
    visits = {place.name: (f"评委{place.area}",) for place in PLACES}

    days = days_of(visits, AREA, days=3, a_day=4)

    assert {len({days[one.name] for one in PLACES if one.area == area}) for area in set(AREA.values())} == {1}
    assert sorted(Counter(days.values()).values()) == [8, 8, 8]


def test_days_that_are_too_few_are_refused() -> None:
    with pytest.raises(TooFewDays) as short:
        days_of({"甲": ("一",), "乙": ("一",), "丙": ("一",)}, {}, days=2, a_day=1)

    assert short.value.place == "甲"


def test_anchor_is_visited_by_everybody_from_elsewhere_and_lowers_the_error() -> None:
    plain = assign(PLACES, VISITORS, each=2, most=9, seed="1")
    tied = assign(PLACES, VISITORS, each=2, most=9, seed="1", anchors=1)

    anchor = max(tied, key=lambda place: len(tied[place]))
    assert set(tied[anchor]) == {one.name for one in VISITORS if one.area != AREA[anchor]}
    assert sorted(len(panel) for panel in tied.values())[:-1] == [2] * 23
    before, after = prospect(plain).error, prospect(tied).error
    assert before is not None
    assert after is not None
    assert after < before


def test_areas_stay_together_only_where_all_can() -> None:
    """Two judges go to three places of one area: two on one day, but not three; both get two days all the same."""
    visits = {"甲": ("一", "二"), "乙": ("一", "二"), "丙": ("一", "二"), "丁": ("一", "二")}

    days = days_of(visits, dict.fromkeys(visits, "东乡"), days=2, a_day=2)

    assert sorted(Counter(days.values()).values()) == [2, 2]
