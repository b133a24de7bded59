"""Who has to be in weak villages and communities by the end of April, through the page (S4-24e)."""

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from guanmo.stages.organisations.enums import Duty, Form, Kind
from guanmo.stages.organisations.models import Appointment
from guanmo.stages.rectification.models import WeakCase
from tests.county import Scene
from tests.desk.rectification.test_weak import opened, state_of, step
from tests.desk.rectification.test_weak import send as send_person

pytestmark = pytest.mark.django_db
FOUND, LAST_DAY, NEXT_DAY = date(2026, 3, 16), date(2026, 4, 30), date(2026, 5, 1)


class Calendar:
    """What day it is for whoever opens a page."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        patch.setattr(timezone, "localdate", lambda *_args: self.today)
        self.today = FOUND


@pytest.fixture
def calendar(monkeypatch: pytest.MonkeyPatch) -> Calendar:
    return Calendar(monkeypatch)


def found_weak(client: Client, county: Scene, code: str, who: str = "a_secretary") -> WeakCase:
    case = opened(client, county, who, organisation=county[code].pk)
    step(client, case, "identified")
    return case


def send(client: Client, case: WeakCase, role: str, arrived_on: date) -> None:
    send_person(client, case, "county_admin", role, arrived_on)


def shown(client: Client) -> tuple[str, list[tuple[str, str, bool]]]:
    """The share on the page, and whom it lists: organisation, as what, whether too late."""
    answer: Any = client.get(reverse("desk:weak-list"))
    page = answer.content.decode()
    listed = [
        (one.case.organisation.code, one.role.label, one.late)
        for one in answer.context["sent"].awaited
        if f'<td data-label="没有到位">{one.role.label}</td>' in page
    ]
    return page.split("到位率 <b>")[1].split("</b>")[0] if "到位率" in page else "", listed


@pytest.mark.requirement("S4-24e")
@pytest.mark.parametrize(("today", "late"), [(LAST_DAY, False), (NEXT_DAY, True)])
def test_share_of_who_arrived_and_who_is_missing_after_the_end_of_april(
    county: Scene, client: Client, calendar: Calendar, today: date, late: bool
) -> None:
    first, second = (found_weak(client, county, code) for code in ("A1", "A3"))
    send(client, first, "first_secretary", FOUND)
    send(client, first, "guide", FOUND)
    send(client, second, "first_secretary", date(2026, 4, 1))
    calendar.today = today

    assert shown(client) == ("75% (3/4)", [("A3", "党建指导员", late)])
    words = client.get(reverse("desk:weak-list")).content.decode()
    assert ("1名逾期没有到位" in words, "1名还没有到位" in words) == (late, not late)


@pytest.mark.requirement("S4-24e")
def test_everybody_arrived_is_the_whole(county: Scene, client: Client, calendar: Calendar) -> None:
    case = found_weak(client, county, "A1")
    for role in ("first_secretary", "guide"):
        send(client, case, role, FOUND)
    send_person(client, case, "a_secretary", "township_secretary", FOUND)
    calendar.today = NEXT_DAY

    assert shown(client) == ("100% (2/2)", [])


def test_who_is_announced_for_a_later_day_has_not_arrived(county: Scene, client: Client, calendar: Calendar) -> None:
    case = found_weak(client, county, "A1")
    send(client, case, "guide", FOUND)
    send(client, case, "first_secretary", NEXT_DAY)
    calendar.today = LAST_DAY

    assert shown(client) == ("50% (1/2)", [("A1", "第一书记", False)])
    calendar.today = NEXT_DAY
    assert shown(client) == ("100% (2/2)", [])


@pytest.mark.requirement("S4-24e")
def test_who_left_the_unit_that_sent_has_to_be_replaced(county: Scene, client: Client, calendar: Calendar) -> None:
    calendar.today = NEXT_DAY
    case = found_weak(client, county, "A1")
    county.add("N", "样例县农业局党支部", Kind.AGENCY, Form.BRANCH, "C")
    for who, role in (("goes", "first_secretary"), ("stays", "guide")):
        county.seat(who, "N", Duty.LEADERSHIP_MEMBER)
        send_person(client, case, who, role, FOUND)
    assert shown(client) == ("100% (2/2)", [])

    Appointment.objects.filter(user__username="goes").update(ended_on=LAST_DAY)
    county.seat("goes", "B", Duty.LEADERSHIP_MEMBER)  # elsewhere is not the unit that sent
    assert shown(client) == ("50% (1/2)", [("A1", "第一书记", True)])


def test_more_cases_ask_the_database_no_more(county: Scene, client: Client, calendar: Calendar) -> None:
    asked = []
    for codes in (("A1",), ("A2", "A3")):
        for code in codes:
            send(client, found_weak(client, county, code), "guide", FOUND)
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse("desk:weak-list"))
        asked.append(len(queries))
    assert asked[0] == asked[1]


@pytest.mark.requirement("S4-24e")
def test_where_nobody_is_required_there_is_no_share(county: Scene, client: Client, calendar: Calendar) -> None:
    county.add("X", "样例国企党支部", Kind.SOE, Form.BRANCH, "C")
    found_weak(client, county, "X", "county_admin")  # not a village or a community
    opened(client, county, organisation=county["A1"].pk)  # only suspected
    calendar.today = NEXT_DAY

    assert shown(client) == ("", [])
    page = client.get(reverse("desk:weak-list")).content.decode()
    assert "不适用：没有认定在整顿的软弱涣散村（社区）。" in page
    assert "0%" not in page


def test_nobody_is_awaited_where_the_case_is_over(county: Scene, client: Client, calendar: Calendar) -> None:
    case = found_weak(client, county, "A1")
    step(client, case, "rebuilt", approval="A镇党委")
    assert state_of(case).state == "rebuilt"

    assert shown(client) == ("", [])


def test_township_is_shown_its_own(county: Scene, client: Client, calendar: Calendar) -> None:
    found_weak(client, county, "A1")
    found_weak(client, county, "B1", "b_secretary")

    assert shown(client) == ("0% (0/2)", [("B1", "第一书记", False), ("B1", "党建指导员", False)])
    client.force_login(county.person("county_admin"))
    assert shown(client)[0] == "0% (0/4)"
