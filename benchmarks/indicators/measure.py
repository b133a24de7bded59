"""One measurement on the database that the environment names: ``python -m benchmarks.indicators.measure values|writes|together SHAPE``.

Makes the organisations first, in the empty database, and prints what was measured as JSON.
"""

import json
import os
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from datetime import date
from pathlib import Path
from statistics import median
from typing import Any

ROUNDS = 5
LOOPED = 15
"""Organisations that the loop is run for; its time is taken times all."""
WRITES = 150
WRITERS, RECORDS, TURNS, PAUSE = 8, 40, 3, 0.02
"""Processes at once, records of each in a turn, turns, and seconds of other work in a transaction."""
THIS_MONTH = date(2026, 11, 10)


class Clock:
    """CPU seconds of this process and of the server's process that works for it."""

    def __init__(self) -> None:
        from django.db import connection

        self._served = None
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SET max_parallel_workers_per_gather = 0")  # further processes could not be counted
                cursor.execute("SELECT pg_backend_pid()")
                self._served = Path(f"/proc/{cursor.fetchone()[0]}/schedstat")

    def now(self) -> float:
        server = int(self._served.read_text().split()[0]) / 1e9 if self._served else 0.0
        return time.process_time() + server

    def of(self, act: Callable[[], object]) -> float:
        began = self.now()
        act()
        return self.now() - began


def values() -> dict[str, dict[str, float]]:
    """CPU seconds for every value of the county, by indicator: the statement, with its meaning, by hand, and by a loop."""
    from benchmarks.indicators import hand
    from benchmarks.indicators.county import TODAY
    from guanmo.method.indicator_periods import spans_this_year
    from guanmo.stages.indicators.queries import in_force, sources
    from guanmo.stages.organisations.models import Organisation

    clock, rows, loops = Clock(), sources(), hand.loops()
    asked = {one.code: one for one in in_force(rows) if one.code in loops}
    organisations = list(Organisation.objects.filter(depth=3))
    found = {}
    for code, one in asked.items():
        spans = spans_this_year(one, TODAY)
        found[code] = _of_one(clock, one, spans, organisations, rows, loops[code])
    return found


def _of_one(clock: Clock, asked: Any, spans: Any, organisations: Any, rows: Any, loop: Any) -> dict[str, float]:
    from benchmarks.indicators.county import TODAY
    from guanmo.method.indicator_sql import values_sql
    from guanmo.stages.indicators.queries import Wanted, readings_of
    from guanmo.stages.indicators.queries.statement import rows_of
    from guanmo.stages.indicators.rules import applies_to

    concerned = [one for one in organisations if applies_to(asked, one)]
    ids = [one.pk for one in concerned]
    peer = _hand(asked.code, ids, spans)
    acts = {
        "statement": lambda: rows_of(values_sql(asked), asked, rows, ids, spans),
        "readings": lambda: readings_of([Wanted(asked, spans)], concerned, rows, TODAY),
        "hand": lambda: _fetch(peer),
    }
    _agree(acts["statement"](), acts["hand"](), [loop(id, span) for id in ids[:LOOPED] for span in spans])
    times: dict[str, list[float]] = {name: [] for name in acts}
    for _round in range(ROUNDS):
        for name, act in acts.items():
            times[name].append(clock.of(act))
    looped = clock.of(lambda: [loop(id, span) for id in ids[:LOOPED] for span in spans])
    return {**{name: min(all) for name, all in times.items()}, "loop": looped * len(ids) / min(LOOPED, len(ids))}


def _agree(product: Any, hand: Any, looped: Any) -> None:
    """Three ways that do not give the same values are not compared."""
    ours, theirs = ({(row[0], row[1]): tuple(map(int, row[2:])) for row in rows} for rows in (product, hand))
    assert ours == theirs, [
        (place, ours[place], theirs.get(place)) for place in ours if ours[place] != theirs.get(place)
    ][:3]
    wrong = [(row, ours[row[0], row[1]]) for row in looped if ours[row[0], row[1]] != row[2:]]
    assert not wrong, wrong[:3]


def _hand(code: str, ids: Sequence[int], spans: Any) -> str:
    from django.db import connection

    from benchmarks.indicators import hand

    postgres = connection.vendor == "postgresql"
    day = "DATE '{}'" if postgres else "'{}'"
    periods = " UNION ALL ".join(
        f"SELECT '{one.period}' AS period, {day.format(one.since)} AS since, {day.format(one.until)} AS until"
        for one in spans
    )
    organisations = f"SELECT id FROM organisations_organisation WHERE id IN ({', '.join(map(str, ids))})"
    return f"WITH o AS ({organisations}), p AS ({periods}) {hand.statements(postgres)[code]}"


def _fetch(statement: str) -> list[Any]:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(statement)
        return list(cursor.fetchall())


