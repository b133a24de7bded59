"""Time limits that can be kept, in working days, and one row for one press of the button (S0-3.1-m, S0-3.1-n, S1-L-b)."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from io import BytesIO
from threading import Barrier
from typing import Any

import pytest
from django.db import connections
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from python_calamine import CalamineWorkbook

from guanmo.stages.rectification.models import LedgerRow, Notice
from guanmo.stages.rounds.models import Round
from tests.county import Scene
from tests.stages.rectification.way import closed_round, entered, finding, in_days, looked_back, notified

pytestmark = pytest.mark.django_db
MONDAY, TUESDAY = date(2026, 11, 2), date(2026, 11, 24)
COLUMNS = {"matter": "届满未换届", "measure": "按程序换届", "responsible_person": "张样"}


def row_page(code: str = "A1", item: str = "一.2") -> str:
    return reverse("desk:rows-create", args=[finding(code, item).uuid])


def officer(county: Scene) -> Client:
    client = Client()
    client.force_login(county.person("a_officer"))
    return client


def today_is(patch: pytest.MonkeyPatch, day: date) -> None:
    patch.setattr(timezone, "localdate", lambda *_args: day)


def test_pressed_twice_a_row_is_entered_once(county: Scene) -> None:
    closed_round(county)
    client, filled = officer(county), {**COLUMNS, "due_date": str(in_days(30))}

    client.post(row_page(), filled)
    again = client.post(row_page(), filled).content.decode()

    told = "“届满未换届”已经由a_officer列入台账，现在是“已列入台账”，不用再列。"
    assert (told in again, LedgerRow.objects.count()) == (True, 1)


def test_control_another_problem_and_a_cancelled_row_leave_room(county: Scene) -> None:
    closed_round(county)
    client, filled = officer(county), {**COLUMNS, "due_date": str(in_days(30))}
    client.post(row_page(), filled)

    client.post(row_page(), {**filled, "matter": "班子缺1人"})
    first = LedgerRow.objects.get(matter="届满未换届")
    client.post(reverse("desk:rows-cancellation", args=[first.uuid]), {"reason": "写错了"})
    client.post(row_page(), filled)

    assert sorted(LedgerRow.objects.values_list("matter", "state")) == [
        ("届满未换届", "cancelled"), ("届满未换届", "entered"), ("班子缺1人", "entered"),
    ]  # fmt: skip


@pytest.mark.django_db(transaction=True)
def test_of_two_presses_at_once_one_enters_the_row(county: Scene) -> None:
    closed_round(county)
    page, together = row_page(), Barrier(2)
    clients = [officer(county), officer(county)]

    def press(client: Client) -> int:
        try:
            together.wait(30)
            return client.post(page, {**COLUMNS, "due_date": str(in_days(30))}).status_code
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as pool:
        answers = sorted(pool.map(press, clients))

    assert (answers, LedgerRow.objects.count()) == ([200, 302], 1)


@pytest.mark.parametrize(("days", "rows"), [(-1, 0), (0, 1)])
def test_limit_that_has_passed_is_refused_at_the_entry(county: Scene, days: int, rows: int) -> None:
    closed_round(county)
    day = in_days(days)

    answer = officer(county).post(row_page(), {**COLUMNS, "due_date": str(day)}).content.decode()

    assert LedgerRow.objects.count() == rows
    assert (f"整改时限{day}已经过了。请改成今天或者以后的日期" in answer) == (rows == 0)


def test_limit_that_has_passed_is_refused_when_a_row_is_completed(county: Scene) -> None:
    closed_round(county)
    row = entered(county)
    path = reverse("desk:rows-columns", args=[row.uuid])

    answer = officer(county).post(path, {**COLUMNS, "due_date": str(in_days(-1))}).content.decode()

    assert "已经过了。请改成今天或者以后的日期" in answer
    assert LedgerRow.objects.get().due_date == in_days(30)


def past_its_limit(county: Scene) -> tuple[Round, LedgerRow]:
    """A row that was entered in time and lay there until its limit was over."""
    round, row = closed_round(county), entered(county)
    LedgerRow.objects.filter(pk=row.pk).update(due_date=in_days(-1))
    return round, row


@pytest.mark.requirement("S0-3.1-n")
def test_notice_waits_for_a_new_limit(county: Scene) -> None:
    round, row = past_its_limit(county)
    client, page = officer(county), reverse("desk:notices-list", args=[round.uuid])
    shown = client.get(page)
    issue = reverse("desk:notices-issue", args=[round.uuid, county["A1"].uuid])

    refused = client.post(issue, follow=True, headers={"referer": page}).content.decode()
    everybody = client.post(reverse("desk:notices-issue-all", args=[round.uuid]), follow=True).content.decode()

    words = shown.content.decode()
    assert ("时限已过" in words, issue in words, shown.context["ready"]) == (True, False, 0)
    told = f"“班子不健全”的整改时限{in_days(-1)}已经过了。请先在台账里定一个新的时限，再下发通知单。"
    assert (told in refused, told in everybody, Notice.objects.count()) == (True, True, 0)
    client.post(reverse("desk:rows-columns", args=[row.uuid]), {**COLUMNS, "due_date": str(in_days(0))})
    client.post(issue)
    assert Notice.objects.get().number.endswith("1号")


def test_proposed_limit_is_counted_in_working_days_of_the_countys_calendar(
    county: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    closed_round(county)
    today_is(monkeypatch, MONDAY)
    client = officer(county)

    proposed = client.get(row_page()).context["form"].initial["due_date"]
    department = Client()
    department.force_login(county.person("county_admin"))
    off = {"kind": "holiday", "name": "县庆", "first": "2026-11-11"}
    department.post(reverse("desk:calendar"), off)
    later = client.get(row_page()).context["form"].initial["due_date"]

    assert (proposed, later) == (date(2026, 11, 30), date(2026, 12, 1))  # 20 weekdays after the second, and one more


def test_limit_after_a_return_is_proposed_in_working_days(county: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    row = looked_back(county)
    today_is(monkeypatch, MONDAY)

    page = officer(county).get(reverse("desk:ledger-row", args=[row.uuid]))

    proposed: Any = next(one.form for one in page.context["steps"] if one.step.name == "return")
    assert proposed["due_date"].value() == date(2026, 11, 16)


@pytest.mark.requirement("S1-L-b")
def test_overdue_is_counted_in_working_days_on_page_and_paper_alike(
    county: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = notified(county)
    LedgerRow.objects.filter(pk=row.pk).update(due_date=date(2026, 11, 19))  # a Thursday: Friday, Monday, Tuesday
    today_is(monkeypatch, TUESDAY)
    client = officer(county)

    page = client.get(reverse("desk:ledger-list")).content.decode()
    book = client.get(reverse("desk:documents-working-ledger", args=[row.finding.visit.round.uuid])).content  # type: ignore[union-attr]

    rows = CalamineWorkbook.from_filelike(BytesIO(book)).get_sheet_by_index(0).to_python()
    assert "已逾期3个工作日" in page
    head = next(line for line in rows if "逾期工作日" in line)
    assert rows[rows.index(head) + 1][head.index("逾期工作日")] == 3.0
