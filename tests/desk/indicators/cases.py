"""Each indicator on both sides of its border, worked by hand from the clause, and without any data."""

from datetime import date

from guanmo.stages.organisations.enums import Duty, Kind
from tests.desk.indicators.facts import (
    Case,
    Side,
    applied,
    attended,
    designated,
    developing,
    floating,
    left,
    lost,
    member,
    noted,
    organisation,
    paid,
    partnership,
    record,
    registered,
    reserve,
    seated,
    training,
)

YES, NO, SHOWN = "达标", "未达标", "只看数值"
JANUARY, FEBRUARY = date(2027, 1, 20), date(2027, 2, 10)
"""The year 2026 is over; in February also what may be reported in January."""


def yes(value: str, *facts: object) -> Side:
    return Side(YES, value, facts)  # type: ignore[arg-type]


def no(value: str, *facts: object) -> Side:
    return Side(NO, value, facts)  # type: ignore[arg-type]


def goals(*areas: str, at: str = "A1", on: str = "2026-01-08") -> object:
    """A year's goals, each of one area."""
    rows = [{"goal": f"目标{number}", "owner": "样某", "area": area} for number, area in enumerate(areas)]
    return record("goal_archive", on, at, period=on[:4], title="争创先进", goals=rows)


PAIRED = partnership("pairing", "A1", sides=0, partner="AE")
"""A1 and AE stand in one pairing."""


def shown(value: str, *facts: object) -> Side:
    return Side(SHOWN, value, facts)  # type: ignore[arg-type]


def day_in(code: str, at: str, good: str, late: str, papers: str = "", **values: object) -> tuple[Side, Side]:
    """One record inside the period is enough; the last day before or the first after it is not."""
    return (
        yes("1次", record(code, good, at, papers=papers, **values)),
        no("0次", record(code, late, at, papers=papers, **values)),
    )


TWO = (member("甲", "A1"), member("乙", "A1"))
TWO_NEW = (member("甲", "AE"), member("乙", "AE"))
ROUND = training("轮训班", "2026-12-31", 5, "40")
DAY = {"theme": "学习", "content": "记录", "present": 9}
LEADERS = ("@a_secretary", "@a_deputy", "@a_member", "@a_officer")


def dues(at: str) -> tuple[Side, ...]:
    return (
        yes("100%（2/2）", paid("甲", "2026-10"), paid("乙", "2026-10", "exempt")),
        no("50%（1/2）", paid("甲", "2026-10"), paid("乙", "2026-11")),
    )


def rotation() -> tuple[Side, ...]:
    return (
        yes("100%（2/2）", ROUND, attended("轮训班", "甲", "乙")),
        no("50%（1/2）", ROUND, attended("轮训班", "甲")),
        no("0%（0/2）", training("别的班", "2026-12-31", rotation=False), attended("别的班", "甲", "乙")),
    )


def reports(*authors: str) -> tuple[object, ...]:
    return tuple(record("research_report", "2026-12-31", "A", title="调研", author=one) for one in authors)


def skills(on: str, present: int, audience: str = "skills", at: str = "A") -> object:
    return record("training_session", on, at, title="培训班", audience=audience, present=present)


FIVE = dict.fromkeys(("one_person", "charter", "beforehand", "deputy", "supervision"), True)
FOUR = dict.fromkeys(("leading", "deliberating", "deciding", "serving"), True)
GUARANTEES = dict.fromkeys(("pay", "pension", "medical", "honour", "prospects"), True)

SECTORS = (
    ("", "A1", "a1_secretary", ()),
    ("_two_new", "AE", "ae_secretary", ()),
    *(
        (f"_{code}", "U", "u_secretary", (organisation("U", kind, "C"), seated("u_secretary", "U")))
        for code, kind in (("agencies", Kind.AGENCY), ("soes", Kind.SOE), ("schools", Kind.SCHOOL))
    ),
)


def led(*leaders: str, on: str = "2026-12-31") -> tuple[object, ...]:
    return tuple(record("lead_study", on, "A", leader=one, branch="@A1", topic="党章") for one in leaders)


FULL_TIME_DEPUTY = seated("au_deputy", "AU", Duty.FULL_TIME_DEPUTY_SECRETARY)
TWICE = seated("a_deputy", "A", Duty.LEADERSHIP_MEMBER)
"""Whoever holds two posts is one person."""
CLERK = seated("a_clerk", "A", Duty.ORGANISER)


def lived(kind: str, *leaders: str) -> tuple[object, ...]:
    return tuple(record("dual_life", "2026-03-03", "A", leader=one, kind=kind) for one in leaders)


def called(*attendance: str) -> tuple[object, ...]:
    return tuple(
        record("secretary_called", "2026-03-03", "A", called="@AE", training="班", attendance=one) for one in attendance
    )


def marked(code: str, mark: str, until: str | None = None) -> object:
    return record("organisation_mark", "2026-01-09", "D", target=f"@{code}", mark=mark, basis="文件", until=until)


def held(name: str, word: str, on: str = "2026-02-02") -> object:
    return noted(name, "full_time", word, on)


