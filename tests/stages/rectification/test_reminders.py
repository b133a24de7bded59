"""Reminders before, on and after the limit, each once, whoever runs them and however often."""

from datetime import date
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from guanmo.method.working_days import WorkingDays
from guanmo.stages.rectification.domain.remind import remind
from guanmo.stages.rectification.models import LedgerRow, Reminder
from guanmo.stages.rounds.queries import Today
from tests.county import Scene
from tests.desk.rectification.test_elsewhere import problem, self_check
from tests.stages.rectification.way import closed_round, entered, fresh, notified, submitted

pytestmark = pytest.mark.django_db
DUE = date(2026, 10, 3)
"""Saturday in the week of National Day: the term ends on Thursday 8 October."""
CALENDAR = WorkingDays(frozenset(date(2026, 10, day) for day in range(1, 8)), frozenset({date(2026, 10, 10)}))


def on(month: int, day: int) -> list[str]:
    return [one.kind for one in remind(Today(date(2026, month, day), CALENDAR))]


def due(row: LedgerRow, day: date = DUE) -> LedgerRow:
    LedgerRow.objects.filter(pk=row.pk).update(due_date=day)
    return fresh(row)


def test_before_on_and_after_each_once_and_never_twice(county: Scene) -> None:
    due(notified(county))
    written = {day: (on(*day), on(*day)) for day in ((9, 25), (9, 28), (9, 29), (10, 7), (10, 8), (10, 9), (10, 12))}
    assert written == {
        (9, 25): ([], []),  # 28, 29, 30 September and 8 October: four working days left
        (9, 28): (["before"], []),  # three left
        (9, 29): ([], []),
        (10, 7): ([], []),
        (10, 8): (["on"], []),
        (10, 9): (["after"], []),
        (10, 12): ([], []),
    }


def test_clock_that_jumps_a_quarter_ahead_and_back_reminds_of_nothing_twice_and_leaves_nothing_out(
    county: Scene,
) -> None:
    due(notified(county))
    written = [on(*day) for day in ((9, 28), (12, 27), (9, 28), (10, 8), (10, 9), (12, 27))]
    assert written == [["before"], ["after"], [], ["on"], [], []]


def test_what_an_organisation_found_itself_is_reminded_of_without_a_notice(county: Scene, client: Client) -> None:
    round = closed_round(county)
    waits = due(entered(county))  # control: this one waits for the township's notice
    client.force_login(county.person("a1_secretary"))
    self_check(client, county, [problem()])
    own = due(LedgerRow.objects.exclude(pk=waits.pk).get())
    assert (round.state, own.state, waits.state) == ("ranked", "entered", "entered")
    assert on(10, 8) == ["on"]
    assert Reminder.objects.get().row == own


def test_new_limit_is_reminded_of_afresh(county: Scene) -> None:
    row = due(notified(county))
    assert on(10, 9) == ["after"]
    due(row, date(2026, 10, 12))
    assert on(10, 9) == ["before"]
    assert Reminder.objects.count() == 2


def test_row_that_waits_for_the_township_is_not_reminded_of(county: Scene) -> None:
    due(submitted(county))
    assert on(10, 9) == []


def test_database_keeps_a_reminder_from_being_written_twice(county: Scene) -> None:
    row = due(notified(county))
    on(10, 9)
    with pytest.raises(IntegrityError), transaction.atomic():
        Reminder.objects.create(row=row, due_date=DUE, kind="after")


def test_command_says_how_many_and_the_organisation_reads_it(county: Scene, client: Client) -> None:
    row = due(notified(county), date(2020, 1, 6))
    said = StringIO()
    call_command("remind", stdout=said)
    call_command("remind", stdout=said)
    assert said.getvalue() == "今天新提醒1项。\n今天新提醒0项。\n"
    client.force_login(county.person("a1_secretary"))
    assert "提醒：已逾期" in client.get(reverse("desk:ledger-row", args=[row.uuid])).content.decode()
