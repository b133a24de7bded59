"""The same paper, the same selection, the same sheet by several people at once: one row, and nobody meets a defect."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier
from uuid import uuid4

import pytest
from django.db import connection

from guanmo.lib.attached_file import Ready
from guanmo.lib.refusal import Refused
from guanmo.stages.records.domain.evidence import store_file
from guanmo.stages.records.domain.import_month import import_month
from guanmo.stages.records.domain.month_rows import MonthBook, MonthRow
from guanmo.stages.records.domain.oversee import promote
from guanmo.stages.records.models import EvidenceFile, LibraryEntry, Record
from tests.county import Scene
from tests.desk.records.ledgers import PDF, ledger, logged_in, write

pytestmark = pytest.mark.django_db(transaction=True)

THREADS = 4


def at_once(act: Callable[[], object]) -> list[object]:
    """What each of several people was told: the answer, or the code of the refusal."""
    start = Barrier(THREADS)

    def one(_number: int) -> object:
        start.wait()
        try:
            return act()
        except Refused as refused:
            return refused.code
        finally:
            connection.close()

    with ThreadPoolExecutor(THREADS) as threads:
        return list(threads.map(one, range(THREADS)))


def test_same_new_paper_is_one_row(scene: Scene) -> None:
    organisation, person = scene["A1"], scene.person("a1_secretary")
    ready = Ready("材料.pdf", PDF, "application/pdf")
    answers = at_once(lambda: store_file(organisation, ready, by=person).pk)
    assert answers == [EvidenceFile.objects.get().pk] * THREADS


def test_record_comes_into_its_library_once(scene: Scene) -> None:
    data = {"title": "议事", "kind": "work", "text": "好"}
    record = write(logged_in(scene, "a1_secretary"), scene, "A1", "practice", data)

    def chosen() -> object:
        return promote(Record.objects.get(pk=record.pk), reason="可复制", by=scene.person("a_officer")).pk

    kept = at_once(chosen)
    assert sorted(map(str, kept)) == sorted([str(LibraryEntry.objects.get().pk), *["not_promotable"] * (THREADS - 1)])


def test_same_sheet_is_taken_in_once(scene: Scene) -> None:
    values = {"agenda": "学习", "expected": 5, "present": 4}
    row = MonthRow(ledger("party_group"), 2, uuid4(), date(2026, 10, 8), "", values)
    organisation, person = scene["A2"], scene.person("a_officer")
    counted = at_once(lambda: import_month(organisation, MonthBook((row,), ()), by=person))
    assert sorted((one.new, one.unchanged) for one in counted) == [(0, 1)] * (THREADS - 1) + [(1, 0)]  # type: ignore[attr-defined]
    assert Record.objects.get().values["present"] == 4
