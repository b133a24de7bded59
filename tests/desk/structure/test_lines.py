"""Who leads which line: bodies with staff at their level, each organisation in exactly one line, and who leads, cooperates, guides."""

from typing import Any

import pytest
from django.utils import timezone

from guanmo.stages.members.models import Training
from guanmo.stages.organisations.domain.give_role import Gift, give_role
from guanmo.stages.organisations.enums import BodyKind, GrantedRole, Kind
from guanmo.stages.organisations.models import LineBody, LineStatement
from tests.county import Scene
from tests.desk.indicators.facts import organisation
from tests.desk.rounds.pages import Desk

PATH = "/lines/"
WITHOUT, DOUBLED, SCHOOLS, AGENCIES, LEVELS, BODIES, ALL = range(7)


def table(desk: Desk, number: int) -> list[list[str]]:
    return [[str(cell.text) for cell in row] for row in desk.get(PATH).context["page"].tables[number].rows]


def body(desk: Desk, county: Scene, kind: str, place: str = "C", host: str = "") -> Any:
    form = {
        "kind": kind,
        "name": f"样例{BodyKind(kind).label}",
        "place": str(county[place].uuid),
        "started_on": "2026-01-05",
    }
    if host:
        form["host"] = str(county[host].uuid)
    return desk.post("/lines/new/", **form)


def put(
    desk: Desk, county: Scene, code: str, kind: str, party: str = "local", business: str = "local", **more: str
) -> Any:
    """Into the line of the body of this kind at the county, or out of any line."""
    form = {"on": "2026-01-06", "party": party, "business": business}
    if kind:
        form["body"] = str(LineBody.objects.get(kind=kind, ended_on=None).uuid)
    return desk.post(f"/led-organisations/{county[code].uuid}/", **form, **more)


@pytest.fixture
def desk(county: Scene) -> Desk:
    """The county's officer, and an agency, an enterprise and two schools beside the small county."""
    for code, kind in (("U1", Kind.AGENCY), ("U2", Kind.SOE), ("U3", Kind.SCHOOL), ("U4", Kind.SCHOOL)):
        organisation(code, kind, "C")(county)
    return Desk(county, "county_admin")


@pytest.mark.requirement("S4-8c")
def test_an_enterprise_stands_in_exactly_one_line(desk: Desk, county: Scene) -> None:
    assert ["U2支部", "国有企业"] in table(desk, WITHOUT)
    body(desk, county, "state_assets")
    body(desk, county, "line_department")
    other = str(LineBody.objects.get(kind="line_department").uuid)
    put(desk, county, "U2", "state_assets", other=other)
    assert LineStatement.objects.get().other is None  # there is no field for a second one
    assert ["U2支部", "国有企业"] not in table(desk, WITHOUT)
    put(desk, county, "U2", "line_department")
    row = next(row for row in table(desk, ALL) if row[0] == "U2支部")
    assert row[3] == "样例主管部门（配合）"  # the newer statement holds, not both
    put(desk, county, "U2", "")
    assert ["U2支部", "国有企业"] in table(desk, WITHOUT)


@pytest.mark.requirement("S4-28a", "S4-28b", "S4-28c")
@pytest.mark.parametrize(
    ("party", "business", "committee", "line"),
    [
        pytest.param("local", "local", "样例县（领导）", "样例主管部门（配合）"),
        pytest.param("local", "vertical", "样例县（领导）", "样例主管部门（指导）"),
        pytest.param("vertical", "vertical", "样例县（配合）", "样例主管部门（领导）"),
    ],
)
def test_party_relation_and_business_say_who_leads(
    desk: Desk, county: Scene, party: str, business: str, committee: str, line: str
) -> None:
    body(desk, county, "line_department")
    put(desk, county, "U2", "line_department", party, business)
    row = next(row for row in table(desk, ALL) if row[0] == "U2支部")
    assert row[2:4] == [committee, line]


def test_a_combination_that_the_rules_do_not_know_is_refused(desk: Desk, county: Scene) -> None:
    body(desk, county, "line_department")
    assert "业务工作也是垂直管理" in put(desk, county, "U2", "line_department", "vertical", "local").content.decode()
    assert not LineStatement.objects.exists()


@pytest.mark.requirement("S4-9a", "S4-28e")
def test_schools_stand_in_the_education_line_and_all_are_guided_by_it(desk: Desk, county: Scene) -> None:
    body(desk, county, "education")
    body(desk, county, "line_department")
    put(desk, county, "U3", "education")
    put(desk, county, "U4", "line_department")
    assert table(desk, SCHOOLS) == [["U4支部", "样例主管部门"]]
    guided = {row[0]: row[3:5] for row in table(desk, ALL)}
    assert guided["U3支部"] == ["样例教育工委（配合）", "样例教育工委"]
    assert guided["U4支部"] == ["样例主管部门（配合）", "样例教育工委"]
    assert guided["U1支部"][1] == "—"


