"""Two people issue notices at once, two hundred times: each organisation gets one, and the series has no gap and no double.

How the papers look is not asked here, so that nothing is drawn. The control takes its rows without holding them.
"""

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from itertools import count
from threading import Barrier

import pytest
from django.db import connections, transaction

from guanmo.procedures.notify import notify
from guanmo.stages.documents.models import Document
from guanmo.stages.organisations.models import Organisation, User
from guanmo.stages.rectification.domain.issue_notice import waiting_for_notice
from guanmo.stages.rectification.enums import FindingType, RowState, Source
from guanmo.stages.rectification.errors import NothingToNotify
from guanmo.stages.rectification.models import Finding, LedgerRow, Notice, RowTransition
from tests.county import Scene
from tests.stages.rectification.way import in_days

pytestmark = pytest.mark.django_db(transaction=True)

TIMES = 200
PEOPLE = ("a_officer", "a_deputy")
Issue = Callable[[Organisation, User], bool]


@pytest.fixture(autouse=True)
def _undrawn(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("guanmo.procedures.publish.render", lambda _content, _format: b"%PDF")


def race(county: Scene, times: int, issue: Issue) -> Counter[bool]:
    """Both press for A1 at the same moment, each time with one problem more; how often one issued and one was told."""
    a1, officer = county["A1"], county.person("a_officer")
    finding = Finding.objects.create(
        source=Source.CRITICISM, organisation=a1, finding_type=FindingType.GAP, text="x", by=officer
    )

    def one_more() -> None:
        LedgerRow.objects.create(
            finding=finding, organisation=a1, matter="改", measure="改", due_date=in_days(9), responsible_person="样一"
        )

    together = Barrier(len(PEOPLE), action=one_more)

    def work(who: str) -> list[bool]:
        by, answers = User.objects.get(username=who), list[bool]()
        try:
            for _turn in range(times):
                together.wait(60)
                answers.append(issue(a1, by))
        finally:
            connections.close_all()
        return answers

    with ThreadPoolExecutor(len(PEOPLE)) as pool:
        return Counter(answer for answers in pool.map(work, PEOPLE) for answer in answers)


def as_it_is(organisation: Organisation, by: User) -> bool:
    try:
        notify(None, organisation, by=by)
    except NothingToNotify:
        return False
    return True


@pytest.mark.requirement("S0-3.1-n")
def test_each_problem_is_notified_of_once_and_numbers_follow_each_other(county: Scene) -> None:
    answers = race(county, TIMES, as_it_is)

    assert answers == {True: TIMES, False: TIMES}
    assert [number for _row, number in notified()] == [
        f"A镇党整改〔{in_days(0).year}〕{n}号" for n in range(1, TIMES + 1)
    ]
    assert sorted(row for row, _number in notified()) == list(
        LedgerRow.objects.order_by("pk").values_list("pk", flat=True)
    )
    assert RowTransition.objects.filter(target=RowState.NOTIFIED).count() == Document.objects.count() == TIMES


def notified() -> list[tuple[int, str]]:
    """Each row with each notice that it stands in."""
    return list(Notice.objects.order_by("pk").values_list("rows", "number"))


def test_control_rows_that_are_not_held_are_notified_of_twice(county: Scene) -> None:
    given, both = count(1), Barrier(len(PEOPLE))

    def careless(organisation: Organisation, by: User) -> bool:
        rows = list(waiting_for_notice(organisation, None))
        both.wait(60)
        with transaction.atomic():
            notice = Notice.objects.create(
                number=f"{next(given)}号", organisation=organisation, issued_on=in_days(0), issued_by=by
            )
            notice.rows.set(rows)
            LedgerRow.objects.filter(pk__in=[row.pk for row in rows]).update(state=RowState.NOTIFIED)
        return bool(rows)

    race(county, 3, careless)

    assert len(notified()) == 2 * LedgerRow.objects.count()
