"""How organisations are set up: changes with both forms, four conditions of an upgrade, the yearly survey, numbers of members."""

from datetime import date
from typing import Any

import pytest
from django.utils import timezone

from guanmo.stages.organisations.models import SettingChange, SettingConfirmation
from tests.county import Scene
from tests.desk.members.people import a_member
from tests.desk.rounds.pages import Desk

PATH = "/setting/"
FOUR = {"good_base": "yes", "strong_economy": "yes", "many_members": "no", "ripe_conditions": "yes"}


def table(desk: Desk, number: int) -> list[list[str]]:
    return [[str(cell.text) for cell in row] for row in desk.get(PATH).context["page"].tables[number].rows]


def change(desk: Desk, county: Scene, code: str, kind: str, new_form: str, **more: str) -> Any:
    form = {
        "kind": kind,
        "new_form": new_form,
        "on": "2026-03-01",
        "reason": "党员多了",
        "approved_by": str(county["A"].uuid),
    }
    return desk.post(f"/organisations/{county[code].uuid}/setting/", **{**form, **more})


@pytest.mark.requirement("S3-1.1-b", "S3-2.1-c")
def test_change_keeps_both_forms_with_day_reason_and_who_approved(county: Scene) -> None:
    desk = Desk(county, "a_officer")

    change(desk, county, "A1", "adjusted", "general_branch", others="与A2村党支部共建")
    change(desk, county, "A1", "adjusted", "branch", on="2026-06-01", reason="重新拆开")

    assert county["A1"].form == "branch"
    assert table(desk, 2) == [
        ["A1村党支部", "2026-06-01", "调整", "党总支 → 党支部", "重新拆开", "A镇"],
        ["A1村党支部", "2026-03-01", "调整", "党支部 → 党总支", "党员多了，与A2村党支部共建", "A镇"],
    ]
    change(desk, county, "A1", "dissolved", "branch", on="2026-07-01", reason="并入A2")
    assert county["A1"].dissolved_on == date(2026, 7, 1)
    assert SettingChange.objects.count() == 3


@pytest.mark.requirement("S3-2.1-a")
def test_upgrade_needs_all_four_conditions_assessed(county: Scene) -> None:
    desk = Desk(county, "a_officer")

    for left_out in FOUR:
        answer = change(desk, county, "A1", "upgraded", "committee", **{**FOUR, left_out: ""})
        assert "升格要逐项研究四个条件" in answer.content.decode(), left_out
    assert county["A1"].form == "branch"
    assert "升格后的形式和原来一样" in change(desk, county, "A1", "upgraded", "branch", **FOUR).content.decode()
    change(desk, county, "A1", "upgraded", "committee", **FOUR)

    assert county["A1"].form == "committee"
    assert table(desk, 2)[0][3:] == [
        "党支部 → 党委", "党员多了，党建基础好：是、经济实力强：是、党员较多：否、条件成熟：是", "A镇",
    ]  # fmt: skip


def test_organisation_changes_nothing_about_itself(county: Scene) -> None:
    for person in ("a1_secretary", "b_officer"):
        assert change(Desk(county, person), county, "A1", "adjusted", "committee").status_code == 404
    assert change(Desk(county, "a_officer"), county, "A", "adjusted", "branch").status_code == 404
    assert not SettingChange.objects.exists()


@pytest.mark.requirement("S4-23a")
def test_survey_lists_whom_the_level_above_did_not_confirm_this_year(
    county: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    township, above = Desk(county, "a_officer"), Desk(county, "county_admin")
    names = ["A1村党支部", "A2村党支部", "A3社区党支部", "A镇样例公司党支部", "A镇样例协会党支部"]
    assert [row[0] for row in table(township, 1)] == names
    assert [row[0] for row in table(above, 1)] == ["A镇", *names, "B镇", "B1村党支部"]

    chosen = [str(county[code].uuid) for code in ("A1", "A3", "AE", "AS")]
    township.post("/setting/confirmation/", organisations=chosen)
    above.post("/setting/confirmation/", organisations=[str(county["A"].uuid)])

    assert [row[0] for row in table(township, 1)] == ["A2村党支部"]
    assert [row[0] for row in table(above, 1)] == ["A2村党支部", "B镇", "B1村党支部"]
    assert SettingConfirmation.objects.count() == 5
    strange = township.post("/setting/confirmation/", organisations=[str(county["B1"].uuid)])
    assert "organisations" in strange.context["form"].errors
    assert Desk(county, "a1_secretary").get("/setting/confirmation/").status_code == 404

    next_year = date(timezone.localdate().year + 1, 1, 2)
    monkeypatch.setattr(timezone, "localdate", lambda *_args: next_year)
    assert [row[0] for row in table(township, 1)] == names


@pytest.mark.requirement("S4-23c")
@pytest.mark.parametrize(
    ("form", "members", "words"),
    [
        ("branch", 0, None),  # an empty roster is unknown
        ("branch", 2, "党支部不足3名党员"),
        ("branch", 3, None),
        ("branch", 4, None),
        ("branch", 5, "已有5名以上党员，可以设党总支"),
        ("general_branch", 4, "党总支不足5名党员"),
        ("general_branch", 5, None),
        ("committee", 6, "党委不足7名党员"),
        ("committee", 7, None),
    ],
)
def test_form_that_does_not_fit_the_number_of_members_is_listed(
    county: Scene, form: str, members: int, words: str | None
) -> None:
    years = {"village_term_years": 5, "committee_term_years": 5, "branch_term_years": 3, "notice_days": 180}
    numbers = {"members_to_establish": 3, "general_branch_members": 5, "committee_members": 7}
    Desk(county, "county_admin").post("/leadership/limits/", **years, **numbers)
    if form != "branch":
        change(Desk(county, "a_officer"), county, "A1", "adjusted", form)
    for number in range(members):
        a_member(county, "A1", f"样{number}")

    found = table(Desk(county, "a_officer"), 0)

    label = {"branch": "党支部", "general_branch": "党总支", "committee": "党委"}[form]
    assert found == ([["A1村党支部", label, str(members), words]] if words else [])


def test_page_of_an_organisation_says_how_it_stands(county: Scene) -> None:
    a1 = county["A1"]
    desk = Desk(county, "a_officer")
    day, leader = "2026-03-01", str(county.person("a_member").uuid)
    desk.post(
        f"/organisations/{a1.uuid}/grids/new/",
        name="东片网格",
        goal="和睦",
        owner="样甲",
        started_on=day,
        members=[str(a1.uuid)],
    )
    desk.post(
        f"/organisations/{county['A'].uuid}/contact-points/new/", leader=leader, organisation=str(a1.uuid), on=day
    )
    pairing = {
        "kind": "pairing",
        "own_person": "样甲",
        "person": "样乙",
        "on": day,
        "organisation": str(county["AE"].uuid),
    }
    desk.post(f"/organisations/{a1.uuid}/partnerships/new/", **pairing)

    page = Desk(county, "ae_secretary").get(f"/organisations/{county['AE'].uuid}/standing/").context["page"]
    assert [[str(cell.text) for cell in row] for row in page.tables[0].rows] == [["结对共建", "A1村党支部"]]
    page = Desk(county, "a1_secretary").get(f"/organisations/{a1.uuid}/standing/").context["page"]
    assert [[str(cell.text) for cell in row] for row in page.tables[0].rows] == [
        ["联系领导", "a_member"],
        ["党建网格", "东片网格"],
        ["结对共建", "A镇样例公司党支部"],
    ]
    assert Desk(county, "b_officer").get(f"/organisations/{a1.uuid}/standing/").status_code == 404
