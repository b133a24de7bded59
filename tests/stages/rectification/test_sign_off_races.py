"""Two people sign off the same row at once, two hundred times: each row is signed off once and the other one is told.

The control looks first and writes afterwards, without holding the row in between; it must sign rows off twice.
"""

import random
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connections, transaction

from guanmo.stages.organisations.models import User
from guanmo.stages.rectification.domain.sign_off import sign_off
from guanmo.stages.rectification.enums import FindingType, LookBackResult, RowState, Source
from guanmo.stages.rectification.errors import WrongRowStep
from guanmo.stages.rectification.models import Finding, LedgerRow, LookBack, RowTransition, SignOff
from tests.county import Scene
from tests.stages.rectification.way import in_days

pytestmark = pytest.mark.django_db(transaction=True)

INTERLEAVINGS = 200
PEOPLE = ("a_secretary", "a_deputy")


def waiting_rows(county: Scene, number: int) -> list[LedgerRow]:
    """So many rows of A1 that were looked back at and found fixed."""
    a1, officer = county["A1"], county.person("a_officer")
    finding = Finding.objects.create(
        source=Source.CRITICISM, organisation=a1, finding_type=FindingType.GAP, text="x", by=officer
    )
    rows = LedgerRow.objects.bulk_create(
        LedgerRow(
            finding=finding, organisation=a1, matter=f"第{n}项", measure="改", due_date=in_days(9),
            responsible_person="样一", state=RowState.LOOKED_BACK,
        )
        for n in range(number)
    )  # fmt: skip
    RowTransition.objects.bulk_create(
        RowTransition(row=row, target=RowState.SUBMITTED, by=county.person("a1_secretary")) for row in rows
    )
    LookBack.objects.bulk_create(
        LookBack(row=row, checked_on=in_days(0), checker=officer, result=LookBackResult.FIXED, evidence="看了")
        for row in rows
    )
    return rows


def race(rows: list[LedgerRow], sign: Callable[[LedgerRow, User], bool]) -> Counter[bool]:
    """Both people take every row at the same moment, give or take a chance hair; how often each was signed or told."""
    together = Barrier(len(PEOPLE))

    def work(who: str) -> list[bool]:
        by, chance = User.objects.get(username=who), random.Random(who)
        answers = []
        try:
            for row in rows:
                mine = LedgerRow.objects.select_related("organisation", "finding").get(pk=row.pk)
                together.wait(60)
                time.sleep(chance.choice((0, 0, 0.001, 0.002)))
                answers.append(sign(mine, by))
        finally:
            connections.close_all()
        return answers

    with ThreadPoolExecutor(len(PEOPLE)) as pool:
        return Counter(answer for answers in pool.map(work, PEOPLE) for answer in answers)


def as_it_is(row: LedgerRow, by: User) -> bool:
    try:
        sign_off(row, evidence="齐了", by=by)
    except WrongRowStep:
        return False
    return True


def without_the_lock(row: LedgerRow, by: User) -> bool:
    """Look, think, write: what a page would do that trusts what it read."""
    if LedgerRow.objects.get(pk=row.pk).state != RowState.LOOKED_BACK:
        return False
    time.sleep(0.003)
    with transaction.atomic():
        LedgerRow.objects.filter(pk=row.pk).update(state=RowState.SIGNED_OFF, signed_off_on=in_days(0))
        SignOff.objects.create(row=row, acceptor=by, signed_off_on=in_days(0), evidence="齐了")
    return True


def signed_twice() -> int:
    return sum(1 for count in Counter(SignOff.objects.values_list("row", flat=True)).values() if count > 1)


@pytest.mark.requirement("S0-3.1-p")
def test_each_row_is_signed_off_once_and_the_other_one_is_told(county: Scene) -> None:
    answers = race(waiting_rows(county, INTERLEAVINGS), as_it_is)
    assert answers == {True: INTERLEAVINGS, False: INTERLEAVINGS}
    assert (SignOff.objects.count(), signed_twice()) == (INTERLEAVINGS, 0)
    assert RowTransition.objects.filter(target=RowState.SIGNED_OFF).count() == INTERLEAVINGS


def test_control_without_the_lock_signs_rows_off_twice(county: Scene) -> None:
    race(waiting_rows(county, 20), without_the_lock)
    assert signed_twice() > 0
