"""The demo county's members: small rosters in one township, in bulk, and some of everything played through the acts."""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from itertools import islice

from guanmo.demo import names
from guanmo.demo.county import SHOWCASE
from guanmo.method.development import months_later
from guanmo.stages.members.domain.assign_post import PostPlan, assign_post
from guanmo.stages.members.domain.designate import Naming, Reserve, designate, enter_reserve_cadre, record_measure
from guanmo.stages.members.domain.develop import Application, open_development, record_cultivation
from guanmo.stages.members.domain.dues import record_dues
from guanmo.stages.members.domain.float_member import Absence, record_floating_contact, register_floating
from guanmo.stages.members.domain.member_code import made_code
from guanmo.stages.members.domain.train import (
    TrainingPlan,
    announce_training,
    plan_training,
    register_attendance,
)
from guanmo.stages.members.domain.transfer import request_transfer
from guanmo.stages.members.domain.verify_roster import verify_roster
from guanmo.stages.members.enums import (
    CompletionTest,
    CultivationKind,
    DesignationFunction,
    Education,
    FloatingCategory,
    Membership,
    MemberType,
    OfficeStatus,
    PostKind,
    RecommendingBody,
    Sex,
)
from guanmo.stages.members.models import Member
from guanmo.stages.organisations.enums import OBSERVED, TWO_NEW
from guanmo.stages.organisations.models import Organisation, User
from guanmo.stages.organisations.queries import subordinates

SIZES = (12, 9, 14, 8, 11)
"""Members of one organisation after the other."""


def build_members(townships: list[Organisation], today: date) -> None:
    """Rosters for the showcase township; its first village has a year's worth of everything."""
    township = next(one for one in townships if one.short_name == SHOWCASE)
    places = list(subordinates(township, OBSERVED))
    rosters = _rosters(places)
    village = rosters[0]
    secretary = User.objects.get(username="cun")
    officer = User.objects.get(username="zuzhi")
    for place in places[:6]:
        verify_roster(place, by=officer)
    _dues(village, today, secretary)
    _life(village, places, today, secretary)
    _development(places[0], today, secretary)
    _people(places, today)
    _training(township, village, today)


def _rosters(places: list[Organisation]) -> list[list[Member]]:
    people = names.people()
    rows = [list(_roster(place, SIZES[at % len(SIZES)], people)) for at, place in enumerate(places)]
    Member.objects.bulk_create(one for row in rows for one in row)
    return rows


def _roster(place: Organisation, size: int, people: Iterator[str]) -> Iterator[Member]:
    kind = MemberType.TWO_NEW if place.kind in TWO_NEW else MemberType.RURAL
    for at, name in enumerate(islice(people, size)):
        joined = date(1985 + at * 3, 7, 1) if at else date(2026, 3, 1)
        yield Member(
            code=made_code(place.code, name, joined),
            name=name,
            organisation=place,
            membership=Membership.FULL if at else Membership.PROBATIONARY,
            type=kind,
            office_status=OfficeStatus.HOLDS_OFFICE if at == 1 else OfficeStatus.WITHOUT_OFFICE,
            sex=Sex.FEMALE if at % 3 == 0 else Sex.MALE,
            birth_year=joined.year - 26,
            education=list(Education)[at % len(Education)],
            joined_on=joined,
            full_on=joined.replace(year=joined.year + 1) if at else None,
        )


def _dues(village: list[Member], today: date, by: User) -> None:
    """Three months, of which the present one is only begun."""
    present = today.replace(day=1)
    for back, paying in ((2, village), (1, village[:-1]), (0, village[:4])):
        month = months_later(present, -back)
        amounts: dict[Member, Decimal | None] = dict.fromkeys(paying, Decimal(5))
        paid_on = min(month + timedelta(days=9), today)
        record_dues(village[0].organisation, month, amounts, paid_on=paid_on, by=by)


def _life(village: list[Member], places: list[Organisation], today: date, by: User) -> None:
    absence = Absence(FloatingCategory.MIGRANT_WORKER, today - timedelta(days=200), village[1].name)
    away = register_floating(village[3], absence, by=by)
    record_floating_contact(away, on=today - timedelta(days=20), by=by)
    register_floating(
        village[4], Absence(FloatingCategory.GRADUATE, today - timedelta(days=150), village[1].name), by=by
    )
    request_transfer(village[5], target=places[1], on=today - timedelta(days=40), by=by)
    for member, title, duties in (
        (village[6], "政策宣传岗", "每月入组宣讲政策"),
        (village[7], "环境卫生监督岗", "每周检查公共区域卫生"),
    ):
        plan = PostPlan(PostKind.DUTY, title, duties, today - timedelta(days=100))
        assign_post(member, plan, by=by)


def _development(place: Organisation, today: date, by: User) -> None:
    applied = today - timedelta(days=400)
    for name, body in (("郑例甲", RecommendingBody.YOUTH_LEAGUE), ("王例乙", RecommendingBody.NOBODY)):
        application = Application(name, Sex.FEMALE, 1998, Education.BACHELOR, applied, body, "李样一")
        case = open_development(application, organisation=place, by=by)
        if body != RecommendingBody.NOBODY:
            day = today - timedelta(days=30)
            record_cultivation(case, CultivationKind.EDUCATION, on=day, title="参加积极分子培训班", by=by)


def _people(places: list[Organisation], today: date) -> None:
    since = today - timedelta(days=120)
    company = next(one for one in places if one.kind in TWO_NEW)
    designate(Naming(DesignationFunction.GUIDE, "周例丙", since, "大塘镇党委"), organisation=company, by=None)
    designate(Naming(DesignationFunction.INFORMATION_OFFICER, "吴例丁", since), organisation=places[0], by=None)
    for name in ("钱例一", "孙例二", "赵例三"):
        reserve = Reserve(name, 1997, Education.COLLEGE, "李样一", since)
        cadre = enter_reserve_cadre(reserve, organisation=places[0], by=None)
        if name != "赵例三":
            record_measure(cadre, on=today - timedelta(days=50), title="到镇党建办跟班学习", by=None)


def _training(township: Organisation, village: list[Member], today: date) -> None:
    day = today.replace(month=1, day=20) if (today.month, today.day) > (1, 20) else today
    contents = [(MemberType.RURAL, "提高致富带富本领", "实用技术、政策法规")]
    plan = TrainingPlan("农村党员轮训班", day, 3, Decimal(24), True, contents)
    training = plan_training(plan, organiser=township, by=None)
    announce_training(training, on=day, by=None)
    result: tuple[Decimal, CompletionTest | str] = (Decimal(24), CompletionTest.PASSED)
    register_attendance(training, dict.fromkeys(village[1:8], result), by=None)
