"""Training by member type: planned, announced, attended, tested; class hours and rotation of the year; sums by hand."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone

from guanmo.stages.members.enums import MemberType
from guanmo.stages.members.models import Member, Training, TrainingAttendance
from tests.county import Scene
from tests.desk.members.people import a_member
from tests.desk.rounds.pages import Desk, messages_of

YEAR = timezone.localdate().year
PLAN = {
    "title": "农村党员轮训班",
    "starts_on": date(YEAR, 1, 1).isoformat(),
    "days": "2",
    "hours": "16",
    "rotation": "on",
    "rural-goal": "提高致富本领",
    "rural-content": "实用技术",
}


def planned(desk: Desk, county: Scene, code: str = "A", **changes: str) -> Any:
    return desk.post(f"/organisations/{county[code].uuid}/trainings/new/", **{**PLAN, **changes})


def held(desk: Desk, training: Training, *present: tuple[Member, str, str]) -> Any:
    desk.post(f"/trainings/{training.uuid}/announcement/", on=PLAN["starts_on"])
    return registered(desk, training, *present)


def registered(desk: Desk, training: Training, *present: tuple[Member, str, str]) -> Any:
    """Each organisation has its own page."""
    answer = None
    for unit in dict.fromkeys(one.organisation for one, _hours, _result in present):
        rows = [row for row in present if row[0].organisation == unit]
        form = {f"{one.uuid}-hours": hours for one, hours, _result in rows}
        form |= {f"{one.uuid}-result": result for one, _hours, result in rows}
        answer = desk.post(f"/trainings/{training.uuid}/?organisation={unit.uuid}", **form)
    return answer


def figures(desk: Desk) -> list[str]:
    return [str(kpi.value) for kpi in desk.get("/trainings/").context["page"].kpis]


@pytest.mark.requirement("S3-4.1.3-b", "S4-13d")
def test_training_is_planned_announced_attended_and_tested(county: Scene) -> None:
    one, two, other = a_member(county), a_member(county, name="样二"), a_member(county, "AE", type=MemberType.TWO_NEW)
    desk = Desk(county, "a_officer")
    planned(desk, county)
    training = Training.objects.get()

    answer = held(desk, training, (one, "16", "passed"), (two, "8", "failed"))

    assert messages_of(answer) == ["已登记2名党员。"]
    page = desk.get(f"/trainings/{training.uuid}/").context
    assert other not in page["form"].members  # the plan is for rural members
    assert [[str(cell.text) for cell in row] for row in page["page"].present.rows] == [
        ["样一", "A1村党支部", "16.0", "合格"],
        ["样二", "A1村党支部", "8.0", "不合格"],
    ]
    assert page["page"].present.note == "考核合格率50%"
    assert "农村党员轮训班" in Desk(county, "a1_secretary").text(f"/members/{one.uuid}/")


@pytest.mark.requirement("S1-V-3.9-a", "S1-V-3.9-b", "S1-E-3.4-a", "S1-E-1.2-b")
@pytest.mark.parametrize(("code", "person"), [("A1", "a1_secretary"), ("AE", "ae_secretary")])
def test_year_sums_hours_and_rotation_and_lists_who_is_behind(county: Scene, code: str, person: str) -> None:
    one, two, three = (a_member(county, code, name) for name in ("样一", "样二", "样三"))
    desk = Desk(county, "a_officer")
    for title, rotation in (("轮训班", "on"), ("专题班", "")):
        planned(desk, county, title=title, rotation=rotation)
        held(desk, Training.objects.get(title=title), (one, "16", ""), (two, "15.5", ""))
    planned(desk, county, title="去年", starts_on=f"{YEAR - 1}-05-01")
    held(desk, Training.objects.get(title="去年"), (three, "16", ""))

    own = Desk(county, person)

    assert figures(own) == ["66.6", "1", "2"]  # two of three rotated; 31 and 0 hours are below 32
    rows = [[cell.text for cell in row] for row in own.get("/trainings/").context["page"].below.rows]
    assert [(row[0], row[2], row[3]) for row in rows] == [("样二", Decimal(31), "已轮训"), ("样三", 0, "还没有")]


@pytest.mark.requirement("S3-4.1.3-c")
def test_hours_are_credited_to_those_alone_who_were_there(county: Scene) -> None:
    """Three were called: one present and tested, one absent, of the third nobody said anything."""
    one, two, three = (a_member(county, name=name) for name in ("样一", "样二", "样三"))
    desk = Desk(county, "a_officer")
    planned(desk, county)
    training = Training.objects.get()
    refused = held(desk, training, (one, "16", "passed"), (two, "0", "passed"))
    assert "缺席（0学时）的没有考核结果" in refused.content.decode()
    assert not TrainingAttendance.objects.exists()

    registered(desk, training, (one, "16", "passed"), (two, "0", ""))

    page = desk.get(f"/trainings/{training.uuid}/").context["page"]
    assert [[str(cell.text) for cell in row] for row in page.present.rows] == [
        ["样一", "A1村党支部", "16.0", "合格"],
        ["样二", "A1村党支部", "缺席", "—"],
    ]
    assert str(desk.get("/trainings/").context["page"].trainings.rows[0][4].text) == "1"
    below = {row[0].text: row[3].text for row in desk.get("/trainings/").context["page"].below.rows}
    assert below == {"样一": "已轮训", "样二": "还没有", "样三": "还没有"}
    assert three not in {row.member for row in TrainingAttendance.objects.all()}


def test_village_reads_what_its_township_announced_and_its_own_members_of_it(county: Scene) -> None:
    own, other = a_member(county), a_member(county, "A2", "样二")
    town, village = Desk(county, "a_officer"), Desk(county, "a1_secretary")
    planned(town, county)
    training = Training.objects.get()
    assert village.get(f"/trainings/{training.uuid}/").status_code == 404

    held(town, training, (own, "16", ""), (other, "16", ""))

    page = village.text(f"/trainings/{training.uuid}/")
    assert "样一" in page
    assert "样二" not in page
    assert "保存" not in page
    assert Desk(county, "b1_secretary").get(f"/trainings/{training.uuid}/").status_code == 404


def test_correction_of_hours_counts_once(county: Scene) -> None:
    member, desk = a_member(county), Desk(county, "a_officer")
    planned(desk, county)
    training = Training.objects.get()
    held(desk, training, (member, "8", ""))

    registered(desk, training, (member, "16", "passed"))
    registered(desk, training, (member, "16", "passed"))

    assert [str(one.hours) for one in TrainingAttendance.objects.order_by("pk")] == ["8.0", "16.0"]
    rows = Desk(county, "a1_secretary").get("/trainings/").context["page"].below.rows
    assert rows[0][2].text == Decimal(16)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"rural-goal": "", "rural-content": ""}, "请至少选择一类党员"),
        ({"rural-content": ""}, "并写明这一类的培训目标和内容"),
    ],
)
def test_plan_names_its_member_types_with_goal_and_content(
    county: Scene, change: dict[str, str], sentence: str
) -> None:
    answer = planned(Desk(county, "a_officer"), county, **change)

    assert sentence in answer.content.decode()
    assert not Training.objects.exists()


def test_nothing_is_registered_before_the_announcement_or_after_the_end(county: Scene) -> None:
    member, desk = a_member(county), Desk(county, "a_officer")
    planned(desk, county)
    training = Training.objects.get()
    registered(desk, training, (member, "8", ""))
    assert not TrainingAttendance.objects.exists()
    held(desk, training, (member, "8", ""))
    desk.post(f"/trainings/{training.uuid}/closing/")

    registered(desk, training, (member, "16", ""))

    assert TrainingAttendance.objects.count() == 1


def test_attendance_of_many_members_is_sent_organisation_by_organisation(county: Scene) -> None:
    """Two fields each: 600 members at once would be more than the 1000 fields that Django takes."""
    many = Member.objects.bulk_create(
        Member(
            code=f"{code}-{number}", name=f"样{code}{number}", organisation=county[code], membership="full",
            type="rural", office_status="without_office", joined_on=date(2001, 7, 1),
        )
        for code, count in (("A1", 220), ("A2", 190), ("A3", 190))
        for number in range(count)
    )  # fmt: skip
    desk = Desk(county, "a_officer")
    planned(desk, county)
    training = Training.objects.get()
    desk.post(f"/trainings/{training.uuid}/announcement/", on=PLAN["starts_on"])

    path = f"/trainings/{training.uuid}/?organisation={county['A2'].uuid}"
    page = desk.get(path).context
    sent = {field.html_name: "16" if field.html_name.endswith("-hours") else "" for field in page["form"]}
    answer = desk.post(path, **sent | {"seen": "0"})

    assert messages_of(answer) == ["已登记190名党员。"]
    assert [(one.label, one.count) for one in page["units"]] == [
        ("A1村党支部", 220), ("A2村党支部", 190), ("A3社区党支部", 190),
    ]  # fmt: skip
    first = desk.get(f"/trainings/{training.uuid}/").context
    second = desk.get(f"/trainings/{training.uuid}/", page="2").context
    assert (len(first["form"].members), len(second["form"].members)) == (200, 20)
    assert {*first["form"].members, *second["form"].members} == set(many[:220])


def test_hours_that_somebody_else_registered_meanwhile_are_not_overwritten_unseen(county: Scene) -> None:
    one, two = a_member(county), a_member(county, name="样二")
    desk = Desk(county, "a_officer")
    planned(desk, county)
    training = Training.objects.get()
    held(desk, training, (one, "8", ""), (two, "8", ""))
    path = f"/trainings/{training.uuid}/"
    seen = str(desk.get(path).context["form"]["seen"].value())
    registered(Desk(county, "a_secretary"), training, (one, "16", ""))

    refused = desk.post(path, **{"seen": seen, f"{one.uuid}-hours": "4", f"{two.uuid}-hours": "8"})
    kept = desk.post(path, **{"seen": seen, f"{one.uuid}-hours": "16", f"{two.uuid}-hours": "6"})

    assert "样一的情况刚才由别人登记过" in refused.content.decode()
    assert messages_of(kept) == ["已登记1名党员。"]
    now = TrainingAttendance.objects.filter(corrected_by__isnull=True)
    assert sorted((row.member.name, str(row.hours)) for row in now) == [("样一", "16.0"), ("样二", "6.0")]


def test_more_hours_than_the_training_had_are_refused(county: Scene) -> None:
    member, desk = a_member(county), Desk(county, "a_officer")
    planned(desk, county)

    answer = held(desk, Training.objects.get(), (member, "17", ""))

    assert answer.context["form"].errors
    assert not TrainingAttendance.objects.exists()


def test_village_reads_no_training_of_another(county: Scene) -> None:
    planned(Desk(county, "a1_secretary"), county, "A1")
    training = Training.objects.get()

    assert Desk(county, "a2_secretary").get(f"/trainings/{training.uuid}/").status_code == 404
    assert Desk(county, "a_officer").get(f"/trainings/{training.uuid}/").status_code == 200
