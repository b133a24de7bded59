"""Named persons and where they are missing, who answers for an organisation, reserve cadres with mentor and measures."""

from datetime import date
from typing import Any

import pytest
from django.utils import timezone

from guanmo.stages.members.models import CultivationMeasure, Designation
from guanmo.stages.organisations.enums import Duty
from guanmo.stages.records.domain.describe_ledger import load_ledgers
from guanmo.stages.records.importers.shipped import shipped_ledgers
from tests.county import Scene
from tests.desk.indicators.facts import member, record, reserve
from tests.desk.rounds.pages import Desk, messages_of

RESERVE = {
    "name": "样后备",
    "birth_year": "1998",
    "education": "bachelor",
    "mentor": "样书记",
    "entered_on": "2026-01-05",
}


def name(desk: Desk, county: Scene, code: str, function: str, **changes: str) -> Any:
    form = {"function": function, "name": "样某", "started_on": "2026-02-01", **changes}
    return desk.post(f"/organisations/{county[code].uuid}/designations/new/", **form)


def rows(desk: Desk, table: int) -> list[list[str]]:
    return [[str(cell.text) for cell in row] for row in desk.get("/designations/").context["page"].tables[table].rows]


def missing(desk: Desk) -> dict[str, str]:
    return {row[0]: row[2] for row in rows(desk, 0)}


@pytest.mark.requirement("S1-V-1.9-a")
def test_organisation_without_an_information_officer_is_listed(county: Scene) -> None:
    desk = Desk(county, "a_officer")
    assert missing(desk)["党建信息员"] == "A1村党支部、A2村党支部、A3社区党支部、A镇样例公司党支部、A镇样例协会党支部"

    name(Desk(county, "a1_secretary"), county, "A1", "information_officer")
    county.seat("a2_officer", "A2", Duty.INFORMATION_OFFICER)

    assert missing(desk)["党建信息员"] == "A3社区党支部、A镇样例公司党支部、A镇样例协会党支部"


@pytest.mark.requirement("S1-V-2.7-b", "S3-3.2-d")
@pytest.mark.parametrize(("function", "word"), [("guide", "党建指导员"), ("contact_leader", "联系领导")])
def test_two_new_organisation_without_guide_or_contact_is_listed_and_visits_are_logged(
    county: Scene, function: str, word: str
) -> None:
    desk = Desk(county, "a_officer")
    assert missing(desk)[word] == "A镇样例公司党支部、A镇样例协会党支部"
    name(desk, county, "AE", function, home_unit="A镇党委", qualification="党务培训班结业")

    named = Designation.objects.get()
    desk.post(f"/designations/{named.uuid}/visit/", on="2026-03-01", matter="帮助落实活动场所")

    assert missing(desk)[word] == "A镇样例协会党支部"
    assert "帮助落实活动场所" in desk.text(f"/designations/{named.uuid}/visit/")
    assert rows(desk, 1)[0][6] == "1次"
    desk.post(f"/designations/{named.uuid}/end/", on="2026-04-01")
    assert missing(desk)[word] == "A镇样例公司党支部、A镇样例协会党支部"


def test_organisation_names_no_guide_for_itself(county: Scene) -> None:
    answer = name(Desk(county, "ae_secretary"), county, "AE", "guide")

    assert "function" in answer.context["form"].errors
    assert not Designation.objects.exists()


@pytest.mark.requirement("S1-E-1.1-a", "S4-29k")
def test_party_staff_with_how_they_came_and_organisations_without(county: Scene) -> None:
    desk = Desk(county, "ae_secretary")
    assert missing(desk)["专职党务工作人员"] == "A镇样例公司党支部"
    assert rows(Desk(county, "a_officer"), 2)[-1] == ["A镇样例协会党支部", "空缺", "空缺"]

    name(desk, county, "AE", "party_staff", engagement="re_employed")

    assert "专职党务工作人员" not in missing(desk)
    assert "返聘" in rows(desk, 1)[0]


@pytest.mark.requirement("S3-4.1.3-a")
def test_level_without_a_person_responsible_for_training_is_listed(county: Scene) -> None:
    desk = Desk(county, "county_admin")
    before = missing(desk)["党员培训责任人"]
    assert before == "样例县、A镇、A1村党支部、A2村党支部、A3社区党支部、B镇、B1村党支部"

    for code in ("C", "A"):
        name(desk, county, code, "training_responsible")

    assert missing(desk)["党员培训责任人"] == "A1村党支部、A2村党支部、A3社区党支部、B镇、B1村党支部"


@pytest.mark.requirement("S2-4-b", "S2-4-c")
def test_first_responsible_is_the_secretary_unless_another_is_named(county: Scene) -> None:
    desk = Desk(county, "a_secretary")
    found = {row[0]: row[1:] for row in rows(desk, 2)}
    assert found["A镇"] == ["a_secretary", "空缺"]
    assert found["A1村党支部"] == ["a1_secretary", "a1_secretary"]

    name(desk, county, "A", "leader_in_charge", field="组织工作", name="样分管")
    name(desk, county, "A1", "first_responsible", name="样代理")

    found = {row[0]: row[1:] for row in rows(desk, 2)}
    assert found["A镇"] == ["a_secretary", "样分管"]
    assert found["A1村党支部"] == ["样代理", "a1_secretary"]


