"""The indicators behind the items of the two score sheets, on both sides of their border, and without any data.

What each item asks is worked by hand from its text on the sheet; ``id`` names the sheet and the item.
"""

from datetime import date

from guanmo.stages.organisations.enums import Duty, Form, Kind
from tests.desk.indicators.cases import JANUARY, day_in, marked, no, yes
from tests.desk.indicators.facts import (
    Case,
    Fact,
    Side,
    applied,
    cared,
    checked,
    contacted,
    cultivated,
    day,
    designated,
    floating,
    grid,
    inspected,
    left,
    measured,
    member,
    moving,
    needs_care,
    noted,
    organisation,
    partnership,
    posted,
    published,
    record,
    registered,
    reserve,
    seated,
    unit,
)

TWO = (member("甲", "A1"), member("乙", "A1"))


def listed(due: str, status: str = "", on: str = "2026-03-03") -> Fact:
    """A list with one task, of which nothing is said without a ``status``."""
    row = {"problem": "旧", "task": "换", "responsible": "书记", "due": due}
    return record("three_lists", on, rows=[{**row, "status": status} if status else row])


MEETING = record("branch_committee", "2026-01-09", agenda="议题")
SITE = record("remote_education_site", "2026-01-09", person="@a1_secretary", status="working")
KINDS = ("party", "village", "finance")
STEPS = {
    "democratic_life_meeting": ("plan", "study", "talks", "meeting", "rectify"),
    "organisational_life_meeting": ("study", "talks", "meeting", "rectify"),
    "member_appraisal": ("study", "self", "members", "decision"),
    "four_deliberations": (
        "proposal",
        "consultation",
        "deliberation",
        "decision",
        "resolution_public",
        "result_public",
    ),
}


def stepped(code: str, on: str, papers: str, skip: int = 0) -> Fact:
    """A record with all its steps, but for the last ``skip``."""
    done = STEPS[code][: len(STEPS[code]) - skip]
    return record(code, on, papers=papers, steps={step: {"on": on, "note": ""} for step in done})


def studied(kind: str, on: str) -> Fact:
    return record("study_session", on, kind=kind, topic="讲话", present=9)


def disclosed(*days: str) -> tuple[Fact, ...]:
    """One of the three kinds after the other, for the third quarter."""
    return tuple(
        record("affairs_disclosure", on, period="2026-Q3", kind=kind, content="收支")
        for kind, on in zip(KINDS, days, strict=True)
    )


def uploads(in_time: int, late: int) -> tuple[Fact, ...]:
    """Seven days after the activity are in time, eight are not."""
    days = ["2026-08-01"] * in_time + ["2026-07-31"] * late
    return tuple(record("information_upload", "2026-08-08", event_on=on, title=f"信息{n}") for n, on in enumerate(days))


def shown_post(kind: str, until: str | None = None) -> Fact:
    return record("demonstration_post", "2026-03-03", kind=kind, holder="甲", place="大厅", until=until)


def in_force(code: str, kind: str, other: str) -> Case:
    """What is there on the day counts, what ended the day before does not."""
    return Case("village:四.2", code, "A1", "2026-11",
                (yes("1项", shown_post(kind)), yes("1项", shown_post(kind, "2026-11-15")),
                 no("0项", shown_post(kind, "2026-11-14")), no("0项", shown_post(kind, "2026-11-14"), shown_post(other))))  # fmt: skip


def life(code: str) -> Case:
    """Every step and every paper is needed."""
    return Case("village:二.3", code, "A1", "2026",
                (yes("1次", stepped(code, "2026-12-31", "photo archive")), no("0次", stepped(code, "2026-12-31", "photo archive", 1)),
                 no("0次", stepped(code, "2026-12-31", "photo")), no("0次", stepped(code, "2026-12-31", "archive")),
                 no("0次", stepped(code, "2025-12-31", "photo archive"))), today=JANUARY)  # fmt: skip


def centre_of(on: str, papers: str = "photo", **changes: object) -> Fact:
    said = {"sign": True, "slogan": True, "items": [{"item": "证明代办", "since": "2026-01-01"}], **changes}
    return record("service_centre", on, papers=papers, **said)