@pytest.mark.requirement("S4-28d", "S4-28f")
@pytest.mark.parametrize(("kind", "good", "bad"), [("organs", "U1", "U2"), ("state_assets", "U2", "U1")])
def test_organs_and_state_assets_lead_their_own_lines_alone(
    desk: Desk, county: Scene, kind: str, good: str, bad: str
) -> None:
    body(desk, county, kind)
    put(desk, county, good, kind)
    assert put(desk, county, bad, kind).context["form"].errors
    assert [one.organisation.code for one in LineStatement.objects.all()] == [good]


@pytest.mark.requirement("S4-10a")
def test_three_bodies_of_each_agency(desk: Desk, county: Scene) -> None:
    body(desk, county, "organs")
    body(desk, county, "agency_group", "U1")
    assert table(desk, AGENCIES) == [["U1支部", "样例部门党组", "没有", "没有"]]
    body(desk, county, "agency_committee", "U1")
    put(desk, county, "U1", "organs")
    assert table(desk, AGENCIES) == [["U1支部", "样例部门党组", "样例机关党委", "样例县直机关工委"]]
    assert body(desk, county, "agency_group", "C").context["form"].errors


@pytest.mark.requirement("S4-11a", "S4-28g")
def test_two_new_organisations_under_none_or_under_two_are_listed(desk: Desk, county: Scene) -> None:
    assert body(desk, county, "two_new_committee").context["form"].errors  # not without the department as its house
    for kind, host in (("two_new_committee", "D"), ("non_public", ""), ("social", "")):
        body(desk, county, kind, host=host)
    committee, company = (
        LineBody.objects.get(kind="two_new_committee"),
        str(LineBody.objects.get(kind="non_public").uuid),
    )
    desk.post(
        f"/lines/{committee.uuid}/", on="2026-02-01", head="样部长", members="样甲、样乙", full_time="1", part_time="2"
    )
    rows = {row[0]: row for row in table(desk, BODIES)}
    assert rows["样例“两新”组织党工委"][2:] == ["样例县", "样例县委组织部", "样部长、样甲、样乙；专职1人，兼职2人"]
    assert rows["样例社会组织党委"][4] == "没有登记人员"

    put(desk, county, "AE", "two_new_committee", other=company)
    assert table(desk, DOUBLED) == [["A镇样例公司党支部", "样例“两新”组织党工委、样例非公有制经济组织党委"]]
    assert [row[0] for row in table(desk, WITHOUT) if row[1].startswith("新")] == ["A镇样例协会党支部"]
    put(desk, county, "AE", "non_public")
    assert table(desk, DOUBLED) == []


@pytest.mark.requirement("S4-29a")
def test_levels_without_a_leading_group_or_its_office(desk: Desk, county: Scene) -> None:
    for kind in ("leading_group", "leading_office"):
        body(desk, county, kind, "A")
    body(desk, county, "leading_group", "B")
    rows = dict(table(desk, LEVELS))  # type: ignore[arg-type]
    assert (rows["A镇"], rows["B镇"]) == ("齐全", "党建工作领导小组办公室")
    assert rows["样例县"].startswith("党建工作领导小组、党建工作领导小组办公室")
    office = LineBody.objects.get(kind="leading_office")
    desk.post(f"/lines/{office.uuid}/", on="2026-02-01", head="样主任", members="样丙", full_time="2", part_time="0")
    assert table(Desk(county, "a_officer"), BODIES)[1][4] == "样主任、样丙；专职2人，兼职0人"
    desk.post(f"/lines/{office.uuid}/end/", on="2026-03-01")
    assert dict(table(desk, LEVELS))["A镇"] == "党建工作领导小组办公室"  # type: ignore[arg-type]
    assert Desk(county, "b_officer").get(PATH).context["page"].kpis[0].value == 1  # its own alone


@pytest.mark.requirement("S4-13e")
def test_the_line_has_the_task_and_the_right_to_train_secretaries(desk: Desk, county: Scene) -> None:
    body(desk, county, "organs")
    put(desk, county, "U1", "organs")
    task = {row[0]: row[5] for row in table(desk, ALL)}
    assert (task["U1支部"], task["A镇样例公司党支部"]) == ("样例县直机关工委", "—")
    county.seat_without_a_role("line_officer")
    path = f"/organisations/{county['U1'].uuid}/trainings/new/"
    plan = {"title": "机关书记轮训班", "starts_on": "2026-05-06", "days": "3", "hours": "12", "rotation": "on",
            "agency-goal": "履职", "agency-content": "条例"}  # fmt: skip
    assert Desk(county, "line_officer").client.post(path, plan).status_code == 404
    gift = Gift(GrantedRole.LINE_OFFICER, county["U1"], timezone.localdate(), None, "归口管理")
    give_role(county.person("line_officer"), gift, by=None)
    Desk(county, "line_officer").post(path, **plan)
    assert Training.objects.get().organiser == county["U1"]


def test_only_the_department_sets_up_lines(county: Scene) -> None:
    desk = Desk(county, "a_secretary")
    assert desk.client.get("/lines/new/").status_code == 404
    assert desk.client.get(f"/led-organisations/{county['AE'].uuid}/").status_code == 404
    assert desk.get(PATH).status_code == 200