@pytest.mark.requirement("S4-24c", "S4-24d")
@pytest.mark.parametrize(
    ("function", "word"),
    [
        ("first_secretary", "第一书记"),
        ("guide", "党建指导员"),
        ("county_secretary", "县级挂点书记"),
        ("township_secretary", "乡镇挂点书记"),
    ],
)
def test_who_is_sent_to_a_village_with_home_unit_dates_and_visits(county: Scene, function: str, word: str) -> None:
    desk = Desk(county, "county_admin")
    name(desk, county, "A1", function, home_unit="样例县委")
    named = Designation.objects.get()

    desk.post(f"/designations/{named.uuid}/visit/", on="2026-03-01", matter="研究整顿方案")

    [row] = rows(Desk(county, "a1_secretary"), 1)
    assert [*row[:4], row[5], row[6]] == ["样某", word, "A1村党支部", "样例县委", "2026-02-01", "1次"]
    desk.post(f"/designations/{named.uuid}/end/", on="2026-09-01")
    named.refresh_from_db()
    assert (str(named.started_on), str(named.ended_on)) == ("2026-02-01", "2026-09-01")
    assert "function" in name(Desk(county, "a1_secretary"), county, "A1", function).context["form"].errors


@pytest.mark.requirement("S4-29f")
def test_party_building_staff_of_the_organisation_department(county: Scene) -> None:
    desk = Desk(county, "county_admin")

    name(desk, county, "D", "party_staff", field="基层组织", engagement="appointed")

    [row] = rows(desk, 1)
    assert row[1:5] == ["专职党务工作人员", "样例县委组织部", "基层组织", "委派"]
    assert name(Desk(county, "a_officer"), county, "D", "party_staff").status_code == 404


def test_leader_in_charge_needs_a_field_and_one_seat_one_person(county: Scene) -> None:
    desk = Desk(county, "a_secretary")

    assert "请写明分工" in name(desk, county, "A", "leader_in_charge").content.decode()
    name(desk, county, "A1", "first_secretary", name="样甲")
    again = name(desk, county, "A1", "first_secretary", name="样乙")

    assert "现在由样甲担任" in again.content.decode()
    assert Designation.objects.count() == 1


@pytest.mark.requirement("S1-V-1.4-b")
def test_reserve_cadre_without_a_measure_is_flagged(county: Scene) -> None:
    desk = Desk(county, "a1_secretary")
    desk.post(f"/organisations/{county['A1'].uuid}/reserves/new/", **RESERVE)
    page = desk.get("/designations/").context["page"]
    assert (page.kpis[2].value, page.tables[3].rows[0][2].text) == (1, "样书记")
    cadre = county["A1"].reserve_cadres.get()

    answer = desk.post(f"/reserves/{cadre.uuid}/", on="2026-03-01", title="到镇党建办跟班学习")

    assert messages_of(answer) == ["已登记。"]
    assert desk.get("/designations/").context["page"].kpis[2].value == 0
    assert "到镇党建办跟班学习" in desk.text(f"/reserves/{cadre.uuid}/")
    assert Desk(county, "a2_secretary").get(f"/reserves/{cadre.uuid}/").status_code == 404


@pytest.mark.parametrize(("count", "wrong"), [(2, True), (3, False), (7, False), (8, True)])
def test_three_to_seven_reserve_cadres(county: Scene, count: int, wrong: bool) -> None:
    desk = Desk(county, "a1_secretary")
    for _number in range(count):
        desk.post(f"/organisations/{county['A1'].uuid}/reserves/new/", **RESERVE)

    [row] = desk.get("/designations/").context["page"].tables[4].rows
    assert [str(cell.text) for cell in row] == ["A1村党支部", str(count), str(count)]
    assert row[1].tone == ("warn" if wrong else "")


def test_reserve_cadre_who_left_the_ledger_is_counted_no_longer(county: Scene) -> None:
    desk = Desk(county, "a1_secretary")
    desk.post(f"/organisations/{county['A1'].uuid}/reserves/new/", **RESERVE)
    cadre = county["A1"].reserve_cadres.get()

    desk.post(f"/reserves/{cadre.uuid}/end/", on="2026-06-01")

    assert "样后备" not in desk.text("/designations/")
    assert ["A1村党支部", "0", "0"] in rows(desk, 4)
    cadre.refresh_from_db()
    assert str(cadre.left_on) == "2026-06-01"


