"""Reminders before, on and after the limit, each once, whoever runs them and however often."""

from collections import Counter
from collections.abc import Callable
from datetime import date
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from guanmo.method.working_days import WorkingDays
from guanmo.stages.rectification.domain.remind import kind_due, remind
from guanmo.stages.rectification.models import LedgerRow, Reminder
from guanmo.stages.rounds.models import Round
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


JUMPS = ((9, 28), (12, 27), (9, 28), (10, 8), (10, 9), (12, 27))
"""The days of a clock that jumps a quarter ahead and back."""


def test_clock_that_jumps_reminds_of_nothing_twice_leaves_nothing_out_and_reopens_no_round(county: Scene) -> None:
    due(notified(county))
    assert states_after(on) == [("ranked", told) for told in (["before"], ["after"], [], ["on"], [], [])]


def states_after(ask: Callable[[int, int], list[str]]) -> list[tuple[str, list[str]]]:
    """The state of the round and what was reminded of, after each jump."""
    told = [(ask(*day), Round.objects.get().state) for day in JUMPS]
    return [(state, kinds) for kinds, state in told]


def test_control_a_version_that_trusts_its_clock_reminds_twice_and_reopens(county: Scene) -> None:
    """It reminds of what is due by its clock and was not when it last ran, and lets the clock say whether the round is over."""
    row, last = due(notified(county)), dict[int, str | None]()

    def trusting(month: int, day: int) -> list[str]:
        now = Today(date(2026, month, day), CALENDAR)
        Round.objects.update(state="ranked" if now.day > DUE else "open")
        kind = kind_due(row, now)
        told = [kind] if kind and kind != last.get(row.pk) else []
        last[row.pk] = kind
        return [str(one) for one in told]

    seen = states_after(trusting)
    assert Counter(kind for _state, told in seen for kind in told) == {"before": 2, "after": 2, "on": 1}
    assert [state for state, _told in seen][:3] == ["open", "ranked", "open"]


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
