"""The demo county's units, grids, contact points, partnerships and elections: some in order, some that wait for somebody."""

from datetime import date, timedelta

from guanmo.demo.county import SHOWCASE
from guanmo.stages.organisations.domain.cover import Coverage, register_unit
from guanmo.stages.organisations.domain.hold_contact_point import open_contact_point
from guanmo.stages.organisations.domain.keep_grid import GridPlan, open_grid
from guanmo.stages.organisations.domain.keep_line import BodyPlan, Line, Staffing, set_up_body, staff_body, state_line
from guanmo.stages.organisations.domain.keep_partnership import Side, open_partnership
from guanmo.stages.organisations.domain.note_appointment import Fact, note_fact
from guanmo.stages.organisations.enums import (
    OF_EACH_LEVEL,
    OF_THE_COUNTY,
    TWO_NEW,
    VILLAGE_LEVEL,
    AppointmentFactKind,
    BodyKind,
    EstablishmentMode,
    Kind,
    Management,
    PartnershipKind,
    UnitKind,
)
from guanmo.stages.organisations.models import Appointment, Organisation, User
from guanmo.stages.organisations.queries import subordinates
from guanmo.stages.records.domain.keep_record import Entry, derived
from guanmo.stages.records.enums import RecordState
from guanmo.stages.records.models import Record, RecordType
from guanmo.stages.rounds.domain.inspect import InspectionPlan, record_inspection
from guanmo.stages.rounds.enums import InspectionType

UNITS = (
    ("青禾食品加工厂", 4, ""),
    ("顺达汽修行", 1, "周例丙"),
    ("禾苗幼儿园", None, ""),
    ("云上农资合作社", 2, "周例丙"),
)
"""Made-up units with their full members and guide."""
GRIDS = ("东片网格", "西片网格")
ELECTED = (1680, 1700, 1500, 900, 1900)
"""How many days ago the villages elected their leaderships, one after the other."""


def build_structure(townships: list[Organisation], today: date) -> None:
    """For the showcase township."""
    township = next(one for one in townships if one.short_name == SHOWCASE)
    villages = list(subordinates(township, VILLAGE_LEVEL))
    companies = list(subordinates(township, TWO_NEW))
    since = today - timedelta(days=200)
    _units(villages, companies, since)
    for place in villages[: len(villages) - 2]:
        for name in GRIDS:
            open_grid(GridPlan(name, "邻里和睦、环境整洁", "李样一", since), [place], organisation=place, by=None)
    _contacts(township, villages, since)
    _partnerships(villages, companies, since)
    _elections(villages, today)
    _procedures(villages, since)
    _inspection([villages[0], *villages[-2:]], today)
    _lines(township, companies, since)


def _lines(township: Organisation, companies: list[Organisation], since: date) -> None:
    """The county's bodies with their staff; one company is claimed by two, the last ones stand in no line yet."""
    county = Organisation.objects.get(kind=Kind.COUNTY)
    department = Organisation.objects.get(kind=Kind.ORGANISATION_DEPARTMENT)
    made = {
        kind: set_up_body(BodyPlan(kind, f"{county.short_name}{kind.label}", county, department, since), by=None)
        for kind in (*OF_EACH_LEVEL, *OF_THE_COUNTY)
    }
    for body in list(made.values())[:-1]:
        staff_body(body, Staffing(since, "陈样一", "吴样二、郑样三", 1, 2), by=None)
    set_up_body(
        BodyPlan(BodyKind.LEADING_GROUP, f"{township.short_name}党建工作领导小组", township, None, since), by=None
    )
    local, committee = Management.LOCAL, made[BodyKind.TWO_NEW_COMMITTEE]
    for place, one in enumerate(companies[:-2]):
        own = made[BodyKind.SOCIAL if one.kind == Kind.NEW_SOCIAL else BodyKind.NON_PUBLIC]
        state_line(one, Line(since, local, local, own, committee if place == 0 else None), by=None)


def _inspection(villages: list[Organisation], today: date) -> None:
    """The county means to come soon, while the township's round still runs: the two could be one."""
    by = User.objects.get(username="xian")
    county = Organisation.objects.get(kind=Kind.COUNTY)
    day = today + timedelta(days=7)
    plan = InspectionPlan(county, InspectionType.SUPERVISION, "党员教育专项督查", day, villages)
    record_inspection(plan, by=by)


def _units(villages: list[Organisation], companies: list[Organisation], since: date) -> None:
    for (name, members, guide), place in zip(UNITS, villages, strict=False):
        coverage = Coverage(since, full_members=members, guide=guide)
        register_unit(name, UnitKind.NEW_ECONOMIC, located_in=place, on=since, coverage=coverage, by=None)
    for at, company in enumerate(companies):
        mode = EstablishmentMode.JOINT if at % 3 == 2 else EstablishmentMode.SEPARATE
        reason = "" if mode == EstablishmentMode.SEPARATE else "正式党员不足3名"
        coverage = Coverage(since, 5 - 3 * (at % 3 == 2), mode, company, reason=reason, approved_by="大塘镇党委")
        place = villages[at % len(villages)]
        register_unit(
            company.short_name, UnitKind(company.kind), located_in=place, on=since, coverage=coverage, by=None
        )


def _contacts(township: Organisation, villages: list[Organisation], since: date) -> None:
    leaders = User.objects.filter(appointments__post__organisation=township).distinct().order_by("pk")
    for leader, place in zip(leaders, villages, strict=False):
        open_contact_point(leader, place, on=since, by=None)


def _partnerships(villages: list[Organisation], companies: list[Organisation], since: date) -> None:
    pairing, liaison = PartnershipKind.PAIRING, PartnershipKind.SOE_LIAISON
    open_partnership(
        pairing, Side("钱例一", companies[0]), organisation=villages[0], person="李样一", on=since, by=None
    )
    water = Side("孙例二", name="县水务公司（样例）")
    open_partnership(liaison, water, organisation=villages[0], person="李样一", on=since, by=None)


def _elections(villages: list[Organisation], today: date) -> None:
    type = RecordType.objects.get(code="election_file")
    days = [today - timedelta(days=ago) for ago in ELECTED]
    for place, day in zip(villages, days, strict=False):
        values = {"term": "本届", "steps": {"election": {"on": day.isoformat()}}}
        entry = Entry(day - timedelta(days=30), values)
        Record.objects.create(
            type=type, organisation=place, held_on=entry.held_on, values=values, state=RecordState.LOCKED,
            **derived(type.ledger, entry),
        )  # fmt: skip


def _procedures(villages: list[Organisation], since: date) -> None:
    for place in villages[:3]:
        for held in Appointment.objects.filter(post__organisation=place, ended_on__isnull=True)[:1]:
            for kind, word in (
                (AppointmentFactKind.QUALIFICATION_REVIEW, "passed"),
                (AppointmentFactKind.FILING, "done"),
                (AppointmentFactKind.SELECTION, "two_recommend_one_elect"),
            ):
                note_fact(held, Fact(kind, word, max(since, held.started_on), "大塘镇党委"), by=None)