def quota(target: str, number: int, on: str = "2026-01-20", at: str = "D", **more: object) -> object:
    return record("development_plan", on, at, target=f"@{target}", number=number, **more)


def staff(full: int, part: int, all: int, on: str = "2026-03-03") -> object:
    return record("party_staffing", on, "AU", full_time=full, part_time=part, staff=all)


def women(head: bool, reserve: bool, on: str = "2026-03-03") -> object:
    return record("female_cadres", on, head=head, reserve=reserve)


def centre(on: str, listed: list[str] | None) -> object:
    said = {"sign": True, "slogan": True, "items": []}
    return record("service_centre", on, **said, **({} if listed is None else {"listed": listed}))


def floating_branch(on: str, there: bool) -> object:
    return record("floating_organisation", on, "A", there=there)


def income(on: str, year: str, yuan: str) -> object:
    return record("collective_income", on, period=year, amount=yuan)


def work_style(on: str, campaign: str = "work_style") -> object:
    return record("campaign_activity", on, campaign=campaign, theme="实干", content="走访", result="好")


def budget(on: str, yuan: str) -> object:
    return record("work_funds", on, budgeted=yuan)


LISTED = ["benefits", "pension", "medical", "certificates", "birth", "land", "jobs", "payments"]
GROUPS = {"workers": 1, "farmers": 2, "educated": 1, "private": 0, "social": 1}
MODES = ("school", "seminar", "paired", "practice", "leaders")


def chose(rhythm: str, entered: str = "2026-02-01", on: str = "") -> object:
    """Decided on a day, which is that of the entry unless another is named."""
    return record("activity_rhythm", on or entered, entered=entered, rhythm=rhythm, decision="党员大会")


def party_day(on: str, papers: str = "plan photo") -> object:
    return record("theme_party_day", on, papers=papers, **DAY)