def seldom(code: str, period: str, last: str, before: str, **values: object) -> list[Case]:
    """One record inside the period is enough, in a village as in a company."""
    return [
        Case(f"{sheet}:二.2", code, at, period, day_in(code, at, last, before, **values))
        for sheet, at in (("village", "A1"), ("two_new", "AE"))
    ]


def elected(on: str, skip: int = 0, at: str = "A1") -> Fact:
    """The file of an election; ``skip`` steps before it have no day."""
    steps = ("request", "nomination", "review", "notice", "election", "approval")[skip:]
    return record("election_file", on, at, term="本届", steps={step: {"on": on, "note": ""} for step in steps})


def postponed(until: str, at: str = "A1") -> Fact:
    return record("term_postponement", "2026-06-01", at, until=until)


LED, REACHED, ALONE = (
    {"full_members": 3, "mode": "separate", "organisation": "AE"}, {"full_members": 3, "guide": "样某"}, {"full_members": 3},
)  # fmt: skip
HOME = member("甲", home_study=True)


def visited(*days: str) -> tuple[Fact, ...]:
    return tuple(record("home_study", on, visitor="样某", material="文件", flagged=1) for on in days)


def lesson(on: str, *audience: str, medium: str = "classroom") -> Fact:
    return record("party_lesson", on, topic="党课", lecturer="other", medium=medium, audience=list(audience))


def campaign(name: str, on: str) -> Fact:
    return record("campaign_activity", on, "AE", campaign=name, theme="亮", content="承诺", result="好")


