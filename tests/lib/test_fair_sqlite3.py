"""Writers to SQLite stand in line within the process: first come, first served, and nobody waits for ever."""

import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from django.db import OperationalError, connections
from django.db.backends.sqlite3 import base as stock

from guanmo.lib.fair_sqlite3 import base as fair
from guanmo.lib.fair_sqlite3.line import Line

RUSH = 4
TURNS = 4
TRIES = 20


def test_turns_come_in_the_order_of_coming() -> None:
    line, order, threads = Line(), [], []
    assert line.enter(1)

    def wait(number: int) -> None:
        if line.enter(10):
            order.append(number)
            line.leave()

    for number in range(6):
        threads.append(threading.Thread(target=wait, args=(number,)))
        threads[-1].start()
        while len(line._waiting) <= number:
            time.sleep(0.001)
    line.leave()
    for thread in threads:
        thread.join()

    assert order == [0, 1, 2, 3, 4, 5]


def test_who_runs_out_of_patience_leaves_the_line_to_the_others() -> None:
    line = Line()
    assert line.enter(1)

    assert not line.enter(0.01)
    line.leave()

    assert line.enter(0.01)


Connect = Callable[..., stock.DatabaseWrapper]


@pytest.fixture
def connect(tmp_path: Path, django_db_blocker: Any) -> Iterator[Connect]:
    opened = []

    def new(kind: type[stock.DatabaseWrapper], timeout: float = 20) -> stock.DatabaseWrapper:
        options = {"transaction_mode": "IMMEDIATE", "timeout": timeout}
        settings = {**connections["default"].settings_dict, "NAME": str(tmp_path / "db.sqlite3"), "OPTIONS": options}
        opened.append(kind(settings, "line"))
        opened[-1].inc_thread_sharing()
        return opened[-1]

    with django_db_blocker.unblock():
        yield new
        for connection in opened:
            connection.close()


def write(connection: stock.DatabaseWrapper, seconds: float = 0) -> None:
    """One transaction that holds the database for a while."""
    connection.set_autocommit(False, force_begin_transaction_with_broken_autocommit=True)
    try:
        connection.cursor().execute("CREATE TABLE IF NOT EXISTS note (at)")
        time.sleep(seconds)
        connection.commit()
    finally:
        connection.set_autocommit(True)


def writes_before_the_latecomer(connect: Connect, kind: type[stock.DatabaseWrapper]) -> int:
    """How many transactions of a rush that never pauses go before those of one who comes later than all of them.

    Whoever loses patience, as happens without a line, goes no further: then all go before.
    """
    stop, done = threading.Event(), []

    def rush() -> None:
        connection = connect(kind)
        with suppress(OperationalError):
            while not stop.is_set():
                write(connection, 0.005)
                done.append(1)

    threads = [threading.Thread(target=rush) for _ in range(RUSH)]
    for thread in threads:
        thread.start()
    while len(done) < RUSH:
        time.sleep(0.001)
    latecomer, began, written = connect(kind), len(done), 0
    with suppress(OperationalError):
        for _ in range(TURNS):
            write(latecomer)
            written += 1
    before = len(done) - began
    stop.set()
    for thread in threads:
        thread.join()
    return before if written == TURNS else sys.maxsize


def test_a_latecomer_waits_for_those_in_line_and_no_longer(connect: Connect) -> None:
    assert writes_before_the_latecomer(connect, fair.DatabaseWrapper) <= TURNS * (RUSH + 1)


def test_control_with_the_stock_backend_the_rush_goes_first(connect: Connect) -> None:
    """Who goes next is chance there, so the latecomer may be lucky; not always."""
    tries = (writes_before_the_latecomer(connect, stock.DatabaseWrapper) for _ in range(TRIES))

    assert any(before > TURNS * (RUSH + 1) for before in tries)


def test_a_database_that_stays_taken_is_refused_after_the_timeout(
    connect: Connect,
) -> None:
    first, second = connect(fair.DatabaseWrapper), connect(fair.DatabaseWrapper, timeout=0.05)
    first.set_autocommit(False, force_begin_transaction_with_broken_autocommit=True)

    with pytest.raises(OperationalError, match="database is locked"):
        write(second)

    first.rollback()
    first.set_autocommit(True)
    write(second)
    assert second.introspection.table_names() == ["note"]


def tables_at_the_next_request(connect: Connect, kind: type[stock.DatabaseWrapper], copy: Path) -> list[str]:
    """What a connection that is kept sees once another file was put in the place of its own."""
    kept = connect(kind)
    write(kept)
    other = stock.DatabaseWrapper({**kept.settings_dict, "NAME": str(copy)}, "other")
    other.cursor().execute("CREATE TABLE copied (at)")
    other.close()
    copy.replace(kept.settings_dict["NAME"])
    kept.close_if_unusable_or_obsolete()
    return list(kept.introspection.table_names())


def test_copy_that_was_put_back_is_what_the_next_request_sees(connect: Connect, tmp_path: Path) -> None:
    """Control: the stock backend would go on writing into a file that has no name any more."""
    copy = tmp_path / "copy.sqlite3"

    assert tables_at_the_next_request(connect, fair.DatabaseWrapper, copy) == ["copied"]
    assert tables_at_the_next_request(connect, stock.DatabaseWrapper, copy) != ["copied"]


def test_connection_is_kept_between_requests_until_something_failed_on_it(connect: Connect) -> None:
    kept = connect(fair.DatabaseWrapper)
    write(kept)
    kept.close_if_unusable_or_obsolete()
    opened = kept.connection

    with pytest.raises(OperationalError):
        kept.cursor().execute("SELECT nothing FROM nowhere")
    kept.close_if_unusable_or_obsolete()

    assert (opened is not None, kept.connection) == (True, None)


def test_a_file_named_by_its_url_is_kept_as_safely_as_the_usual_one(tmp_path: Path) -> None:
    script = "from django.conf import settings; import json; print(json.dumps(settings.DATABASES['default']))"
    known = {**os.environ, "GUANMO_DATA_DIR": str(tmp_path), "DJANGO_SETTINGS_MODULE": "guanmo.config.settings"}
    usual, named = (
        json.loads(subprocess.run([sys.executable, "-c", script], env=env, check=True, stdout=subprocess.PIPE).stdout)
        for env in ({**known, "GUANMO_DATABASE_URL": url} for url in ("", f"sqlite:///{tmp_path}/county.db"))
    )
    assert named == {**usual, "NAME": f"{tmp_path}/county.db"}
    assert "EXTRA" in usual["OPTIONS"]["init_command"]