CASES = [
    Case("S1-V-1.4-a", "reserve_cadres", "A1", "2026-11",
         (no("2人", reserve(2)), yes("3人", reserve(3)), yes("7人", reserve(7)), no("8人", reserve(8)))),
    Case("S1-V-1.7-a", "secretary_lesson", "A1", "2026",
         (yes("1次", record("party_lesson", "2026-12-31", lecturer="@a1_secretary", medium="classroom")),
          no("0次", record("party_lesson", "2026-12-31", lecturer="@a1_deputy", medium="classroom"))), today=JANUARY),
    Case("S1-E-3.4-b", "secretary_lesson", "AE", "2026",
         (yes("1次", record("party_lesson", "2026-01-01", "AE", lecturer="@ae_secretary", medium="video")),
          no("0次", record("party_lesson", "2026-01-01", "AE", lecturer="other", medium="video"))), today=JANUARY),
    Case("S1-V-2.6-a", "joint_committee_meeting", "A3", "2026-10",
         day_in("joint_committee_meeting", "A3", "2026-10-31", "2026-09-30", agenda="共建")),
    Case("S1-V-2.6-b", "joint_conference", "A3", "2026-Q3",
         day_in("joint_conference", "A3", "2026-09-30", "2026-06-30", agenda="共建")),
    Case("S1-V-3.3-a", "dues_paid", "A1", "2026-10", dues("A1"), TWO),
    Case("S1-E-3.3", "dues_paid", "AE", "2026-10", dues("AE"), TWO_NEW),
    Case("S1-V-3.5-b", "lost_contact", "A1", "2026-11",
         (yes("0人", member("甲")), yes("0人", member("甲"), lost("甲", "2026-08-01", "2026-11-14")),
          no("1人", member("甲"), lost("甲", "2026-11-15")))),
    Case("S1-V-3.9-a", "rotation_training", "A1", "2026", rotation(), TWO, JANUARY),
    Case("S1-E-1.2-b", "rotation_training", "AE", "2026", rotation(), TWO_NEW, JANUARY),
    Case("S1-E-3.4-a", "rotation_training", "AE", "2026", rotation(), TWO_NEW, JANUARY),
    Case("S1-V-3.9-b", "training_hours", "A1", "2026",
         (yes("100%（2/2）", ROUND, attended("轮训班", "甲", "乙", hours="32")),
          no("50%（1/2）", ROUND, attended("轮训班", "甲", hours="32"), attended("轮训班", "乙", hours="31.9")),
          no("0%（0/2）", training("去年的班", "2025-12-31"), attended("去年的班", "甲", "乙", hours="32"))), TWO, JANUARY),
    Case("S1-E-3.4-a", "training_hours", "AE", "2026",
         (yes("100%（2/2）", ROUND, attended("轮训班", "甲", "乙", hours="32")),
          no("50%（1/2）", ROUND, attended("轮训班", "甲", hours="32"), attended("轮训班", "乙", hours="31.9"))), TWO_NEW, JANUARY),
    Case("S1-V-4.1", "theme_party_day", "A1", "2026-10",
         (yes("1次", record("theme_party_day", "2026-10-31", papers="plan photo", **DAY)),
          no("0次", record("theme_party_day", "2026-10-31", papers="plan", **DAY)),
          no("0次", record("theme_party_day", "2026-09-30", papers="plan photo", **DAY)))),
    Case("S1-E-4.3", "theme_party_day", "AE", "2026-10",
         (yes("1次", record("theme_party_day", "2026-10-01", "AE", papers="plan photo", **DAY)),
          no("0次", record("theme_party_day", "2026-10-01", "AE", papers="photo", **DAY)))),
    Case("S1-V-5.2", "three_funds", "A3", "2026",
         (yes("100,000.00元", record("three_funds", "2026-12-31", "A3", papers="voucher", fund="first", amount="60000.00"),
              record("three_funds", "2026-01-02", "A3", papers="voucher", fund="second", amount="40000.00")),
          no("99,999.99元", record("three_funds", "2026-01-02", "A3", papers="voucher", fund="first", amount="99999.99")),
          no("60,000.00元", record("three_funds", "2026-01-02", "A3", papers="voucher", fund="first", amount="60000.00"),
             record("three_funds", "2026-01-02", "A3", fund="second", amount="40000.00"))), today=JANUARY),
    Case("S1-V-5.3", "funds_per_household", "A3", "2026",
         (yes("10.00元", record("work_funds", "2026-12-31", "A3", papers="voucher", budgeted="5000.00", households=500)),
          no("9.98元", record("work_funds", "2026-12-31", "A3", papers="voucher", budgeted="4990.00", households=500)),
          no("0.00元", record("work_funds", "2026-12-31", "A3", budgeted="5000.00", households=500))), today=JANUARY),
    Case("S1-E-5.2", "social_work_funds", "AS", "2026",
         (yes("100%（1/1）", record("work_funds", "2026-03-01", "AS", budgeted="800.00", paid="800.00", separate_line=True)),
          no("0%（0/1）", record("work_funds", "2026-03-01", "AS", budgeted="800.00", paid="799.99", separate_line=True)),
          no("0%（0/1）", record("work_funds", "2026-03-01", "AS", budgeted="800.00", paid="800.00", separate_line=False))),
         today=JANUARY),
    Case("S2-3.2-b", "committee_building_meeting", "A", "2026-Q3",
         day_in("committee_building_meeting", "A", "2026-07-01", "2026-06-30", agenda="研究党建")),
    Case("S2-3.2-c", "building_meeting", "A1", "2026-10",
         (yes("1次", record("building_meeting", "2026-10-08", agenda="党建")),
          yes("1次", record("branch_committee", "2026-10-08", agenda="党建", building=True)),
          no("0次", record("building_meeting", "2026-09-30", agenda="党建"),
             record("branch_committee", "2026-10-08", agenda="修路", building=False)))),
    Case("S2-3.4-b", "research_reports", "A", "2026",
         (yes("100%（4/4）", *reports(*LEADERS)), no("75%（3/4）", *reports(*LEADERS[:3], LEADERS[0]))), today=JANUARY),
    Case("S2-3.5-e", "two_new_inspected", "A", "2026",
         (shown("50%（1/2）", record("inspection_history", "2026-05-05", "A", target="@AE", kind="inspection", finding="好")),
          shown("0%（0/2）", record("inspection_history", "2026-05-05", "A", target="@A1", kind="inspection", finding="好")))),
    Case("S2-4-a", "building_on_agenda", "A1", "2026",
         (shown("2次", record("building_meeting", "2026-01-01", agenda="党建"),
                record("general_meeting", "2026-11-15", agenda="党建", building=True)),)),
    Case("S3-1.2-a", "reporting_meeting", "A", "2026-Q3",
         (yes("1次", record("reporting_meeting", "2026-09-30", "A")), no("0次", record("reporting_meeting", "2026-06-30", "A")))),
    Case("S3-3.1-a", "lesson_remote", "A1", "2026",
         (shown("66.7%（2/3）", record("party_lesson", "2026-02-01", medium="video"), record("party_lesson", "2026-05-01", medium="online"),
                record("party_lesson", "2026-08-01", medium="classroom")),)),
    Case("S3-6.1-b", "floating_hosted", "A1", "2026-11",
         (shown("50%（1/2）", floating("甲", "外省某支部"), floating("乙")),), TWO),
    Case("S3-6.1-b", "new_applicants", "A1", "2026",
         (shown("2人", applied("2026-01-01"), applied("2026-11-15"), applied("2025-12-31")),)),
    Case("S4-7e", "pairing_activity", "AU", "2026-H1",
         (yes("1次", record("pairing_activity", "2026-06-30", "AU", activity="义诊")),
          no("0次", record("pairing_activity", "2025-12-31", "AU", activity="义诊"))), (organisation("AU", Kind.AGENCY, "A"),)),
    Case("S4-7f", "service_activity", "A3", "2026-H1",
         (yes("100%（2/2）", registered("甲", "2026-06-30"), registered("乙", "2026-02-01")),
          no("50%（1/2）", registered("甲", "2026-06-30"), registered("乙", "2026-07-01"))), TWO),
    Case("S4-7h", "regional_guides", "A3", "2026-11", (shown("2人", designated("guide", "A3", 2), designated("organiser", "A3")),)),
    Case("S4-10d", "committee_monthly", "A", "2026-10",
         day_in("committee_building_meeting", "A", "2026-10-01", "2026-09-30", agenda="研究党建")),
    Case("S4-10e", "reports_heard", "A", "2026-H1",
         (yes("1次", record("reporting_meeting", "2026-06-30", "A")), no("0次", record("reporting_meeting", "2025-12-31", "A")))),
    Case("S4-12k", "reserve_young", "A1", "2026-11",
         (yes("1人", reserve(1, 1991)), no("0人", reserve(1, 1990)), no("0人", reserve(1, 1991, "senior")))),
    Case("S4-12p", "secretary_rotation", "A1", "2026",
         (yes("100%（1/1）", ROUND, member("书记", account="a1_secretary"), attended("轮训班", "书记")),
          no("0%（0/1）", ROUND, member("书记", account="a1_secretary"), member("甲"), attended("轮训班", "甲")),
          Side("没有数据", "—", (ROUND, member("书记"), attended("轮训班", "书记")))), today=JANUARY),
    *(Case("S4-13b", f"secretary_rotation{code}", at, "2026",
           (yes("100%（1/1）", ROUND, member("书记", at, account=who), attended("轮训班", "书记")),
            no("0%（0/1）", ROUND, member("书记", at, account=who), training("别的班", "2026-05-01", rotation=False), attended("别的班", "书记")),
            Side("没有数据", "—", (ROUND, member("书记", at), attended("轮训班", "书记")))), background, JANUARY)
      for code, at, who, background in SECTORS),
    Case("S4-13c", "rotation_classes", "A", "2026",
         (yes("100%（2/2）", training("班一", "2026-03-01", 3, "12"), training("班二", "2026-03-01", 5, "20")),
          no("0%（0/4）", training("班一", "2026-03-01", 2, "12"), training("班二", "2026-03-01", 6, "24"),
             training("班三", "2026-03-01", 3, "11.9"), training("班四", "2026-03-01", 5, "19.9"))), today=JANUARY),
    *(Case("S4-3a", f"study_mode_{mode}", "A1", "2026",
           (yes("1次", record("study_session", "2026-12-31", kind="special_study", topic="讲话", mode=mode)),
            no("0次", record("study_session", "2026-12-31", kind="special_study", topic="讲话", mode=other)),
            no("0次", record("study_session", "2026-12-31", kind="special_study", topic="讲话")),
            no("0次", record("study_session", "2026-02-01", kind="special_study", topic="讲话", mode=other),
               record("study_session", "2027-01-01", kind="special_study", topic="讲话", mode=mode))), today=JANUARY)
      for mode, other in zip(MODES, (*MODES[1:], MODES[0]), strict=True)),
    Case("S4-16a", "monthly_study", "A1", "2026-10",
         (yes("1次", record("study_session", "2026-10-08", kind="special_study", topic="讲话")),
          no("0次", record("study_session", "2026-10-08", kind="group_seminar", topic="讲话")))),
    Case("S4-25g", "grid_branch", "A1", "2026-11",
         (yes("1项", organisation("G1", Kind.GRID_BRANCH, "A1")), no("0项", organisation("E1", Kind.NEW_ECONOMIC, "A1")))),
    Case("S4-30a", "funds_paid", "A1", "2026",
         (yes("100%", record("work_funds", "2026-03-01", budgeted="800.00", paid="800.00")),
          no("99.9%", record("work_funds", "2026-03-01", budgeted="800.00", paid="799.50"))), today=JANUARY),
    Case("S4-30c", "funds_budgeted", "A1", "2026",
         (yes("1项", record("work_funds", "2026-03-01", papers="voucher", budgeted="0.01")),
          no("0项", record("work_funds", "2026-03-01", papers="voucher", budgeted="0.00")),
          no("0项", record("work_funds", "2026-03-01", budgeted="800.00"))), today=JANUARY),
    Case("S4-30f", "collective_income", "A1", "2026",
         (yes("1项", record("collective_income", "2027-01-31", period="2026", amount="0.01")),
          no("0项", record("collective_income", "2027-01-31", period="2026", amount="0.00"))), today=FEBRUARY),
    Case("S1-V-4.3", "open_base_activity", "A1", "2026-Q3",
         day_in("open_base_activity", "A1", "2026-09-30", "2026-06-30", base="红旗基地", activity="参观")),
    Case("S1-E-4.4", "open_base_activity", "AE", "2026-Q3",
         day_in("open_base_activity", "AE", "2026-07-01", "2026-06-30", base="红旗基地", activity="参观")),
    Case("S1-V-4.4-b", "liaison_activity", "A1", "2026-10",
         day_in("liaison_activity", "A1", "2026-10-31", "2026-09-30", enterprise="供电公司", activity="共建")),
    Case("S2-2.2.4", "satisfaction", "A1", "2026",
         (yes("90%", record("satisfaction_survey", "2026-03-01", asked=120, satisfied=110, way="paper"),
              record("satisfaction_survey", "2026-12-31", asked=80, satisfied=70, way="online")),
          no("89.5%", record("satisfaction_survey", "2026-03-01", asked=200, satisfied=179, way="paper"))), today=JANUARY),
    Case("S3-1.1-e", "skills_sessions", "A", "2026",
         (shown("2次", skills("2026-03-01", 30), skills("2026-05-01", 25), skills("2026-06-01", 9, "village_cadres")),)),
    Case("S3-1.1-e", "skills_trained", "A", "2026",
         (shown("55人", skills("2026-03-01", 30), skills("2026-05-01", 25), skills("2025-12-31", 9)),)),
    *(Case("S3-6.2-c", "pairing_goal", at, "2026",
           (yes("100%（1/1）", PAIRED, goals("pairing", at=at)), yes("100%（1/1）", PAIRED, goals("other", "pairing", at=at)),
            no("0%（0/1）", PAIRED, goals("other", at=at)), no("0%（0/1）", PAIRED, goals("pairing", at=at, on="2025-12-31")),
            Side("不适用", "—", (partnership("resident_units", "A1", partner="AE"), goals("other", at=at))),
            Side("没有数据", "—", (PAIRED,))), today=JANUARY, bare="不适用")
      for at in ("A1", "AE")),
    Case("S3-6.2-d", "leaders_in_pairing", "A1", "2026",
         (shown("5人", record("pairing_activity", "2026-03-01", activity="义诊", participants=20, leaders=2),
                record("pairing_activity", "2026-06-01", activity="义诊", participants=20, leaders=3),
                record("pairing_activity", "2026-09-01", activity="义诊", participants=20)),)),
    Case("S4-1b", "committee_first_topic", "A1", "2026",
         (yes("100%（1/1）", record("branch_committee", "2026-03-01", agenda="学习", first_topic=True)),
          no("50%（1/2）", record("branch_committee", "2026-03-01", agenda="学习", first_topic=True),
             record("branch_committee", "2026-04-01", agenda="修路", first_topic=False))), today=JANUARY),
    Case("S4-1b", "meeting_first_topic", "A1", "2026",
         (yes("100%（1/1）", record("general_meeting", "2026-03-01", agenda="学习", first_topic=True)),
          no("0%（0/1）", record("general_meeting", "2026-03-01", agenda="修路"))), today=JANUARY),
    Case("S4-2c", "village_cadre_classes", "D", "2026",
         (yes("1次", skills("2026-12-31", 40, "village_cadres", "D")), no("0次", skills("2026-12-31", 40, "sector_members", "D"))),
         today=JANUARY),
    Case("S4-2d", "sector_classes", "D", "2026",
         (yes("1次", skills("2026-01-01", 40, "sector_members", "D")), no("0次", skills("2025-12-31", 40, "sector_members", "D"))),
         today=JANUARY),
    Case("S4-2e", "lesson_at_school", "A1", "2026",
         (yes("1次", record("party_lesson", "2026-12-31", lecturer="@a1_secretary", medium="classroom", at_school=True)),
          no("0次", record("party_lesson", "2026-12-31", lecturer="@a1_secretary", medium="classroom", at_school=False)),
          no("0次", record("party_lesson", "2026-12-31", lecturer="@a1_deputy", medium="classroom", at_school=True))), today=JANUARY),
    Case("S4-8b", "soe_five_aspects", "AU", "2026",
         (yes("100%（1/1）", record("soe_building", "2026-03-01", "AU", papers="proof", **FIVE)),
          no("0%（0/1）", record("soe_building", "2026-03-01", "AU", papers="proof", **{**FIVE, "charter": False})),
          yes("100%（1/1）", record("soe_building", "2026-03-01", "AU", papers="proof", **{**FIVE, "charter": False}),
              record("soe_building", "2026-03-01", "AU", papers="proof", **FIVE))),
         (organisation("AU", Kind.SOE, "A"),), JANUARY),
    Case("S4-9b", "school_charter", "AU", "2026",
         (yes("100%（1/1）", record("school_charter", "2026-03-01", "AU", in_charter=True)),
          no("0%（0/1）", record("school_charter", "2026-03-01", "AU", in_charter=False)),
          no("0%（0/1）", record("school_charter", "2026-03-01", "AU", in_charter=True),
             record("school_charter", "2026-12-31", "AU", in_charter=False)),
          yes("100%（1/1）", record("school_charter", "2026-12-31", "AU", in_charter=True),
              record("school_charter", "2026-03-01", "AU", in_charter=False))),
         (organisation("AU", Kind.SCHOOL, "A"),), JANUARY),
    Case("S4-11c", "two_new_mechanisms", "AE", "2026",
         (yes("100%（1/1）", record("two_new_mechanisms", "2026-03-01", "AE", papers="rules", **FOUR)),
          no("0%（0/1）", record("two_new_mechanisms", "2026-03-01", "AE", papers="rules", **{**FOUR, "serving": False})),
          yes("100%（1/1）", record("two_new_mechanisms", "2026-03-01", "AE", papers="rules", **{**FOUR, "serving": False}),
              record("two_new_mechanisms", "2026-10-01", "AE", papers="rules", **FOUR))),
         today=JANUARY),
    Case("S4-14a", "secretary_guarantees", "A1", "2026",
         (yes("100%（1/1）", record("secretary_guarantees", "2026-03-01", **GUARANTEES)),
          no("0%（0/1）", record("secretary_guarantees", "2026-03-01", **{**GUARANTEES, "pension": False})),
          yes("100%（1/1）", record("secretary_guarantees", "2026-03-01", **{**GUARANTEES, "pension": False}),
              record("secretary_guarantees", "2026-10-01", **GUARANTEES)),
          no("0%（0/1）", record("secretary_guarantees", "2026-03-01", **GUARANTEES),
             record("secretary_guarantees", "2026-03-01", **{**GUARANTEES, "pension": False}))), today=JANUARY),
    Case("S4-16f", "remote_course", "A", "2026",
         (yes("1次", record("remote_course", "2026-12-31", "A", title="致富路", minutes=12)),
          no("0次", record("remote_course", "2025-12-31", "A", title="致富路", minutes=12))), today=JANUARY),
    Case("S4-3b", "lead_study", "A", "2026",
         (yes("100%（4/4）", *led(*LEADERS)), no("75%（3/4）", *led(*LEADERS[:3], LEADERS[0])),
          no("25%（1/4）", *led(*LEADERS[1:], on="2025-12-31"), *led(LEADERS[0]))), today=JANUARY),
    Case("S4-3b", "lead_study", "A", "2026",
         (yes("100%（4/4）", *led(*LEADERS)), no("50%（2/4）", *led(*LEADERS[:2]))), (TWICE, CLERK), JANUARY),
    Case("S4-10g", "dual_life", "A", "2026",
         (yes("100%（4/4）", *lived("leadership", *LEADERS), *lived("branch", *LEADERS)),
          no("50%（2/4）", *lived("leadership", *LEADERS[:3]), *lived("branch", *LEADERS[1:]))), today=JANUARY),
    Case("S4-10g", "dual_life", "A", "2026",
         (yes("100%（4/4）", *lived("leadership", *LEADERS), *lived("branch", *LEADERS)),
          no("25%（1/4）", *lived("leadership", *LEADERS), *lived("branch", LEADERS[1]))), (TWICE, CLERK), JANUARY),
    Case("S1-E-1.2-a", "secretary_called", "AE", "2026",
         (yes("100%", *called("present", "present", "excused")), no("66.7%", *called("present", "excused", "absent"))),
         today=JANUARY, bare="不适用"),
    Case("S4-29h", "full_time_organisers", "A", "2026-11",
         (yes("100%（2/2）", held("a_officer", "full_time"), held("a_organiser", "full_time")),
          no("50%（1/2）", held("a_officer", "part_time"), held("a_organiser", "full_time")),
          yes("100%（2/2）", held("a_officer", "part_time"), held("a_officer", "full_time"), held("a_member", "part_time"),
              held("a_organiser", "full_time")),
          no("50%（1/2）", held("a_officer", "full_time"), held("a_officer", "part_time", "2026-11-15"), held("a_organiser", "full_time")),
          Side("没有数据", "—", (held("a_officer", "full_time"),)),
          Side("没有数据", "—", (held("a_officer", "full_time"), held("a_officer", "full_time", "2026-03-03")))),
         (seated("a_organiser", "A", Duty.ORGANISER),)),
    Case("S4-29h", "full_time_organisers", "A", "2026-09",
         (yes("100%（1/1）", held("a_officer", "full_time"), held("a_officer", "part_time", "2026-10-01")),
          no("0%（0/1）", held("a_officer", "full_time"), held("a_officer", "part_time", "2026-09-30")),
          Side("没有数据", "—", (held("a_officer", "full_time", "2026-10-01"),)))),
    Case("S4-29i", "party_staffing", "AU", "2026",
         (yes("1%", staff(1, 4, 100)), no("0.9%", staff(1, 4, 110)), no("0%", staff(0, 4, 10)),
          no("0.9%", staff(9, 4, 100), staff(1, 4, 110, "2026-10-10")), no("0.9%", staff(9, 4, 100), staff(1, 4, 110)),
          yes("1%", staff(1, 4, 110), staff(1, 4, 100, "2026-03-04"), staff(0, 4, 100, "2027-01-02")),
          yes("1%", staff(1, 4, 100, "2025-10-10"))),
         (organisation("AU", Kind.AGENCY, "A"),), JANUARY),
    Case("S4-29j", "full_time_deputy", "AU", "2026-11",
         (yes("100%（1/1）", marked("AU", "large_enterprise"), FULL_TIME_DEPUTY),
          no("0%（0/1）", marked("AU", "large_enterprise"), seated("au_deputy", "AU", Duty.DEPUTY_SECRETARY)),
          yes("100%（1/1）", marked("AU", "large_enterprise", "2026-11-15"), FULL_TIME_DEPUTY, left("au_deputy", "2026-11-15")),
          no("0%（0/1）", marked("AU", "large_enterprise"), FULL_TIME_DEPUTY, left("au_deputy", "2026-11-14")),
          Side("不适用", "—", (marked("AU", "large_enterprise", "2026-11-14"), FULL_TIME_DEPUTY)),
          Side("没有数据", "—", (marked("AU", "large_enterprise"),)),
          Side("不适用", "—", (seated("au_deputy", "AU", Duty.DEPUTY_SECRETARY),))),
         (organisation("AU", Kind.SOE, "A"),), bare="不适用"),
    Case("S4-12l", "female_reserve", "A1", "2026",
         (yes("100%（1/1）", women(False, True)), no("0%（0/1）", women(False, False)),
          Side("不适用", "—", (women(True, False),)), Side("不适用", "—", (women(False, False), women(True, False))),
          yes("100%（1/1）", women(False, False), women(False, True, "2026-10-10")),
          no("0%（0/1）", women(False, True), women(False, False)), no("0%（0/1）", women(True, True, "2025-05-05"), women(False, False)),
          no("0%（0/1）", women(False, False, "2025-12-31")), no("0%（0/1）", women(False, False), women(False, True, "2027-01-02"))),
         today=JANUARY),
    Case("S4-6e", "committee_headed", "A1", "2026",
         (shown("66.7%（2/3）", *(record("village_body", "2026-03-03", body=f"组织{n}", by_committee=n > 0) for n in range(3))),)),
    Case("S4-15d", "high_tech_candidates", "AE", "2026-11",
         (shown("2人", marked("AE", "high_tech"), developing("activist", "AE"), developing("development_target", "AE"),
                developing("applied", "AE")),
          shown("0人", marked("AE", "high_tech", "2026-11-14"), developing("activist", "AE")))),
    Case("S4-15b", "development_plan", "A1", "2026",
         (shown("66.7%", quota("A1", 3)), shown("66.7%", quota("A1", 3, "2025-12-25", for_year=2026)),
          shown("50%", quota("A1", 3), quota("A1", 4, "2026-06-01", "A")), shown("66.7%", quota("A1", 4), quota("A1", 3)),
          Side("不适用", "—", (quota("A2", 3),)), Side("不适用", "—", (quota("A1", 3, "2025-12-25"),)),
          Side("不适用", "—", (quota("A1", 3, "2026-12-25", for_year=2027),))),
         (member("新一", joined="2026-01-01"), member("新二", joined="2026-12-31"), member("旧", joined="2025-12-31"),
          member("别处", "A2", joined="2026-07-01")), JANUARY, bare="不适用"),
    Case("S4-15b", "development_plan_township", "A", "2026",
         (shown("60%", quota("A", 5)), shown("30%", quota("A", 5), quota("A", 10, "2026-02-02")),
          Side("不适用", "—", (quota("A1", 5),))),
         (member("书记", "A", "2001-07-01"), member("新一", joined="2026-01-01"), member("新二", "AE", "2026-12-31"),
          member("新三", "A2", joined="2026-07-01"), member("别处", "B1", joined="2026-07-01")), JANUARY, bare="不适用"),
    *(Case("S4-15c", f"group_{group}", "A1", "2026",
           (shown(share, record("new_member_groups", "2026-12-20", **GROUPS), member("新一", joined="2026-01-01"),
                  member("新二", joined="2026-12-31"), member("旧", joined="2025-12-31")),
           shown(share, record("new_member_groups", "2026-06-20", **dict.fromkeys(GROUPS, 1)), record("new_member_groups", "2026-12-20", **GROUPS),
                 member("新一", joined="2026-01-01"), member("新二", joined="2026-12-31"))), today=JANUARY)
      for group, share in (("workers", "50%"), ("farmers", "100%"), ("educated", "50%"),
                           ("private", "0%"), ("social", "50%"))),
    Case("S4-31f", "services_present", "A1", "2026",
         (yes("100%", centre("2026-03-03", LISTED)), no("87.5%", centre("2026-03-03", LISTED[1:])),
          yes("100%", centre("2026-03-03", LISTED[1:]), centre("2026-09-09", LISTED)),
          no("87.5%", centre("2026-03-03", LISTED), centre("2026-03-03", LISTED[1:])),
          no("0%", centre("2026-03-03", LISTED), centre("2026-09-09", [])), Side("没有数据", "—", (centre("2026-03-03", None),))),
         today=JANUARY),
    Case("S4-30d", "funds_growth", "A1", "2026",
         (yes("100%", budget("2025-12-31", "800.00"), budget("2026-01-01", "800.00")),
          no("99.9%", budget("2025-03-01", "800.00"), budget("2026-03-01", "799.00")),
          Side("没有数据", "—", (budget("2025-03-01", "800.00"),)), Side("没有数据", "—", (budget("2026-03-01", "800.00"),))),
         today=JANUARY),
    Case("S4-30d", "funds_growth", "A1", "2026",
         (yes("100%", budget("2025-03-01", "800.00"), budget("2026-11-15", "800.00")),
          no("99.9%", budget("2025-03-01", "800.00"), budget("2026-11-15", "799.00")),
          yes("100%", budget("2024-03-01", "900.00"), budget("2025-03-01", "800.00"), budget("2026-03-01", "800.00")))),
    Case("S4-19c", "work_style_year", "A1", "2026",
         (yes("100%（1/1）", marked("A1", "poor_village"), work_style("2026-12-31")),
          no("0%（0/1）", marked("A1", "poor_village"), work_style("2025-12-31"), work_style("2026-05-01", "practice")),
          no("0%（0/1）", marked("A1", "poor_village", "2026-01-31"), work_style("2026-05-01", "practice")),
          Side("不适用", "—", (marked("A1", "poor_village", "2025-12-31"), work_style("2026-05-01", "practice"))),
          Side("没有数据", "—", (marked("A1", "poor_village"),)), Side("不适用", "—", (work_style("2026-05-01", "practice"),))),
         today=JANUARY, bare="不适用"),
    Case("S4-30e", "collective_income_sum", "A1", "2026",
         (shown("12,000.50元", income("2027-01-31", "2026", "12000.50"), income("2026-02-01", "2025", "9000.00")),
          shown("0.00元", income("2027-01-31", "2026", "0.00")), Side("没有数据", "—", (income("2026-05-01", "2025", "9000.00"),))),
         today=FEBRUARY),
    Case("S4-30e", "collective_income_sum", "A1", "2025",
         (shown("9,000.00元", income("2026-05-01", "2025", "9000.00")), shown("0.00元", income("2026-05-01", "2025", "0.00")),
          Side("没有数据", "—", (income("2027-01-31", "2026", "12000.50"),))), today=FEBRUARY),
    Case("S4-25h", "floating_organisation", "A", "2026-11",
         (yes("100%（1/1）", marked("A", "inflowing"), floating_branch("2026-11-15", True)),
          no("0%（0/1）", marked("A", "inflowing"), floating_branch("2026-11-15", False)),
          no("0%（0/1）", marked("A", "inflowing"), floating_branch("2026-03-03", True), floating_branch("2026-10-10", False)),
          no("0%（0/1）", marked("A", "inflowing"), floating_branch("2026-03-03", True), floating_branch("2026-03-03", False)),
          yes("100%（1/1）", marked("A", "inflowing"), floating_branch("2025-03-03", False), floating_branch("2025-10-10", True)),
          Side("没有数据", "—", (marked("A", "inflowing"),)), Side("没有数据", "—", (marked("A", "inflowing", "2026-11-15"),)),
          Side("不适用", "—", (marked("A", "inflowing", "2026-11-14"), floating_branch("2026-03-03", False)))), bare="不适用"),
    Case("S3-3.1-b", "quarterly_party_day", "A1", "2026-Q3",
         (yes("1次", chose("quarterly"), party_day("2026-09-30")), yes("1次", chose("quarterly", "2026-09-30"), party_day("2026-07-01", "")),
          no("0次", chose("quarterly"), party_day("2026-06-30")), Side("不适用", "—", (party_day("2026-09-30"),)),
          Side("不适用", "—", (chose("quarterly", "2026-10-01", "2026-01-01"), party_day("2026-09-30"))),
          Side("不适用", "—", (chose("quarterly"), chose("monthly", "2026-07-01"), party_day("2026-09-30"))),
          yes("1次", chose("quarterly"), chose("monthly", "2026-10-01", "2026-07-01"), party_day("2026-09-30")),
          Side("没有数据", "—", (chose("quarterly"),))), bare="不适用"),
    Case("S3-3.1-b", "theme_party_day", "A1", "2026-10",
         (no("0次", party_day("2026-09-30")), no("0次", chose("monthly"), party_day("2026-09-30")),
          Side("不适用", "—", (chose("quarterly", "2026-11-15"), party_day("2026-09-30"))),
          yes("1次", chose("quarterly"), chose("monthly", "2026-10-31"), party_day("2026-10-31")),
          Side("不适用", "—", (chose("quarterly"), chose("monthly", "2026-11-01", "2026-10-01"), party_day("2026-10-31"))))),
    Case("S3-3.1-b", "theme_party_day", "A1", "2026-09",
         (Side("不适用", "—", (chose("quarterly", "2026-09-30"), party_day("2026-08-31"))),
          no("0次", chose("quarterly", "2026-10-01", "2026-09-30"), party_day("2026-08-31")))),
    Case("S3-3.1-b", "group_activities", "A1", "2026-Q3",
         (shown("2次", record("party_group", "2026-07-01", agenda="一"), record("party_group", "2026-09-30", agenda="二"),
                record("party_group", "2026-06-30", agenda="三"), party_day("2026-08-01")),)),
    Case("S3-3.1-b", "branch_activities", "A1", "2026-Q3",
         (shown("1次", party_day("2026-09-30", ""), party_day("2026-06-30"), record("party_group", "2026-08-01", agenda="一")),)),
]  # fmt: skip
