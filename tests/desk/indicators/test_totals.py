"""Sums over the tree: exact, judged only where the county is asked, and the same however they are grouped."""

from datetime import date
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from guanmo.stages.indicators.models import IndicatorDefinition
from tests.county import Scene
from tests.desk.indicators.facts import Fact, designated, member, record, reserve, spent
from tests.desk.records.ledgers import logged_in

TODAY = date(2026, 11, 15)
YOUNG = {"birth_year": 1991, "education": "senior"}


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "localdate", lambda *_args: TODAY)


def line_of(scene: Scene, code: str, person: str = "county_admin") -> Any:
    """The line of one indicator on the overview."""
    page = logged_in(scene, person).get(reverse("desk:indicators-list"))
    lines = [one for _title, lines in page.context["groups"] for one in lines]
    return next(one for one in lines if one.summary.asked.code == code)


def write(scene: Scene, *facts: Fact) -> None:
    for fact in facts:
        fact(scene)


def retarget(scene: Scene, code: str, target: str) -> None:
    """The county sets another target on the page."""
    url = reverse("desk:indicators-edit", args=[code])
    answer = logged_in(scene, "county_admin").post(url, {"target": target, "tolerance": "0", "reason": "按今年计划"})
    assert answer.status_code == 302


@pytest.mark.requirement("S3-5.2-d")
def test_the_share_of_dues_spent_at_the_bottom_is_that_of_the_sums(scene: Scene) -> None:
    assert line_of(scene, "dues_to_primary").total == "—"
    write(scene, spent("10.10", "2026-01-01"), spent("19.90", "2026-11-15", "AE"), spent("70.00", "2026-05-05", "A"))
    write(scene, spent("500.00", "2026-05-05", "A", "remitted"), spent("900.00", "2025-12-31", "A"))
    assert line_of(scene, "dues_to_primary").total == "30%"
    detail = logged_in(scene, "county_admin").get(reverse("desk:indicators-detail", args=["dues_to_primary"]))
    assert [(area.code, line.total) for area, line in detail.context["areas"]] == [("A", "30%"), ("B", "—")]


@pytest.mark.requirement("S4-12g")
@pytest.mark.parametrize(
    "code", ["village_guides", pytest.param("reserve_secretaries", marks=pytest.mark.requirement("S4-12j"))]
)
def test_the_county_counts_people_against_a_target_that_it_sets(scene: Scene, code: str) -> None:
    assert (line_of(scene, code).total, line_of(scene, code).state) == ("—", "")
    one = designated("guide", "A1") if code == "village_guides" else reserve(1)
    two = designated("guide", "B1") if code == "village_guides" else reserve(1, at="B1")
    write(scene, one, two)
    assert (line_of(scene, code).total, line_of(scene, code).state) == ("2人", "未达标")  # against 1000
    retarget(scene, code, "3")
    assert line_of(scene, code).state == "未达标"
    retarget(scene, code, "2")
    assert line_of(scene, code).state == "达标"
    assert [one.version for one in IndicatorDefinition.objects.filter(code=code)] == [2, 3]


@pytest.mark.requirement("S4-15f")
@pytest.mark.parametrize(
    ("code", "good", "bad"),
    [
        ("new_members_young", YOUNG, {**YOUNG, "birth_year": 1990}),
        ("new_members_educated", YOUNG, {**YOUNG, "education": "junior"}),
        ("new_members_both", YOUNG, {**YOUNG, "education": "junior"}),
    ],
)
def test_new_members_are_judged_for_the_county_at_seventy_per_cent(
    scene: Scene, code: str, good: Any, bad: Any
) -> None:
    assert line_of(scene, code).state == ""
    write(scene, *(member(f"好{n}", "A1" if n % 2 else "AE", "2026-07-01", **good) for n in range(7)))
    write(
        scene, *(member(f"差{n}", "B1", "2026-11-15", **bad) for n in range(3)), member("老党员", joined="2025-12-31")
    )
    assert (line_of(scene, code).total, line_of(scene, code).tone) == ("70%（7/10）", "good")
    write(scene, member("再一个", "A2", "2026-02-02", **bad))
    assert (line_of(scene, code).total, line_of(scene, code).state) == (
        "63.6%（7/11）",
        "进度偏慢",
    )


def test_townships_add_up_to_the_county(scene: Scene) -> None:
    for at, present in (("A1", 1), ("A3", 1), ("B1", 0)):
        write(scene, record("party_group", "2026-01-09", at, agenda="一"))
        if present:
            write(scene, record("party_group", "2026-10-09", at, agenda="二"))
    line = line_of(scene, "party_group")
    assert (line.met, line.judged, line.missed, line.unknown) == (2, 3, 1, 3)
    page = logged_in(scene, "county_admin").get(reverse("desk:indicators-detail", args=["party_group"]))
    parts = [(area.code, one.met, one.judged, one.unknown) for area, one in page.context["areas"]]
    assert parts == [("A", 2, 2, 3), ("B", 0, 1, 0)]
    assert line_of(scene, "party_group", "a_secretary").judged == 2
