"""Plans of visits: nobody at home, work shared, judges connected; and the error expected before anyone travels."""

from collections import Counter

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.sparse import csr_array
from scipy.sparse.csgraph import maximum_flow

from guanmo.method.visit_design import Place, TooFewVisitors, Visitor, assign, best_extras, fewest_parts, prospect

AREAS = [f"乡{number}" for number in range(6)]
PLACES = [Place(f"{area}村{number}", area) for area in AREAS for number in range(5)]
VISITORS = [Visitor(f"{area}评委{number}", area) for area in AREAS for number in range(2)]


@given(st.integers(0, 10_000))
@settings(max_examples=25, deadline=None)
def test_nobody_scores_at_home_and_work_is_shared(seed: int) -> None:
    visits = assign(PLACES, VISITORS, each=3, most=10, seed=str(seed))

    home = {one.name: one.area for one in VISITORS}
    loads = Counter(judge for panel in visits.values() for judge in panel)
    assert {len(set(panel)) for panel in visits.values()} == {3}
    assert all(home[judge] != place[:2] for place, panel in visits.items() for judge in panel)
    assert max(loads.values()) - min(loads.values()) <= 2
    assert prospect(visits).parts == 1


def test_same_seed_same_visits_whatever_the_order() -> None:
    first = assign(PLACES, VISITORS, each=3, most=10, seed="甲")

    assert assign(PLACES[::-1], VISITORS[::-1], each=3, most=10, seed="甲") == first
    assert assign(PLACES, VISITORS, each=3, most=10, seed="乙") != first


@pytest.mark.parametrize("seed", range(60))
def test_plan_is_found_wherever_there_is_one(seed: int) -> None:
    """3 townships of 6 villages, 2 judges each, 2 to a village, 6 villages at most: each goes to 3 and 3 of the others'."""
    areas = ["东乡", "西乡", "南乡"]
    places = [Place(f"{area}村{number}", area) for area in areas for number in range(6)]
    visitors = [Visitor(f"{area}评委{number}", area) for area in areas for number in range(2)]

    visits = assign(places, visitors, each=2, most=6, seed=str(seed))

    loads = Counter(judge for panel in visits.values() for judge in panel)
    assert set(loads.values()) == {6}
    assert all(len(set(panel)) == 2 and all(one[:2] != place[:2] for one in panel) for place, panel in visits.items())


@given(st.data())
@settings(max_examples=60, deadline=None)
def test_plan_is_refused_only_where_there_is_none(data: st.DataObject) -> None:
    """A maximum flow by another library says whether there is a plan."""
    areas = ["", "东", "西", "南"]
    places = [Place(f"村{n}", data.draw(st.sampled_from(areas))) for n in range(data.draw(st.integers(1, 7)))]
    visitors = [Visitor(f"委{n}", data.draw(st.sampled_from(areas))) for n in range(data.draw(st.integers(1, 5)))]
    each, most = data.draw(st.integers(1, 3)), data.draw(st.integers(1, 5))
    may = [[not (one.area and one.area == place.area) for one in visitors] for place in places]

    try:
        visits = assign(places, visitors, each=each, most=most, seed="", anchors=data.draw(st.integers(0, 2)))
    except TooFewVisitors:
        assert seats_filled(may, each, most) < each * len(places)
    else:
        loads = Counter(judge for panel in visits.values() for judge in panel)
        assert max(loads.values()) <= most
        assert all(len(set(panel)) == len(panel) >= each for panel in visits.values())
        assert seats_filled(may, each, most) == each * len(places)


def seats_filled(may: list[list[bool]], each: int, most: int) -> int:
    """Source 0, places, visitors, sink: the greatest flow."""
    rows, columns = len(may), len(may[0])
    sink = rows + columns + 1
    capacity = np.zeros((sink + 1, sink + 1), dtype=np.int32)
    capacity[0, 1 : rows + 1] = each
    capacity[1 : rows + 1, rows + 1 : sink] = np.array(may, dtype=np.int32)
    capacity[rows + 1 : sink, sink] = most
    return int(maximum_flow(csr_array(capacity), 0, sink).flow_value)


def test_townships_that_only_visit_each_other_stay_apart_whatever_is_added() -> None:
    places = [Place(f"{area}村{number}", area) for area in "东西" for number in range(4)]
    visitors = [Visitor(f"{area}评委{number}", area) for area in "东西" for number in range(3)]
    visits = assign(places, visitors, each=2, most=6, seed="")

    assert (prospect(visits).parts, fewest_parts(places, visitors)) == (2, 2)
    assert {one.parts for one in best_extras(visits, places, visitors, most=9)} == {2}
    assert fewest_parts(places, [*visitors, Visitor("县里来的")]) == 1


def test_plan_that_cannot_be_says_for_whom() -> None:
    with pytest.raises(TooFewVisitors) as short:
        assign(PLACES[:1], VISITORS[:2], each=1, most=10, seed="")  # both judges are at home there

    assert short.value.place == "乡0村0"


def test_expected_error_of_two_judges_who_see_the_same_two_places() -> None:
    """By hand: both went to both, so strictness cancels: variance 2 x 16 / 2, error 4."""
    found = prospect({"甲": ("一", "二"), "乙": ("一", "二")}, noise=4, severity=3)

    assert found.error == pytest.approx(4, rel=1e-4)


def test_expected_error_of_two_places_seen_by_one_other_judge_each() -> None:
    """By hand: 甲 by 一 and 二, 乙 by 二 and 三. Means differ by noise 2 x 16 / 2 and by (一 - 三) / 2, so 16 + 2 x 9 / 4 at
    equal weights; the shared judge's weight may shift: minimise 32(w^2 + (1 - w)^2) + 18 w^2 over the weight w of the
    others, w = 32 / 82."""
    found = prospect({"甲": ("一", "二"), "乙": ("二", "三")}, noise=4, severity=3)

    weight = 32 / 82
    assert found.error == pytest.approx(np.sqrt(32 * (weight**2 + (1 - weight) ** 2) + 18 * weight**2), rel=1e-3)


def test_parts_and_the_only_bridge_are_named() -> None:
    apart = {"甲": ("一", "二"), "乙": ("一", "二"), "丙": ("三",), "丁": ("三",)}
    joined = {**apart, "丁": ("三", "二")}

    assert prospect(apart).parts == 2
    assert prospect(joined).parts == 1
    assert prospect(joined).bridges == ("三", "二")


def test_extra_visit_that_joins_the_parts_comes_first() -> None:
    places = [Place(name) for name in ("甲", "乙", "丙", "丁")]
    visitors = [Visitor(name) for name in ("一", "二", "三", "四")]
    visits = {"甲": ("一", "二"), "乙": ("一", "二"), "丙": ("三", "四"), "丁": ("三", "四")}

    first, second = best_extras(visits, places, visitors, most=9, count=2)

    after = {**visits, first.place: (*visits[first.place], first.visitor)}
    assert prospect(after).parts == 1
    assert second.error < first.error


def test_extra_visits_keep_the_bound_and_promise_nothing_for_one_place() -> None:
    visits = {"甲": ("一", "二"), "乙": ("一", "二")}
    places, visitors = [Place("甲"), Place("乙")], [Visitor("一"), Visitor("二"), Visitor("三")]

    assert {one.visitor for one in best_extras(visits, places, visitors, most=2)} == {"三"}
    assert best_extras({"甲": ("一",)}, [Place("甲")], visitors, most=9) == ()
