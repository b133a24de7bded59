"""Pairings, joint committees, liaison platforms, joint organisations: both sides, who answers, from when to when."""

from typing import Any

import pytest

from guanmo.stages.organisations.domain.create_organisation import create_organisation
from guanmo.stages.organisations.enums import Form, Kind
from guanmo.stages.organisations.models import Partnership
from tests.county import Scene
from tests.desk.rounds.pages import Desk

PATH = "/partnerships/"


def tables(desk: Desk, path: str = PATH) -> dict[str, list[list[str]]]:
    page = desk.get(path).context["page"]
    return {str(one.title): [[str(cell.text) for cell in row] for row in one.rows] for one in page.tables}


def share(desk: Desk) -> object:
    """Of villages with a branch or group on a cooperative."""
    return desk.get(PATH).context["page"].kpis[3].value


def begin(desk: Desk, county: Scene, code: str, kind: str, **changes: str) -> Any:
    form = {"kind": kind, "own_person": "样甲", "person": "样乙", "on": "2026-03-01", **changes}
    return desk.post(f"/organisations/{county[code].uuid}/partnerships/new/", **form)


def address(step: str = "") -> str:
    return f"/partnerships/{Partnership.objects.get().uuid}/{step}"


@pytest.mark.requirement("S3-6.2-h")
@pytest.mark.parametrize("missing", ["own_person", "person"])
def test_pairing_without_a_responsible_person_on_either_side_is_refused(county: Scene, missing: str) -> None:
    desk = Desk(county, "a_officer")
    side = {"organisation": str(county["AE"].uuid)}

    answer = begin(desk, county, "A1", "pairing", **side, **{missing: ""})
    assert list(answer.context["form"].errors) == [missing]
    assert not Partnership.objects.exists()

    begin(desk, county, "A1", "pairing", **side)
    assert tables(desk)["结对共建"] == [["A1村党支部", "样甲", "A镇样例公司党支部（样乙）", "2026-03-01", "0份"]]


@pytest.mark.requirement("S1-V-2.5")
def test_joint_committee_with_member_units_part_time_members_and_rules(county: Scene) -> None:
    desk = Desk(county, "a3_secretary")
    begin(desk, county, "A3", "joint_committee", name="样例县医院", part_time_member="样委员")
    desk.post(address("side/"), name="样例县供电所", person="样丁", part_time_member="样戊", on="2026-04-01")
    desk.post(address("rule/"), title="“大党委”议事规则", on="2026-04-02")

    desk.post(address("sides/1/end/"), on="2026-06-01")

    found = tables(desk, address())
    assert found["成员单位"] == [
        ["样例县医院", "样乙", "样委员", "2026-03-01至2026-06-01"],
        ["样例县供电所", "样丁", "样戊", "2026-04-01起"],
    ]
    assert found["机制文件"] == [["“大党委”议事规则", "2026-04-02"]]
    assert tables(desk)["社区“大党委”"] == [["A3社区党支部", "样甲", "样例县供电所（样丁）", "2026-03-01", "1份"]]
    refused = begin(Desk(county, "a1_secretary"), county, "A1", "joint_committee", name="样例县医院")
    assert "“大党委”只在社区建立" in refused.content.decode()


@pytest.mark.requirement("S1-V-4.4-a", "S4-7a")
@pytest.mark.parametrize(("kind", "word"), [("soe_liaison", "地企党建联系平台"), ("resident_units", "区域化党建联建")])
def test_village_is_linked_with_resident_units_that_keep_their_own_superior(
    county: Scene, kind: str, word: str
) -> None:
    soe = create_organisation(
        code="SOE", name="样例水务公司党支部", short_name="水务公司", kind=Kind.SOE, form=Form.BRANCH, parent=county["C"], by=None
    )  # fmt: skip
    begin(Desk(county, "county_admin"), county, "A3", kind, organisation=str(soe.uuid))

    assert tables(Desk(county, "a3_secretary"))[word] == [
        ["A3社区党支部", "样甲", "水务公司（样乙）", "2026-03-01", "0份"]
    ]
    assert county["SOE"].path[: -county["SOE"].steplen] == county["C"].path


@pytest.mark.requirement("S3-2.1-d")
@pytest.mark.parametrize(
    ("kind", "partner", "word"),
    [
        ("village_village", "A2", "村村联建党组织"),
        ("village_enterprise", "AE", "村企联建党组织"),
        ("village_residents", "A3", "村居联建党组织"),
    ],
)
def test_three_types_of_joint_organisations_with_their_units(county: Scene, kind: str, partner: str, word: str) -> None:
    desk = Desk(county, "a_officer")
    begin(desk, county, "A1", kind, organisation=str(county[partner].uuid))

    assert tables(desk)[word][0][:3] == ["A1村党支部", "样甲", f"{county[partner].short_name}（样乙）"]


def test_partner_reads_and_does_not_write_and_strangers_see_nothing(county: Scene) -> None:
    begin(Desk(county, "a_officer"), county, "A1", "pairing", organisation=str(county["A2"].uuid))

    assert Desk(county, "a2_secretary").get(address()).status_code == 200
    for person in ("a2_secretary", "b_officer"):
        assert Desk(county, person).post(address("end/"), on="2026-06-01").status_code == 404
    assert Desk(county, "b_officer").get(address()).status_code == 404


def test_end_closes_every_side_and_bad_partners_are_refused(county: Scene) -> None:
    desk = Desk(county, "a_officer")
    both = begin(desk, county, "A1", "pairing", organisation=str(county["A2"].uuid), name="样例县医院")
    assert "只填一处" in both.content.decode()
    assert "只填一处" in begin(desk, county, "A1", "pairing").content.decode()
    begin(desk, county, "A1", "pairing", organisation=str(county["A2"].uuid))
    twice = desk.post(address("side/"), organisation=str(county["A2"].uuid), person="样丙", on="2026-04-01")
    assert "A2村党支部已经在里面" in twice.content.decode()

    desk.post(address("end/"), on="2026-06-01")

    assert tables(desk) == {"结对共建": []}
    assert tables(desk, address())["成员单位"][0][3] == "2026-03-01至2026-06-01"


@pytest.mark.requirement("S3-2.1-e", "S4-30g")
def test_branches_on_cooperatives_chains_and_projects_and_the_share_of_villages_with_a_cooperative(
    county: Scene,
) -> None:
    desk = Desk(county, "county_admin")
    assert share(desk) == "0% (0/3)"  # three villages; the community is none
    group = create_organisation(
        code="G1", name="A1东片党小组", short_name="东片小组", kind=Kind.COURTYARD_GROUP, form=Form.PARTY_GROUP, parent=county["A1"], by=None
    )  # fmt: skip

    begin(desk, county, group.code, "cooperative", name="样例果蔬合作社")
    begin(desk, county, "A3", "cooperative", name="样例手工合作社")
    for kind, word in (("association", "协会"), ("industry_chain", "产业链"), ("major_project", "重大项目")):
        begin(desk, county, "A2", kind, name=f"样例{word}")
        assert tables(desk)[f"建在{word}上的党组织"][0][:3] == ["A2村党支部", "样甲", f"样例{word}（样乙）"]

    assert share(desk) == "33% (1/3)"
    assert {row[0] for row in tables(desk)["党支部（党小组）+合作社"]} == {"A1东片党小组", "A3社区党支部"}