@pytest.mark.parametrize(("person", "reads"), [("a1_secretary", True), ("a_officer", False), ("county_admin", False)])
def test_reserve_cadres_are_named_in_the_own_organisation_and_counted_above(
    county: Scene, person: str, reads: bool
) -> None:
    Desk(county, "a1_secretary").post(f"/organisations/{county['A1'].uuid}/reserves/new/", **RESERVE)
    path, desk = f"/reserves/{county['A1'].reserve_cadres.get().uuid}/", Desk(county, person)

    page = desk.text("/designations/")

    assert ("样后备" in page) is reads
    assert "1998" not in page
    assert ["A1村党支部", "1", "1"] in rows(desk, 4)
    assert desk.get(path).status_code == (200 if reads else 404)
    assert not reads or "1998" in desk.text(path)


def test_measure_in_another_village_is_not_entered(county: Scene) -> None:
    Desk(county, "a1_secretary").post(f"/organisations/{county['A1'].uuid}/reserves/new/", **RESERVE)
    cadre = county["A1"].reserve_cadres.get()

    Desk(county, "b_officer").post(f"/reserves/{cadre.uuid}/", on="2026-03-01", title="学习")

    assert not CultivationMeasure.objects.exists()


@pytest.mark.requirement("S3-5.2-a")
def test_young_reserve_cadres_and_graduates_in_villages_are_kept_with_days_and_counted(county: Scene) -> None:
    desk = Desk(county, "a_officer")
    year = timezone.localdate().year
    assert [row[1] for row in rows(desk, 5)] == ["0", "0", "0"]

    for born in (year - 35, year - 36):
        desk.post(f"/organisations/{county['A1'].uuid}/reserves/new/", **{**RESERVE, "birth_year": str(born)})
    for code, person in (("A1", "样甲"), ("A1", "样乙"), ("A2", "样丙")):
        name(desk, county, code, "village_graduate", name=person)

    assert [row[1] for row in rows(desk, 5)] == ["1", "3", "2"]
    assert ["样丙", "到村任职高校毕业生", "A2村党支部"] in [row[:3] for row in rows(desk, 1)]
    assert {row[5] for row in rows(desk, 1)} == {"2026-02-01"}
    named = Designation.objects.get(name="样丙")
    desk.post(f"/designations/{named.uuid}/end/", on="2026-09-01")
    assert [row[1] for row in rows(desk, 5)] == ["1", "2", "1"]


@pytest.mark.requirement("S3-1.3-c")
def test_echelons_are_counted_by_age_and_education_without_names(
    county: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    """35, 36, 45 and 56 in office, one of whom nobody knows anything; 35 and 46 in reserve. Who holds two posts is one."""
    monkeypatch.setattr(timezone, "localdate", lambda *_args: date(2026, 11, 15))
    for account, born, education in (
        ("a_secretary", 1991, "bachelor"), ("a_deputy", 1990, "senior"), ("a_member", 1981, "college"), ("a1_secretary", 1970, "junior")
    ):  # fmt: skip
        member(account, "A1", account=account, birth_year=born, education=education)(county)
    county.seat("a_member", "A2", Duty.LEADERSHIP_MEMBER)
    reserve(1, 1991, "college")(county)
    reserve(1, 1980, "senior", "A2")(county)

    table = Desk(county, "a_officer").get("/designations/").context["page"].tables[-1]

    # In office also: the officer, A2's, A3's and AE's secretaries and A1's deputy, whom no roster knows.
    assert [[cell.text for cell in row] for row in table.rows] == [
        ["现任班子成员", 9, 1, 2, 0, 1, 5, 2, 2, 5],
        ["后备干部", 2, 1, 0, 1, 0, 0, 1, 1, 0],
    ]
    assert [str(one) for one in table.head[2:6]] == ["35岁以下", "36至45岁", "46至55岁", "56岁以上"]


@pytest.mark.requirement("S4-29l")
def test_organisers_and_guides_with_qualification_and_the_rules_in_force(
    county: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A rule that ended yesterday holds no more; one that ends today still does."""
    monkeypatch.setattr(timezone, "localdate", lambda *_args: date(2026, 11, 15))
    load_ledgers(shipped_ledgers(), kept_from=date(2026, 1, 1), by=None)
    desk = Desk(county, "a_officer")
    name(desk, county, "A", "organiser", name="样组织员", qualification="党务工作三年；县委党校培训一期")
    name(desk, county, "AE", "guide", name="样指导员")
    name(desk, county, "A1", "information_officer", name="样信息员")
    for title, kind, until in (("资格办法", "qualification", "2026-11-15"), ("培训办法", "training", "2026-11-14")):
        record("staff_rule", "2026-02-01", "A", title=title, kind=kind, until=until)(county)

    assert rows(desk, 6) == [
        ["样组织员", "组织员", "A镇", "2026-02-01", "党务工作三年；县委党校培训一期"],
        ["样指导员", "党建指导员", "A镇样例公司党支部", "2026-02-01", "没有登记"],
    ]
    assert rows(desk, 7) == [["资格办法", "岗位资格条件", "A镇", "2026-02-01"]]
