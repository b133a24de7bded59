"""Two people issue at once, two hundred times each: the numbers of a series have no gap and no double."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from threading import Barrier

import pytest
from django.db import connections, transaction

from guanmo.stages.documents.domain.issue_document import Cover, issue_document
from guanmo.stages.documents.domain.next_number import next_number, series_word
from guanmo.stages.documents.enums import Audience, Format, Kind
from guanmo.stages.documents.models import Document, DocumentNumber
from guanmo.stages.organisations.models import Organisation
from tests.county import Scene

pytestmark = pytest.mark.django_db(transaction=True)
TIMES = 200
EACH_FAILING = 7
"""Every seventh issue fails after it has taken its number: that number must go to the next one."""


class Failed(Exception):
    """The issue broke off."""


def issue(issuer: Organisation, kind: Kind, turn: int) -> None:
    with transaction.atomic():
        number = next_number(issuer, word=series_word(issuer, kind), year=2026)
        issue_document(Cover(kind, "通报", issuer, Audience.TOWNSHIP, number), {Format.PDF: b"%PDF"}, by=None)
        if turn % EACH_FAILING == 0:
            raise Failed


def at_once(act: Callable[[int, int], None], times: int) -> None:
    """Two threads, each ``act(person, turn)`` this many times, without waiting for each other between turns."""
    together = Barrier(2)

    def work(person: int) -> None:
        together.wait(30)
        try:
            for turn in range(1, times + 1):
                with suppress(Failed):
                    act(person, turn)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(work, (0, 1)))


def test_two_people_issue_two_hundred_times_without_gap_or_double(county: Scene) -> None:
    issuer = county["A"]
    kinds = (Kind.BULLETIN, Kind.NOTICE)

    at_once(lambda person, turn: issue(issuer, kinds[turn % 2], turn), TIMES)

    issued_each = TIMES - TIMES // EACH_FAILING  # 200 - 28 = 172 for each of the two
    assert Document.objects.count() == 2 * issued_each == 344
    for kind, word in zip(kinds, ("党发", "党整改"), strict=True):
        numbers = set(Document.objects.filter(kind=kind).values_list("number", flat=True))
        assert numbers == {f"A镇{word}〔2026〕{n}号" for n in range(1, len(numbers) + 1)}
        assert len(numbers) == Document.objects.filter(kind=kind).count()


def test_control_a_series_without_its_lock_gives_doubles(county: Scene) -> None:
    issuer = county["A"]
    DocumentNumber.objects.create(issuer=issuer, word="A镇党发", year=2026)
    both_read = Barrier(2)
    given: list[int] = []

    def careless(person: int, turn: int) -> None:
        last = DocumentNumber.objects.get(issuer=issuer).last
        both_read.wait(30)
        DocumentNumber.objects.filter(issuer=issuer).update(last=last + 1)
        given.append(last + 1)

    at_once(careless, 20)

    assert len(set(given)) < len(given)


def test_series_of_another_issuer_year_or_kind_begins_at_one(county: Scene) -> None:
    a, b = county["A"], county["B"]
    with transaction.atomic():
        assert next_number(a, word=series_word(a, Kind.BULLETIN), year=2026) == "A镇党发〔2026〕1号"
        assert next_number(a, word=series_word(a, Kind.BULLETIN), year=2026) == "A镇党发〔2026〕2号"
        assert next_number(a, word=series_word(a, Kind.BULLETIN), year=2027) == "A镇党发〔2027〕1号"
        assert next_number(a, word=series_word(a, Kind.NOTICE), year=2026) == "A镇党整改〔2026〕1号"
        assert next_number(b, word=series_word(b, Kind.BULLETIN), year=2026) == "B镇党发〔2026〕1号"
        county_itself = county["C"]
        assert (
            next_number(county_itself, word=series_word(county_itself, Kind.PLAN), year=2026) == "样例县组发〔2026〕1号"
        )
