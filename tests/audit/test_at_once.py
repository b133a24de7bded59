"""Acts of several people at the same moment: every line has its place, and on PostgreSQL no act waits for another."""

import logging
import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection, transaction

from guanmo.audit.chain import head, link_stragglers, stragglers
from guanmo.audit.models import Entry
from guanmo.audit.record import record
from guanmo.audit.verifying import verify
from guanmo.stages.organisations.models import User

pytestmark = pytest.mark.django_db(transaction=True)

THREADS, EACH = 4, 8


def in_threads(*works: Callable[[], object]) -> None:
    def run(work: Callable[[], object]) -> None:
        try:
            work()
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[work]) for work in works]
    for one in threads:
        one.start()
    for one in threads:
        one.join(60)


def test_every_line_of_several_writers_has_its_place() -> None:
    user = User.objects.create(username="one", name="甲")

    def acts() -> None:
        for _number in range(EACH):
            with transaction.atomic():
                record("organisation.updated", user, by=user)

    in_threads(*[acts] * THREADS)

    verdict = verify()
    assert (verdict.lines, verdict.faults) == (THREADS * EACH, [])


def test_numbers_with_a_fraction_are_hashed_as_they_are_stored() -> None:
    """PostgreSQL writes a large one out in full and knows no zero below zero."""
    user = User.objects.create(username="one", name="甲")

    record("organisation.updated", user, by=user, sizes=[1e16, -0.0, 0.1], more={"share": 1e-7})

    assert verify().faults == []
    assert Entry.objects.get().facts == {"sizes": ["1e+16", "-0.0", "0.1"], "more": {"share": "1e-07"}}


def test_act_that_has_written_its_line_does_not_hold_up_another_on_postgres() -> None:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has one writer at a time")
    user = User.objects.create(username="one", name="甲")
    written, other_done, waited = threading.Event(), threading.Event(), []

    def slow() -> None:
        with transaction.atomic():
            record("slow.begun", user, by=user)
            written.set()
            waited.append(other_done.wait(30))

    def quick() -> None:
        written.wait(30)
        with transaction.atomic():
            record("quick.done", user, by=user)
        other_done.set()

    in_threads(slow, quick)

    assert waited == [True]
    assert list(Entry.objects.order_by("link__position").values_list("act", flat=True)) == ["quick.done", "slow.begun"]
    assert verify().faults == []


def test_line_that_a_stop_left_without_a_link_gets_it_at_the_next_start(
    settings: Any, caplog: pytest.LogCaptureFixture
) -> None:
    """And reaches the log server then. Control: without that start the line is named."""
    settings.AUDIT_SYSLOG = "127.0.0.1:0"
    caplog.set_level(logging.INFO, "guanmo.audit")
    user = User.objects.create(username="one", name="甲")
    record("organisation.updated", user, by=user)
    Entry.objects.bulk_create([Entry(by=user, act="cut.off", target_type="organisations.user", target_id="1")])
    left = stragglers()
    assert len(left) == 1
    assert "cut.off" not in caplog.text

    link_stragglers()

    assert stragglers() == ([] if connection.vendor == "postgresql" else left)
    if connection.vendor == "postgresql":
        assert verify().faults == []
        assert f'"position": {head()[0]}' in next(one for one in caplog.messages if "cut.off" in one)
