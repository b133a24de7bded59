"""Contact points of leaders: how many each must have, among which organisations, and whom nobody looks after."""

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.db.models import QuerySet

from guanmo.stages.members.domain.designate import Naming, designate
from guanmo.stages.members.enums import DesignationFunction
from guanmo.stages.organisations.models import ContactPoint
from guanmo.stages.rectification.domain.weak_case import open_weak_case
from guanmo.stages.rectification.enums import Basis
from guanmo.stages.results.models import Classification
from tests.county import Scene
from tests.desk.records.ledgers import logged_in, write
from tests.desk.rounds.pages import Desk
from tests.stages.results.scene import classified_round

PATH = "/contact-points/"


def page(desk: Desk) -> Any:
    return desk.get(PATH).context["page"]


def rows(desk: Desk, number: int) -> list[list[str]]:
    return [[str(cell.text) for cell in row] for row in page(desk).tables[number].rows]


def leaders(desk: Desk) -> dict[str, list[str]]:
    return {row[0]: row[2:] for row in rows(desk, 1)}


def choose(desk: Desk, county: Scene, leader: str, code: str, on: str) -> Any:
    form = {"leader": str(county.person(leader).uuid), "organisation": str(county[code].uuid), "on": on}
    return desk.post(f"/organisations/{county['A'].uuid}/contact-points/new/", **form)


def made_backward(county: Scene, *codes: str) -> None:
    """These organisations were given the lowest class on 1 October 2026."""
    round = classified_round(county)
    for code in codes:
        one = Classification.objects.filter(standing__ranking__round=round, standing__organisation__code=code)[0]
        Classification.objects.create(standing=one.standing, management_class="backward", reason="样例", by=one.by)
    at = datetime(2026, 10, 1, 9, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
    QuerySet.update(Classification.objects.all(), at=at)  # as if it had been given on that day


@pytest.mark.requirement("S2-3.3-a", "S2-3.3-c")
def test_every_leader_holds_a_contact_point_with_its_days_and_the_division_of_work(scene: Scene) -> None:
    desk = Desk(scene, "a_officer")
    designate(
        Naming(DesignationFunction.LEADER_IN_CHARGE, "a_member", date(2026, 1, 5), field="农业"),
        organisation=scene["A"], by=None,
    )  # fmt: skip
    none = "0个，其中选择时为后进的0个"
    assert leaders(desk)["a_member"] == [none, "至少1个", "还不符合"]
    assert set(leaders(desk)) == {"a_secretary", "a_deputy", "a_member", "a_officer"}

    choose(desk, scene, "a_member", "A1", "2026-02-01")

    assert leaders(desk)["a_member"][2] == "符合"
    assert rows(desk, 2) == [["A1村党支部", "a_member", "农业", "2026-02-01起", "还没有定类", "还没有去过"]]
    assert "已经是a_member的联系点" in choose(desk, scene, "a_member", "A1", "2026-02-02").content.decode()
    point = ContactPoint.objects.get()
    desk.post(f"/contact-points/{point.uuid}/end/", on="2026-09-01")
    assert leaders(desk)["a_member"][2] == "还不符合"
    point.refresh_from_db()
    assert (str(point.started_on), str(point.ended_on)) == ("2026-02-01", "2026-09-01")


@pytest.mark.requirement("S2-3.3-b")
def test_secretary_and_deputies_choose_two_or_three_that_were_backward(scene: Scene) -> None:
    desk = Desk(scene, "a_officer")
    made_backward(scene, "A1", "A2")

    choose(desk, scene, "a_secretary", "A1", "2026-10-05")
    assert leaders(desk)["a_secretary"] == ["1个，其中选择时为后进的1个", "2至3个，选择时为后进", "还不符合"]
    choose(desk, scene, "a_secretary", "A2", "2026-10-05")
    assert leaders(desk)["a_secretary"] == ["2个，其中选择时为后进的2个", "2至3个，选择时为后进", "符合"]

    # Chosen before the class was given, the same two do not count as backward.
    choose(desk, scene, "a_deputy", "A1", "2026-09-30")
    choose(desk, scene, "a_deputy", "A2", "2026-10-01")
    assert leaders(desk)["a_deputy"] == ["2个，其中选择时为后进的1个", "2至3个，选择时为后进", "还不符合"]


@pytest.mark.requirement("S2-3.3-d")
def test_weak_or_backward_organisation_that_is_nobodys_contact_point_is_listed(scene: Scene) -> None:
    desk = Desk(scene, "a_officer")
    made_backward(scene, "A1")
    open_weak_case(scene["A3"], batch="第一批", basis=Basis.OTHER, reason="班子不齐", by=scene.person("a_officer"))
    assert rows(desk, 0) == [["A1村党支部", "后进"], ["A3社区党支部", "软弱涣散"]]

    choose(desk, scene, "a_member", "A3", "2026-10-05")

    assert rows(desk, 0) == [["A1村党支部", "后进"]]
    assert rows(Desk(scene, "b_officer"), 0) == []


def test_last_visit_comes_from_the_ledger(scene: Scene) -> None:
    desk = Desk(scene, "a_officer")
    choose(desk, scene, "a_member", "A1", "2026-02-01")
    visit = {
        "point": str(scene["A1"].uuid),
        "leader": str(scene.person("a_member").uuid),
        "guidance": "研究换届",
        "held_on": "2026-11-05",
    }
    write(logged_in(scene, "a_officer"), scene, "A", "contact_point_visit", visit)

    assert rows(desk, 2)[0][5] == "10天前"


def test_leader_sees_the_own_points_and_a_village_chooses_none(scene: Scene) -> None:
    choose(Desk(scene, "a_officer"), scene, "a_member", "A1", "2026-02-01")

    assert [row[0] for row in rows(Desk(scene, "a_member"), 2)] == ["A1村党支部"]
    assert [row[1] for row in rows(Desk(scene, "a1_secretary"), 2)] == ["a_member"]
    assert rows(Desk(scene, "a2_secretary"), 2) == []
    path = f"/contact-points/{ContactPoint.objects.get().uuid}/end/"
    for person in ("a1_secretary", "b_officer", "a_member"):
        assert Desk(scene, person).post(path, on="2026-09-01").status_code == 404
    assert Desk(scene, "a1_secretary").get(f"/organisations/{scene['A1'].uuid}/contact-points/new/").status_code == 404
