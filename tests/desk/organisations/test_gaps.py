"""The structure check lists who has no superior, no leadership, no form of a branch, or no rules; and nobody else."""

from datetime import date
from typing import Any

import pytest

from guanmo.stages.organisations.enums import Form
from guanmo.stages.organisations.models import Appointment, Organisation
from tests.county import Scene
from tests.desk.indicators.facts import record
from tests.desk.records.ledgers import county_with_ledgers
from tests.desk.rounds.pages import Desk


@pytest.fixture
def scene(db: Any) -> Scene:
    return county_with_ledgers()


def gaps(scene: Scene, person: str) -> list[list[str]]:
    found = Desk(scene, person).get("/organisations/structure/").context["gaps"]
    return [[name for name, _url in one.organisations] for one in found]


@pytest.mark.requirement("S2-2.2.1")
def test_each_of_the_four_gaps_is_listed_until_it_is_closed(scene: Scene) -> None:
    villages = ["A1村党支部", "A2村党支部", "A3社区党支部"]
    two_new = ["A镇样例公司党支部", "A镇样例协会党支部"]
    assert gaps(scene, "a_officer") == [[], ["A镇样例协会党支部"], [], villages + two_new]

    record("organisation_rule", "2026-02-01", "A1", title="议事规则")(scene)
    Organisation.objects.filter(code="A2").update(form=Form.DEPARTMENT)
    Appointment.objects.filter(user__username="a3_secretary").update(ended_on=date(2025, 12, 31))
    assert gaps(scene, "a_officer") == [
        [],
        ["A3社区党支部", "A镇样例协会党支部"],
        ["A2村党支部"],
        [*villages[1:], *two_new],
    ]


@pytest.mark.requirement("S2-2.2.1")
def test_who_stands_under_a_dissolved_committee_has_no_superior(scene: Scene) -> None:
    assert gaps(scene, "county_admin")[0] == []
    Organisation.objects.filter(code="B").update(dissolved_on=date(2026, 1, 1))
    assert gaps(scene, "county_admin")[0] == ["B1村党支部"]