SHEET_CASES = [
    *seldom("branch_committee", "2026-10", "2026-10-31", "2026-09-30", agenda="议题"),
    *seldom("general_meeting", "2026-Q3", "2026-09-30", "2026-06-30", agenda="议题"),
    *seldom("party_group", "2026-10", "2026-10-01", "2026-09-30", agenda="议题"),
    *seldom("party_lesson", "2026-Q3", "2026-07-01", "2026-06-30", topic="党课", medium="classroom"),
    Case("village:二.2", "ledger_inspection", "A1", "2026-Q3",
         (yes("1次", MEETING, inspected("2026-Q3")), no("0次", MEETING, inspected("2026-Q2")),
          no("0次", MEETING, inspected("2026-Q3", "venues")), no("0次", MEETING))),
    Case("village:二.1", "special_study", "A1", "2026-Q3",
         (yes("1次", studied("special_study", "2026-09-30")), no("0次", studied("special_study", "2026-06-30")),
          no("0次", studied("group_seminar", "2026-09-30")))),
    Case("two_new:二.1", "group_seminar", "A1", "2026-Q3",
         (yes("1次", studied("group_seminar", "2026-07-01")), no("0次", studied("group_seminar", "2026-06-30")),
          no("0次", studied("special_study", "2026-07-01")))),
    *(life(code) for code in ("democratic_life_meeting", "organisational_life_meeting", "member_appraisal")),
    Case("village:二.3", "heart_to_heart_talk", "A1", "2026-H1",
         day_in("heart_to_heart_talk", "A1", "2026-06-30", "2025-12-31", kind="with_members", posts=["secretary"])),
    Case("village:一.5", "secretary_ledger", "A1", "2026-Q3",
         day_in("secretary_ledger", "A1", "2026-09-30", "2026-06-30", matter="整理", measure="专人")),
    Case("village:一.5", "progress_report", "A1", "2026-Q3",
         (yes("1次", record("progress_report", "2026-10-05", period="2026-Q3", progress="好")),
          no("0次", record("progress_report", "2026-07-05", period="2026-Q2", progress="好"),
             record("progress_report", "2026-10-06", period="2026-Q3", progress="好")))),
    Case("village:一.6", "three_lists", "A1", "2026",
         (yes("1次", record("three_lists", "2026-12-31", rows=[{"problem": "旧", "task": "换", "responsible": "书记", "due": "2026-09-30"}])),
          no("0次", record("three_lists", "2026-12-31", rows=[])),
          no("0次", record("three_lists", "2025-12-31", rows=[{"problem": "旧", "task": "换", "responsible": "书记", "due": "2026-09-30"}]))),
         today=JANUARY),
    Case("village:一.6", "tasks_overdue", "A1", "2026-11",
         (yes("0项", listed("2026-11-15")), no("1项", listed("2026-11-14")), yes("0项", listed("2026-11-14", "done")),
          no("1项", listed("2026-11-14", "running", "2026-11-01"), listed("2026-11-14", on="2026-01-09")),
          yes("0项", listed("2026-11-14"), listed("2026-11-14", "done", "2026-11-02")))),
    Case("village:一.8", "affairs_disclosure", "A1", "2026-Q3",
         (yes("3项", *disclosed("2026-10-15", "2026-10-15", "2026-10-15")), no("2项", *disclosed("2026-10-15", "2026-10-15", "2026-10-16")),
          no("1项", *(record("affairs_disclosure", "2026-09-01", period="2026-Q3", kind="party", content=f"第{n}次") for n in range(3))))),
    Case("village:一.9", "information_upload", "A1", "2026-Q3", (yes("90%（9/10）", *uploads(9, 1)), no("88.9%（8/9）", *uploads(8, 1)))),
    Case("village:一.9", "information_officer", "A1", "2026-11",
         (yes("1人", designated("information_officer")), yes("1人", designated("information_officer", ended_on="2026-11-15")),
          no("0人", designated("information_officer", ended_on="2026-11-14")),
          no("0人", designated("information_officer", ended_on="2026-11-14"), designated("guide")))),
    Case("village:一.1", "service_centre", "A1", "2026",
         (yes("1项", centre_of("2026-12-31")), no("0项", centre_of("2026-12-31", sign=False)), no("0项", centre_of("2026-12-31", slogan=False)),
          no("0项", centre_of("2026-12-31", items=[])), no("0项", centre_of("2026-12-31", papers=""))), today=JANUARY),
    Case("village:一.2", "secretary_in_post", "AS", "2026-11",
         (yes("1人", seated("as_secretary", "AS")), yes("1人", seated("as_secretary", "AS"), left("as_secretary", "2026-11-15")),
          no("0人", seated("as_secretary", "AS"), left("as_secretary", "2026-11-14")),
          no("0人", seated("as_deputy", "AS", Duty.DEPUTY_SECRETARY)))),
    Case("village:一.4", "reserve_measures", "A1", "2026",
         (yes("100%（2/2）", reserve(2), measured("2026-12-31", "2026-02-01")), no("50%（1/2）", reserve(2), measured("2026-12-31", "2025-12-31"))),
         today=JANUARY),
    Case("village:二.9", "four_deliberations", "A1", "2026-Q3",
         (yes("100%（1/1）", stepped("four_deliberations", "2026-09-30", "")),
          no("50%（1/2）", stepped("four_deliberations", "2026-09-30", ""), stepped("four_deliberations", "2026-07-01", "", 1)))),
    Case("village:三.1", "cultivation", "A1", "2026-11",
         (yes("100%（2/2）", applied("2026-01-01"), applied("2026-01-01"), cultivated("2026-08-18", "2026-11-15")),
          no("50%（1/2）", applied("2026-01-01"), applied("2026-01-01"), cultivated("2026-08-17", "2026-11-15")))),
    Case("village:三.2", "roster_checked", "A1", "2026-11", (yes("1次", checked("2026-08-18")), no("0次", checked("2026-08-17")))),
    Case("village:三.2", "roster_complete", "A1", "2026-11",
         (yes("100%（2/2）", *TWO), *(no("50%（1/2）", TWO[0], member("乙", **{lacking: nothing}))
                                    for lacking, nothing in (("sex", ""), ("birth_year", None), ("education", ""))))),
    Case("village:三.4", "duty_posts", "A1", "2026-11",
         (yes("100%（2/2）", *TWO, posted("甲"), posted("乙", ended="2026-11-15")), no("50%（1/2）", *TWO, posted("甲"), posted("乙", ended="2026-11-14")),
          no("50%（1/2）", *TWO, posted("甲"), posted("乙", "service")),
          yes("100%（1/1）", TWO[0], posted("甲"), member("乙", home_study=True), member("丙", office_status="holds_office")))),
    Case("village:三.5", "floating_contacted", "A1", "2026-11",
         (yes("100%（2/2）", *TWO, floating("甲"), floating("乙"), contacted("甲", "2026-08-18"), contacted("乙", "2026-11-15")),
          no("50%（1/2）", *TWO, floating("甲"), floating("乙"), contacted("甲", "2026-08-17"), contacted("乙", "2026-11-15")))),
    Case("village:三.7", "channel_post", "A1", "2026-10", day_in("channel_post", "A1", "2026-10-31", "2026-09-30", channel="专栏", topic="活动")),
    Case("village:三.10", "remote_education_site", "A1", "2026",
         (yes("1项", SITE), no("0项", record("remote_education_site", "2026-01-09", person="@a1_secretary", status="faulty"))), today=JANUARY),
    Case("village:三.10", "site_inspection", "A1", "2026-10",
         (yes("1次", SITE, inspected("2026-10", "venues")), no("0次", SITE, inspected("2026-09", "venues")), no("0次", SITE, inspected("2026-10")))),
    in_force("demonstration_post", "post", "area"),
    in_force("responsibility_area", "area", "post"),
    Case("village:四.2", "campaign_activity", "A1", "2026-H1",
         (yes("1次", record("campaign_activity", "2026-06-30", campaign="show_identity", theme="亮", content="承诺", result="好")),
          no("0次", record("campaign_activity", "2025-12-31", campaign="show_identity", theme="亮", content="承诺", result="好")),
          no("0次", record("campaign_activity", "2026-06-30", campaign="practice", theme="亮", content="承诺", result="好")))),
    Case("two_new:一.1", "party_staff", "AE", "2026-11",
         (yes("1人", designated("party_staff", "AE")), yes("1人", designated("party_staff", "AE", ended_on="2026-11-15")),
          no("0人", designated("party_staff", "AE", ended_on="2026-11-14")),
          no("0人", designated("guide", "AE")))),
    Case("two_new:一.4", "study_posts", "AE", "2026-10",
         (yes("1次", record("study_posts", "2026-11-10", "AE", period="2026-10", channel=True, posts=1)),
          no("0次", record("study_posts", "2026-11-10", "AE", period="2026-10", channel=True, posts=0)),
          no("0次", record("study_posts", "2026-11-10", "AE", period="2026-10", channel=False, posts=9)))),
    Case("village:三.1", "poor_village_members", "A1", "2026",
         (yes("100%（1/1）", marked("A1", "poor_village"), member("新", joined="2026-12-31")),
          no("0%（0/1）", marked("A1", "poor_village"), member("旧", joined="2025-12-31")),
          Side("没有数据", "—", (marked("A1", "poor_village"),)), Side("不适用", "—", (member("新", joined="2026-12-31"),))),
         today=JANUARY, bare="不适用"),
    Case("village:一.7", "lesson_audiences", "A1", "2026",
         (yes("2项", lesson("2026-12-31", "young", "elderly")), yes("2项", lesson("2026-03-01", "all"), lesson("2026-12-31", "young")),
          no("1项", lesson("2026-03-01", "all"), lesson("2026-12-31", "all")), no("1项", lesson("2025-12-31", "young"), lesson("2026-03-01", "all"))),
         today=JANUARY),
    Case("village:一.7", "lesson_medium", "A1", "2026",
         (yes("1次", lesson("2026-12-31", "all", medium="online")), no("0次", lesson("2026-12-31", "all")),
          no("0次", lesson("2025-12-31", "all", medium="video"))), today=JANUARY),
    Case("two_new:四.2", "double_cultivation", "AE", "2026-H1",
         (yes("1次", campaign("double_cultivation", "2026-06-30")), no("0次", campaign("double_cultivation", "2025-12-31")),
          no("0次", campaign("show_identity", "2026-06-30")))),
    Case("village:三.6", "home_study_visits", "A1", "2026-H1",
         (yes("100%（1/1）", HOME, *visited("2026-06-30")), no("0%（0/1）", HOME, *visited("2025-12-31")),
          no("0%（0/1）", HOME, member("乙", home_study=True), *visited("2026-06-30")),
          yes("100%（1/1）", HOME, member("乙", home_study=True, left_on=day("2026-06-29"), leaving="deceased"), *visited("2026-06-30")),
          Side("不适用", "—", (member("甲"), *visited("2026-06-30"))), Side("没有数据", "—", (HOME,))), bare="不适用"),
    Case("village:三.6", "care_given", "A1", "2026-H1",
         (yes("100%（1/1）", member("甲"), needs_care("甲"), cared("甲", "2026-06-30")),
          no("0%（0/1）", member("甲"), needs_care("甲", "2025-06-01"), cared("甲", "2025-12-31")),
          Side("不适用", "—", (member("甲"), needs_care("甲", ended="2026-06-29"), cared("甲", "2026-03-01"))),
          Side("没有数据", "—", (member("甲"), needs_care("甲")))), bare="不适用"),
    Case("village:二.5", "joint_committee", "A3", "2026-11",
         (yes("1项", partnership("joint_committee", "A3")), no("0项", partnership("joint_committee", "A3", sides=0)),
          no("0项", partnership("joint_committee", "A3", rules=0)), no("0项", partnership("joint_committee", "A3", ended="2026-11-14")),
          no("0项", partnership("resident_units", "A3")))),
    Case("village:四.4", "liaison_platform", "A1", "2026-11",
         (yes("1项", partnership("soe_liaison", "A1", rules=0)), yes("1项", partnership("soe_liaison", "A1", ended="2026-11-15")),
          no("0项", partnership("soe_liaison", "A1", ended="2026-11-14")), no("0项", partnership("soe_liaison", "A1", sides=0)),
          yes("1项", partnership("soe_liaison", "A1", sides=0, partner="AG")), no("0项", partnership("soe_liaison", "A1", sides=0, partner="AE"))),
         (organisation("AG", Kind.SOE, "A"),)),
    Case("village:二.7", "units_with_organisation", "A1", "2026-11",
         (yes("100%（1/1）", unit("甲厂", LED)), no("0%（0/1）", unit("甲厂", REACHED)), no("50%（1/2）", unit("甲厂", LED), unit("乙厂", ALONE)),
          yes("100%（1/1）", unit("甲厂", ALONE, LED)), no("0%（0/1）", unit("甲厂", LED, ALONE)),
          yes("100%（1/1）", unit("甲厂", LED), unit("小厂", {"full_members": 2}), unit("小学", ALONE, kind="school"),
              unit("关厂", ALONE, closed="2026-11-15")),
          Side("不适用", "—", (unit("小厂", {"full_members": 2}), unit("新厂", {}))))),
    Case("village:二.7", "units_reached", "A1", "2026-11",
         (yes("100%（2/2）", unit("甲厂", LED), unit("乙厂", REACHED)), no("50%（1/2）", unit("甲厂", LED), unit("小厂", {"full_members": 2})),
          yes("100%（1/1）", unit("甲厂", LED), unit("小学", ALONE, kind="school")))),
    Case("village:三.4", "posts_published", "A1", "2026-11",
         (yes("100%（1/1）", TWO[0], posted("甲", started="2026-03-01"), published("2026-03-01")),
          no("0%（0/1）", TWO[0], posted("甲", started="2026-03-01"), published("2026-02-28")),
          no("50%（1/2）", TWO[0], posted("甲", started="2026-03-01", ended="2026-04-01"), published("2026-03-31")),
          yes("100%（2/2）", TWO[0], posted("甲", started="2026-03-01", ended="2026-04-01"), published("2026-04-01")),
          yes("100%（1/1）", *TWO, posted("甲", started="2026-03-01"), published("2026-03-01"), posted("乙", started="2026-10-16")),
          no("50%（1/2）", *TWO, posted("甲", started="2026-03-01"), published("2026-03-01"), posted("乙", started="2026-10-15")),
          no("0%（0/1）", TWO[0], posted("甲", started="2026-03-01"), published("2026-11-16")),
          yes("100%（1/1）", TWO[0], posted("甲", started="2026-03-01"), published("2026-11-15")),
          Side("没有数据", "—", (TWO[0], posted("甲", started="2026-11-15")))), today=date(2026, 11, 15)),
    Case("two_new:三.5", "transfers_open", "AE", "2026-11",
         (yes("0人", TWO[0], moving("甲", "2026-10-16")), no("1人", TWO[0], moving("甲", "2026-10-15")),
          yes("0人", TWO[0], moving("甲", "2026-03-01", done="2026-11-15")), no("1人", *TWO, moving("甲", "2026-03-01"), moving("乙", "2026-11-01"))),
         today=date(2026, 11, 15)),
    Case("village:四.5", "service_posts", "A3", "2026-11",
         (yes("100%（2/2）", *TWO, registered("甲"), registered("乙"), posted("甲", "service"), posted("乙", "service", ended="2026-11-15")),
          no("50%（1/2）", *TWO, registered("甲"), registered("乙"), posted("甲", "service"), posted("乙", "service", ended="2026-11-14")),
          no("50%（1/2）", *TWO, registered("甲"), registered("乙"), posted("甲", "service"), posted("乙")))),
    Case("village:一.2", "seats_filled", "B2", "2026-11",
         (yes("100%（2/2）", seated("b2_secretary", "B2"), seated("b2_deputy", "B2", Duty.DEPUTY_SECRETARY)),
          yes("100%（2/2）", seated("b2_secretary", "B2"), seated("b2_deputy", "B2", Duty.FULL_TIME_DEPUTY_SECRETARY), left("b2_deputy", "2026-11-15")),
          no("50%（1/2）", seated("b2_secretary", "B2")),
          no("50%（1/2）", seated("b2_secretary", "B2"), seated("b2_deputy", "B2", Duty.DEPUTY_SECRETARY), left("b2_deputy", "2026-11-14"))),
         (organisation("B2", Kind.VILLAGE, "B"),)),
    Case("village:一.2", "term_running", "A1", "2026-11",
         (yes("100%（1/1）", elected("2021-11-16")), no("0%（0/1）", elected("2021-11-15")),
          yes("100%（1/1）", elected("2021-11-15"), postponed("2026-11-15")), no("0%（0/1）", elected("2021-11-15"), postponed("2026-11-14")),
          yes("100%（1/1）", elected("2016-05-01"), elected("2021-11-16")))),
    Case("two_new:二.5", "term_running", "AE", "2026-11",
         (yes("100%（1/1）", elected("2023-11-16", at="AE")), no("0%（0/1）", elected("2023-11-15", at="AE")))),
    Case("village:一.2", "election_steps", "A1", "2026-11",
         (yes("100%（1/1）", elected("2024-05-01")), no("0%（0/1）", elected("2024-05-01", 1)),
          yes("100%（1/1）", elected("2019-05-01", 2), elected("2024-05-01")), no("0%（0/1）", elected("2019-05-01"), elected("2024-05-01", 1)))),
    Case("village:一.3", "grids_with_branch", "A3", "2026-11",
         (yes("100%（2/2）", grid("一格", "G1"), grid("二格", "Y1")), no("50%（1/2）", grid("一格", "G1"), grid("二格")),
          no("50%（1/2）", grid("一格", "G1"), grid("二格", "AE")), no("0%（0/1）", grid("一格", "G2"))),
         (organisation("G1", Kind.GRID_BRANCH, "A3"), organisation("Y1", Kind.COURTYARD_GROUP, "A3", Form.PARTY_GROUP),
          organisation("G2", Kind.GRID_BRANCH, "A1"))),
    Case("two_new:一.1", "cross_appointment", "AE", "2026-11",
         (yes("1人", noted("ae_secretary", "cross_post", "management")), no("0人", noted("ae_secretary", "cross_post", "none")),
          no("0人", noted("ae_secretary", "cross_post", "management"), noted("ae_secretary", "cross_post", "none", "2026-11-15")),
          no("0人", noted("ae_secretary", "cross_post", "management"), left("ae_secretary", "2026-11-14")))),
]  # fmt: skip
