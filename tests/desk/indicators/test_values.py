"""Each indicator as an organisation's page shows it: kept, missed by one, and unknown where nobody recorded anything."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from guanmo.stages.indicators.content import asked_by_hand, shipped_indicators
from tests.county import Scene
from tests.desk.indicators.cases import CASES
from tests.desk.indicators.facts import Case, Fact
from tests.desk.indicators.sheet_cases import SHEET_CASES
from tests.desk.records.ledgers import logged_in

MARKED = [pytest.param(one, id=f"{one.id} {one.code}", marks=pytest.mark.requirement(one.id)) for one in CASES]
OF_SHEETS = [pytest.param(one, id=f"{one.id} {one.code}") for one in SHEET_CASES]
OF_THE_COUNTY = {
    "new_members_young", "new_members_educated", "new_members_both", "village_guides", "reserve_secretaries", "dues_to_primary",
    "secretary_college", "committee_age", "returned_talents", "placed_cadres", "revitalisation_training", "local_talents",
    "college_cadres", "excellent_branches", "outstanding_branches", "red_points", "regional_patterns", "centre_functions",
}  # fmt: skip
"""What is judged for the county alone: test_totals.py has both sides of each."""


@contextmanager
def only_here() -> Iterator[None]:
    """What happens inside is taken back."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def page_of(client: Client, scene: Scene, case: Case, facts: tuple[Fact, ...]) -> Any:
    for fact in (*case.background, *facts):
        fact(scene)
    url = reverse("desk:indicators-proof", args=[scene[case.at].uuid, case.code])
    answer = client.get(url, {"period": case.period})
    assert answer.status_code == 200
    return answer


@pytest.mark.parametrize("case", [*MARKED, *OF_SHEETS])
def test_an_indicator_is_met_missed_or_unknown(scene: Scene, case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "localdate", lambda *_args: case.today)
    client = logged_in(scene, "county_admin")
    for side in case.sides:
        with only_here():
            answer = page_of(client, scene, case, side.facts)
            card = answer.context["card"]
            assert (card.state, card.value) == (side.state, side.value)
            _adds_up(answer, card.reading)
    with only_here():
        assert page_of(client, scene, case, ()).context["card"].state == case.bare


def _adds_up(answer: Any, reading: Any) -> None:
    """The rows that the page lists make the value."""
    rows = [one.row for one in answer.context["rows"]]
    if reading.value is None:
        return
    assert sum(one.numerator or 0 for one in rows) == reading.value.numerator
    if reading.asked.denominator:
        assert sum(one.denominator or 0 for one in rows) == reading.value.denominator
    assert f"<dd>{answer.context['card'].value} " in answer.content.decode()


def test_every_indicator_has_both_sides_of_its_border_and_a_side_without_data() -> None:
    asked = {one.code: one for one in shipped_indicators()}
    cases: dict[str, list[Case]] = {}
    for case in (*CASES, *SHEET_CASES):
        cases.setdefault(case.code, []).append(case)
    assert set(asked) - set(cases) == OF_THE_COUNTY
    for code, mine in cases.items():
        states = {side.state for case in mine for side in case.sides} | {case.bare for case in mine}
        needed = {"只看数值"} if asked[code].direction == "shown" else {"达标", "未达标"}
        assert needed <= states, code
        assert states & {"没有数据", "不适用"}, code


def test_every_requirement_named_by_an_indicator_has_its_case_or_its_own_test() -> None:
    named = {id for one in shipped_indicators() for id in one.asked_by}
    of_the_county = {
        "S3-5.2-d", "S4-7c", "S4-12d", "S4-12e", "S4-12f", "S4-12g", "S4-12h", "S4-12i", "S4-12j", "S4-12m", "S4-12n", "S4-15f",
        "S4-22a", "S4-31c", "S4-31e",
    }  # fmt: skip
    assert named - {one.id for one in CASES} == of_the_county  # test_totals.py


def test_what_no_record_answers_is_listed_for_people(scene: Scene) -> None:
    page = logged_in(scene, "county_admin").get(reverse("desk:indicators-list")).content.decode()
    assert len(asked_by_hand()) > 0
    for quote, why in asked_by_hand():
        assert quote in page
        assert why in page