def writes() -> dict[str, dict[str, float]]:
    """p50 in milliseconds of CPU of one write alone, and with the facts that follow from it in its transaction, by turns."""
    from django.db import transaction

    from guanmo.stages.organisations.models import Organisation

    places = list(Organisation.objects.filter(depth=3).order_by("code")[: 2 * WRITES * 7 : 7])
    found, clock = {}, Clock()
    for source, write in _writers().items():
        times: dict[str, list[float]] = {"bare": [], "facts": []}
        for place in places if source == "party_group" else ():  # in a year that goes on, the facts are there
            write(place)
        for number, place in enumerate(places):
            name = "facts" if number % 2 else "bare"
            with nullcontext() if name == "facts" else _unheard():
                began = clock.now()
                with transaction.atomic():
                    write(place)
                times[name].append(1000 * (clock.now() - began))
        found[source] = {name: median(all) for name, all in times.items()}
    _need_facts(places)
    return found


def _need_facts(places: Sequence[Any]) -> None:
    """A hook that does nothing would be quick."""
    from guanmo.stages.indicators.models import IndicatorDelta, IndicatorFact

    kept = IndicatorFact.objects.filter(organisation__in=places[1::2], indicator="party_group")
    assert kept.filter(period="2026-11", state="met").count() >= len(places) // 2 - 1, kept.count()
    assert IndicatorDelta.objects.exists()


@contextmanager
def _unheard() -> Iterator[None]:
    """Nobody hears of what is written."""
    from guanmo.stages.indicators.domain import keep_facts

    heard = keep_facts.keep_facts
    keep_facts.keep_facts = lambda rows: None
    try:
        yield
    finally:
        keep_facts.keep_facts = heard


def together() -> dict[str, float]:
    """Records that several processes commit in a second, each for organisations of its own, without facts and with them."""
    import multiprocessing

    from django.db import connections

    from guanmo.stages.organisations.models import Organisation

    write = _writers()["party_group"]
    for place in Organisation.objects.filter(depth=3).order_by("code")[: WRITERS * RECORDS]:
        write(place)
    connections.close_all()
    found: dict[str, float] = {"bare": 0, "facts": 0}
    with multiprocessing.get_context("fork").Pool(WRITERS) as pool:
        for name in ("bare", "facts") * TURNS:
            began = time.perf_counter()
            pool.map(_write_some, [(number, name) for number in range(WRITERS)], chunksize=1)
            found[name] += WRITERS * RECORDS / (time.perf_counter() - began) / TURNS
    return found


def _write_some(asked: tuple[int, str]) -> None:
    """With the rest of a request around it, ``PAUSE`` seconds: inside the transaction on a server, where writers overlap."""
    from django.db import connection, transaction

    from guanmo.stages.organisations.models import Organisation

    number, name = asked
    write = _writers()["party_group"]
    with nullcontext() if name == "facts" else _unheard():
        for place in Organisation.objects.filter(depth=3).order_by("code")[number : RECORDS * WRITERS : WRITERS]:
            inside = connection.vendor == "postgresql"
            with transaction.atomic():
                write(place)
                time.sleep(PAUSE * inside)
            time.sleep(PAUSE * (not inside))


def _writers() -> dict[str, Callable[[Any], object]]:
    from guanmo.stages.members.models import DuesPayment, Member, Training, TrainingAttendance
    from guanmo.stages.records.models import Record, RecordType

    party_group = RecordType.objects.get(code="party_group")
    training = Training.objects.create(
        organiser_id=1, title="培训班", starts_on=THIS_MONTH, days=1, hours=8, rotation=True, state="held"
    )

    def record(place: Any) -> object:
        return Record.objects.create(
            type=party_group,
            organisation=place,
            held_on=THIS_MONTH,
            title="记录",
            values={"present": 9},
            state="locked",
        )

    def member_of(place: Any) -> Any:
        return Member.objects.filter(organisation=place).values_list("pk", flat=True)[0]

    def dues(place: Any) -> object:
        month = THIS_MONTH.replace(day=1)
        return DuesPayment.objects.create(
            member_id=member_of(place), organisation=place, month=month, state="paid", amount=5, paid_on=THIS_MONTH
        )

    def attendance(place: Any) -> object:
        return TrainingAttendance.objects.create(training=training, member_id=member_of(place), hours=8)

    return {"party_group": record, "dues": dues, "training": attendance}


def main(words: Iterable[str]) -> None:
    """Make the organisations, measure, print."""
    import django

    from benchmarks.indicators import county

    what, shape = words
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "guanmo.config.settings")
    django.setup()
    began = time.perf_counter()
    county.make(getattr(county, shape))
    made = time.perf_counter() - began
    print(json.dumps({"made": made, "found": {"values": values, "writes": writes, "together": together}[what]()}))


if __name__ == "__main__":
    main(sys.argv[1:])
