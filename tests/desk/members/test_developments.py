"""Development cases from application to full membership: cultivated below, approved above, no stage skipped."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.conf import settings
from django.utils import timezone

from guanmo.stages.members.models import Development, DevelopmentStep, KinshipDeclaration, Member
from guanmo.stages.organisations.enums import Duty
from tests.county import Scene
from tests.desk.rounds.pages import Desk, messages_of

APPLICATION = {
    "name": "样甲",
    "sex": "female",
    "birth_year": "1996",
    "education": "bachelor",
    "applied_on": "2023-01-10",
    "recommended_by": "youth_league",
    "contact_person": "样一",
}


def opened(county: Scene, person: str = "a1_secretary", code: str = "A1", **changes: str) -> Development:
    Desk(county, person).post(f"/organisations/{county[code].uuid}/developments/new/", **{**APPLICATION, **changes})
    return Development.objects.get(name=changes.get("name", "样甲"))


def check(desk: Desk, case: Development, kind: str, on: str, result: str = "yes") -> Any:
    form = {"kind": kind, "result": result, "on": on, "body": "党支部"}
    return desk.post(f"/developments/{case.uuid}/check/", **form)


def step(desk: Desk, case: Development, target: str, on: str) -> Any:
    return desk.post(f"/developments/{case.uuid}/step/", target=target, on=on, papers="考察登记表")


def state(case: Development) -> str:
    return Development.objects.get(pk=case.pk).state


def made_activist(county: Scene, village: Desk, town: Desk, case: Development) -> None:
    check(village, case, "member_recommendation", "2023-02-01")
    check(village, case, "mass_recommendation", "2023-02-02")
    village.post(f"/developments/{case.uuid}/kinship/", kinship="no", filed_on="2023-02-03")
    step(town, case, "activist", "2023-03-01")


@pytest.mark.requirement("S1-V-3.1", "S1-E-3.1-a", "S4-15a", "S4-15g", "S4-15h")
@pytest.mark.parametrize(
    ("person", "code", "type"),
    [("a1_secretary", "A1", "rural"), ("ae_secretary", "AE", "two_new"), ("a3_secretary", "A3", "community")],
)
def test_whole_way_from_application_to_full_member(county: Scene, person: str, code: str, type: str) -> None:
    village, town = Desk(county, person), Desk(county, "a_officer")
    case = opened(county, person, code)
    made_activist(county, village, town, case)
    assert state(case) == "activist"
    check(village, case, "member_appraisal", "2024-02-01")
    check(village, case, "public_notice", "2024-02-10")
    step(town, case, "development_target", "2024-03-01")
    assert state(case) == "development_target"
    check(village, case, "public_appraisal", "2024-05-01")
    check(town, case, "qualification_review", "2024-05-10")
    check(village, case, "public_notice", "2024-05-20")
    step(town, case, "probationary", "2024-06-01")
    member = Member.objects.get()
    assert (member.name, member.membership, member.joined_on) == ("样甲", "probationary", date(2024, 6, 1))
    assert member.type == type
    check(village, case, "public_notice", "2025-05-20")
    step(town, case, "full", "2025-06-01")

    member.refresh_from_db()
    assert (state(case), member.membership, member.full_on) == ("full", "full", date(2025, 6, 1))
    page = village.text(f"/developments/{case.uuid}/")
    for papers in ("入党申请书", "考察登记表"):
        assert papers in page


@pytest.mark.requirement("S1-V-3.1", "S4-15a")
@pytest.mark.parametrize("target", ["development_target", "probationary", "full"])
def test_stage_cannot_be_skipped(county: Scene, target: str) -> None:
    case = opened(county)

    answer = step(Desk(county, "a_officer"), case, target, "2026-01-01")

    assert "target" in answer.context["form"].errors
    assert state(case) == "applied"


@pytest.mark.requirement("S1-V-3.1", "S4-15k")
@pytest.mark.parametrize(
    ("left_out", "words"),
    [
        ("member_recommendation", "本阶段还缺：党员推荐。"),
        ("mass_recommendation", "本阶段还缺：群团组织推优。"),
        ("kinship", "本阶段还缺：近亲属情况申报。"),
    ],
)
def test_missing_check_is_named_and_stops_the_step(county: Scene, left_out: str, words: str) -> None:
    case, village = opened(county), Desk(county, "a1_secretary")
    for kind in {"member_recommendation", "mass_recommendation"} - {left_out}:
        check(village, case, kind, "2023-02-01")
    if left_out != "kinship":
        village.post(f"/developments/{case.uuid}/kinship/", kinship="yes", filed_on="2023-02-03")

    answer = step(Desk(county, "a_officer"), case, "activist", "2023-03-01")

    assert words in answer.content.decode()
    assert state(case) == "applied"


def test_check_that_was_not_passed_opens_no_gate(county: Scene) -> None:
    case, village = opened(county), Desk(county, "a1_secretary")
    check(village, case, "member_recommendation", "2023-02-01", result="no")
    check(village, case, "mass_recommendation", "2023-02-02")
    village.post(f"/developments/{case.uuid}/kinship/", kinship="no", filed_on="2023-02-03")

    assert "本阶段还缺：党员推荐。" in step(Desk(county, "a_officer"), case, "activist", "2023-03-01").content.decode()


def test_last_result_of_a_check_decides(county: Scene) -> None:
    case, village, town = opened(county), Desk(county, "a1_secretary"), Desk(county, "a_officer")
    check(village, case, "member_recommendation", "2023-02-01")
    check(village, case, "mass_recommendation", "2023-02-02")
    village.post(f"/developments/{case.uuid}/kinship/", kinship="no", filed_on="2023-02-03")
    check(village, case, "member_recommendation", "2023-02-10", result="no")

    assert "本阶段还缺：党员推荐。" in step(town, case, "activist", "2023-03-01").content.decode()

    check(village, case, "member_recommendation", "2023-02-20")
    step(town, case, "activist", "2023-03-01")
    assert state(case) == "activist"


@pytest.mark.requirement("S4-15k")
def test_second_declaration_stands_beside_the_first_and_none_comes_after_the_end(county: Scene) -> None:
    case, village = opened(county), Desk(county, "a1_secretary")
    for kinship, on in (("no", "2023-02-03"), ("yes", "2023-04-03")):
        village.post(f"/developments/{case.uuid}/kinship/", kinship=kinship, filed_on=on)
    assert "有（2023-04-03）；没有（2023-02-03）" in village.text(f"/developments/{case.uuid}/")

    step(Desk(county, "a_officer"), case, "withdrawn", "2023-05-01")
    answer = village.post(f"/developments/{case.uuid}/kinship/", kinship="no", filed_on="2023-06-01")

    assert "这件已经办结" in answer.content.decode()
    assert case.kinship_declarations.count() == 2


@pytest.mark.requirement("S4-15a")
def test_interval_must_be_over(county: Scene) -> None:
    case, village, town = opened(county), Desk(county, "a1_secretary"), Desk(county, "a_officer")
    made_activist(county, village, town, case)
    check(village, case, "member_appraisal", "2024-02-01")
    check(village, case, "public_notice", "2024-02-10")

    answer = step(town, case, "development_target", "2024-02-29")

    assert "最早 2024-03-01 才满规定时间。" in answer.content.decode()
    assert state(case) == "activist"


@pytest.mark.requirement("S4-15g")
@pytest.mark.parametrize("person", ["a1_secretary", "county_admin", "b_officer", "a_member"])
def test_township_alone_approves_and_reviews(county: Scene, person: str) -> None:
    case = opened(county)

    assert step(Desk(county, person), case, "withdrawn", "2023-03-01").status_code == 404
    assert state(case) == "applied"
    answer = check(Desk(county, person), case, "qualification_review", "2023-03-01")
    assert answer.status_code == 404 or "kind" in answer.context["form"].errors
    assert not case.checks.exists()


@pytest.mark.requirement("S4-15g")
@pytest.mark.parametrize(
    ("code", "person", "approves"),
    [
        ("A", "a_secretary", False),
        ("A", "a_officer", False),
        ("A", "county_admin", True),
        ("D", "county_admin", False),
        ("D", "county_secretary", True),
    ],
)
def test_nobody_approves_a_case_of_the_own_organisation(county: Scene, code: str, person: str, approves: bool) -> None:
    county.seat("county_secretary", "C", Duty.SECRETARY)
    case = opened(county, "a_officer" if code == "A" else "county_admin", code)

    step(Desk(county, person), case, "withdrawn", "2023-03-01")

    assert state(case) == ("withdrawn" if approves else "applied")


def test_row_holds_the_source_words_whatever_language_its_writer_reads(county: Scene) -> None:
    village = Desk(county, "a1_secretary")
    village.client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    village.post(f"/organisations/{county['A1'].uuid}/developments/new/", **APPLICATION)
    case = Development.objects.get()

    assert DevelopmentStep.objects.get().papers == "入党申请书"
    assert "入党申请书" not in village.text(f"/developments/{case.uuid}/")
    assert "入党申请书" in Desk(county, "a1_secretary").text(f"/developments/{case.uuid}/")


@pytest.mark.requirement("S4-15k")
def test_declaration_is_a_yes_or_no_with_its_day(county: Scene) -> None:
    case, village = opened(county), Desk(county, "a1_secretary")

    village.post(f"/developments/{case.uuid}/kinship/", kinship="yes", filed_on="2023-02-03")

    assert "有（2023-02-03）" in village.text(f"/developments/{case.uuid}/")
    fields = {field.name for model in (Development, KinshipDeclaration) for field in model._meta.get_fields()}
    assert not {name for name in fields if "relative" in name or "family" in name}


@pytest.mark.requirement("S1-E-3.1-b")
@pytest.mark.parametrize(("days", "late"), [(90, 0), (91, 1)])
def test_applicant_without_education_in_the_interval_is_flagged(county: Scene, days: int, late: int) -> None:
    case, firm = opened(county, "ae_secretary", "AE"), Desk(county, "ae_secretary")
    assert firm.get("/developments/").context["page"].kpis[2].value == 1
    on = timezone.localdate() - timedelta(days=days)

    firm.post(f"/developments/{case.uuid}/cultivation/", kind="education", on=on.isoformat(), title="积极分子培训班")

    assert firm.get("/developments/").context["page"].kpis[2].value == late
    assert "积极分子培训班" in firm.text(f"/developments/{case.uuid}/")


@pytest.mark.requirement("S2-2.1.4-a", "S4-15i")
def test_superior_sees_all_cases_by_stage_and_counts_those_of_mass_organisations(county: Scene) -> None:
    one = opened(county)
    opened(county, "a2_secretary", "A2", name="样乙", recommended_by="nobody")
    opened(county, "b1_secretary", "B1", name="样丙")
    town = Desk(county, "a_officer")
    made_activist(county, Desk(county, "a1_secretary"), town, one)

    page = town.get("/developments/").context["page"]

    assert [(choice.label, choice.count) for choice in page.stages] == [
        ("全部", 2),
        ("入党申请人", 1),
        ("入党积极分子", 1),
    ]
    assert page.kpis[1].value == 1
    assert "样乙" not in town.text("/developments/", state="activist")
    assert "样甲" in town.text("/developments/", state="activist")


def test_other_village_sees_nothing_of_a_case(county: Scene) -> None:
    case, other = opened(county), Desk(county, "a2_secretary")

    assert other.get(f"/developments/{case.uuid}/").status_code == 404
    assert other.post(f"/developments/{case.uuid}/kinship/", kinship="no", filed_on="2023-02-03").status_code == 404
    assert "样甲" not in other.text("/developments/")


def test_disqualified_probationary_member_leaves_the_roster(county: Scene) -> None:
    case, town = opened(county), Desk(county, "a_officer")
    made_activist(county, Desk(county, "a1_secretary"), town, case)
    for kind, on in (("member_appraisal", "2024-02-01"), ("public_notice", "2024-02-10")):
        check(town, case, kind, on)
    step(town, case, "development_target", "2024-03-01")
    for kind in ("public_appraisal", "qualification_review", "public_notice"):
        check(town, case, kind, "2024-05-01")
    step(town, case, "probationary", "2024-06-01")

    answer = step(town, case, "disqualified", "2024-09-01")

    assert messages_of(answer) == ["已批准。"]
    assert (Member.objects.get().left_on, Member.objects.get().leaving) == (date(2024, 9, 1), "ended")


@pytest.mark.requirement("S4-27d")
@pytest.mark.parametrize(("result", "word"), [("yes", "通过"), ("no", "未通过")])
def test_qualification_review_stands_on_the_case_with_its_body_and_day(county: Scene, result: str, word: str) -> None:
    case = opened(county)
    check(Desk(county, "a_officer"), case, "qualification_review", "2023-03-01", result)

    made = case.checks.get()
    assert (made.kind, made.passed, made.body, made.on) == (
        "qualification_review",
        result == "yes",
        "党支部",
        date(2023, 3, 1),
    )
    page = Desk(county, "a1_secretary").text(f"/developments/{case.uuid}/")
    assert all(one in page for one in ("资格审查", word, "2023-03-01"))
