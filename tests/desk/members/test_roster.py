"""The roster: who stands on it, who reads it, corrections with history, verification (S1-V-3.2, S1-E-3.2)."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from guanmo.stages.members.domain.assign_post import PostPlan, assign_post, record_service, register_with_community
from guanmo.stages.members.domain.float_member import record_life
from guanmo.stages.members.domain.train import TrainingPlan, announce_training, plan_training, register_attendance
from guanmo.stages.members.enums import LifeKind, MemberType, OfficeStatus, PostKind, ServiceKind
from guanmo.stages.members.models import Member, RosterVerification
from tests.county import Scene
from tests.desk.members.people import a_member
from tests.desk.rounds.pages import Desk, messages_of

WRITTEN = {
    "name": "样三",
    "membership": "full",
    "type": "rural",
    "office_status": "without_office",
    "joined_on": "1999-07-01",
    "birth_year": "1970",
}


def create(desk: Desk, county: Scene, code: str, **changes: str) -> object:
    return desk.post(f"/organisations/{county[code].uuid}/members/new/", **{**WRITTEN, **changes})


@pytest.mark.requirement("S1-V-3.2")
def test_secretary_enters_a_member_and_the_township_finds_him(county: Scene) -> None:
    answer = create(Desk(county, "a1_secretary"), county, "A1")

    assert messages_of(answer) == ["已登记。"]
    town = Desk(county, "a_officer")
    assert "样三" in town.text("/members/", q="样三")
    assert "样三" in town.text("/members/", organisation=str(county["A1"].uuid))


@pytest.mark.requirement("S1-V-3.2")
def test_correction_keeps_the_old_value_with_who_and_why(county: Scene) -> None:
    member = a_member(county, birth_year=1975)
    desk = Desk(county, "a1_secretary")

    form = {**WRITTEN, "name": "样一", "joined_on": "2001-07-01", "birth_year": "1976", "reason": "年份抄错"}
    desk.post(f"/members/{member.uuid}/correction/", **form)

    page = desk.text(f"/members/{member.uuid}/")
    assert "出生年份：1975 → 1976" in page
    assert "年份抄错" in page
    assert "a1_secretary" in page


def test_correction_of_what_somebody_else_changed_meanwhile_is_refused(county: Scene) -> None:
    member = a_member(county, birth_year=1975)
    one, other = Desk(county, "a1_secretary"), Desk(county, "a_officer")
    path = f"/members/{member.uuid}/correction/"
    seen = str(one.get(path).context["form"]["seen"].value())
    form = {**WRITTEN, "name": "样一", "joined_on": "2001-07-01", "seen": seen}
    assert messages_of(other.post(path, **form, education="college")) == ["已保存。"]

    answer = one.post(path, **{**form, "birth_year": "1976"})

    assert "刚才由别人改过" in answer.content.decode()
    member.refresh_from_db()
    assert (member.education, member.birth_year) == ("college", 1970)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"joined_on": "2999-01-01"}, "入党日期还没有到"),
        ({"full_on": "1998-07-01"}, "转正日期早于入党日期"),
        ({"birth_year": "1985"}, "入党时不满 18 岁"),
        ({"membership": "probationary", "full_on": "2000-07-01"}, "预备党员还没有转正"),
    ],
)
def test_what_cannot_be_so_is_refused_and_the_input_stays(county: Scene, change: dict[str, str], sentence: str) -> None:
    answer = create(Desk(county, "a1_secretary"), county, "A1", **change)

    assert sentence in answer.content.decode()  # type: ignore[attr-defined]
    assert 'value="样三"' in answer.content.decode()  # type: ignore[attr-defined]
    assert not Member.objects.exists()


@pytest.mark.requirement("S1-V-3.2")
@pytest.mark.parametrize(("days", "overdue"), [(90, False), (91, True)])
def test_roster_is_flagged_once_the_period_is_over(county: Scene, days: int, overdue: bool) -> None:
    a_member(county)
    RosterVerification.objects.create(
        organisation=county["A1"], on=timezone.localdate() - timedelta(days=days), count=1
    )

    page = Desk(county, "a1_secretary").get("/members/").context["page"]

    assert (page.state.overdue, page.kpis[2].value) == (overdue, int(overdue))


@pytest.mark.requirement("S1-V-3.2", "S1-E-3.2")
@pytest.mark.parametrize(("person", "code"), [("a1_secretary", "A1"), ("ae_secretary", "AE")])
def test_verification_is_kept_with_its_date_and_ends_the_flag(county: Scene, person: str, code: str) -> None:
    a_member(county, code)
    desk = Desk(county, person)
    assert desk.get("/members/").context["page"].state.overdue

    answer = desk.post(f"/organisations/{county[code].uuid}/members/verification/")

    assert messages_of(answer) == ["已记录：今天核对了1名党员。"]
    state = desk.get("/members/").context["page"].state
    assert (state.verified_on, state.overdue) == (timezone.localdate(), False)


@pytest.mark.requirement("S1-V-3.2")
def test_county_sets_the_period_for_all(county: Scene) -> None:
    RosterVerification.objects.create(organisation=county["A1"], on=timezone.localdate() - timedelta(days=40), count=0)
    form = dict.fromkeys(("transfer_days", "education_days", "contact_days"), "90")
    months = dict.fromkeys(("cultivation_months", "probation_months"), "12")

    answer = Desk(county, "county_admin").post(
        "/members/limits/", roster_days="30", training_hours="32", **form, **months
    )

    assert messages_of(answer) == ["已保存。"]
    assert Desk(county, "a1_secretary").get("/members/").context["page"].state.overdue
    assert Desk(county, "a_officer").get("/members/limits/").status_code == 404


@pytest.mark.requirement("S4-15a")
@pytest.mark.parametrize("name", ["cultivation_months", "probation_months"])
@pytest.mark.parametrize(("months", "accepted"), [("11", False), ("12", True)])
def test_cultivation_and_probation_last_a_year_at_least(county: Scene, name: str, months: str, accepted: bool) -> None:
    form = dict.fromkeys(("roster_days", "transfer_days", "education_days", "contact_days", "training_hours"), "30")
    form |= {"cultivation_months": "18", "probation_months": "18", name: months}

    answer = Desk(county, "county_admin").post("/members/limits/", **form)

    assert (messages_of(answer) == ["已保存。"]) is accepted
    assert accepted or name in answer.context["form"].errors


def test_member_who_left_is_off_the_roster_but_not_forgotten(county: Scene) -> None:
    member = a_member(county, contact="13800000001")
    desk = Desk(county, "a1_secretary")

    answer = desk.post(f"/members/{member.uuid}/leaving/", left_on="2026-05-01", leaving="deceased")

    assert messages_of(answer) == ["已移出花名册。"]
    assert "样一" not in desk.text("/members/")
    page = desk.text(f"/members/{member.uuid}/")
    assert "去世" in page
    assert "没有登记。" in page
    assert desk.get(f"/members/{member.uuid}/correction/").status_code == 404


def test_wrong_leaving_is_undone_with_who_and_why(county: Scene) -> None:
    member = a_member(county)
    desk, path, back = (
        Desk(county, "a1_secretary"),
        f"/members/{member.uuid}/",
        f"/former-members/{member.uuid}/return/",
    )
    assert desk.get(back).status_code == 404
    desk.post(f"{path}leaving/", left_on="2026-05-01", leaving="deceased")
    assert back in desk.text(path)
    assert Desk(county, "a2_secretary").post(back, reason="选错了人").status_code == 404

    answer = desk.post(back, reason="选错了人")

    assert messages_of(answer) == ["已恢复到花名册。"]
    assert "样一" in desk.text("/members/")
    page = desk.text(path)
    assert "离开日期：2026-05-01 → （空）" in page
    assert "选错了人" in page


def test_two_people_of_one_name_and_day_are_entered_when_that_is_said(county: Scene) -> None:
    desk = Desk(county, "a1_secretary")
    create(desk, county, "A1")

    refused = create(desk, county, "A1")
    assert "确实是另一个人的，请勾选“另一个人”" in refused.content.decode()  # type: ignore[attr-defined]
    for _again in range(2):
        create(desk, county, "A1", namesake="on")

    first, *others = Member.objects.order_by("pk").values_list("code", flat=True)
    assert others == [f"{first}-2", f"{first}-3"]


@pytest.mark.parametrize(
    ("person", "sees"),
    [
        ("a1_secretary", True),
        ("a_secretary", True),
        ("a_officer", True),
        ("county_admin", True),
        ("a2_secretary", False),
        ("b_officer", False),
        ("a_member", False),
    ],
)
def test_member_is_seen_by_the_own_organisation_and_its_superiors_alone(county: Scene, person: str, sees: bool) -> None:
    member = a_member(county)
    desk = Desk(county, person)

    assert desk.get(f"/members/{member.uuid}/").status_code == (200 if sees else 404)
    assert ("样一" in desk.text("/members/", q="样一").replace('value="样一"', "")) is sees


def test_other_village_enters_nobody_here(county: Scene) -> None:
    desk = Desk(county, "a2_secretary")

    assert create(desk, county, "A1").status_code == 404  # type: ignore[attr-defined]
    assert desk.post(f"/organisations/{county['A1'].uuid}/members/verification/").status_code == 404
    assert not Member.objects.exists()


def test_member_reads_the_own_page_and_no_other(county: Scene) -> None:
    own, other = a_member(county), a_member(county, name="样二")
    secretary, desk = Desk(county, "a1_secretary"), Desk(county, "b_member")
    assert messages_of(secretary.post(f"/members/{own.uuid}/account/", username="b_member")) == ["已保存。"]
    again = secretary.post(f"/members/{other.uuid}/account/", username="b_member")
    assert "账号“b_member”已经是另一名党员的" in again.content.decode()
    nobody = secretary.post(f"/members/{other.uuid}/account/", username="样三")
    assert "没有账号“样三”" in nobody.content.decode()

    assert "样一" in desk.text(f"/members/{own.uuid}/")
    assert desk.get(f"/members/{other.uuid}/").status_code == 404
    assert desk.get(f"/members/{own.uuid}/correction/").status_code == 404


@pytest.mark.requirement("S2-2.1.4-b")
@pytest.mark.parametrize("person", ["b_member", "a1_secretary", "a_officer"])
def test_page_shows_what_is_held_to_the_member_and_to_the_own_organisation(county: Scene, person: str) -> None:
    member = a_member(county, office_status=OfficeStatus.IN_SERVICE)
    Desk(county, "a1_secretary").post(f"/members/{member.uuid}/account/", username="b_member")
    by, day = county.person("a_secretary"), date(2026, 3, 1)
    record_life(member, LifeKind.ORGANISATIONAL_LIFE, on=day, title="三月组织生活会", by=by)
    made = register_with_community(member, community=county["A3"], on=day, by=by)
    assign_post(member, PostPlan(PostKind.SERVICE, "法律咨询岗", "每月坐班", day), by=by)
    record_service(made, ServiceKind.SKILL, on=day, hours=Decimal(2), by=by)
    contents = [(MemberType.RURAL, "目标", "内容")]
    training = plan_training(TrainingPlan("轮训班", day, 2, Decimal(16), True, contents), organiser=county["A"], by=by)
    announce_training(training, on=day, by=by)
    register_attendance(training, {member: (Decimal(16), "passed")}, by=by)

    page = Desk(county, person).text(f"/members/{member.uuid}/")

    for kept in ("三月组织生活会", "法律咨询岗", "专业服务", "轮训班"):
        assert kept in page


def test_large_roster_costs_no_more_queries(county: Scene, django_assert_max_num_queries: object) -> None:
    for number in range(60):
        a_member(county, name=f"样{number}")
    desk = Desk(county, "a1_secretary")

    with django_assert_max_num_queries(15):  # type: ignore[operator]
        assert desk.get("/members/").context["members"].paginator.count == 60
