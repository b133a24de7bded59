"""Two phones' files come in at once, each with a sheet of the other's round: nobody waits for ever (security.md D)."""

import hashlib
import json
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import date
from threading import Barrier
from typing import Any
from uuid import UUID

import pytest
from django.db import OperationalError, connection, transaction

from guanmo.lib.period import Quarter
from guanmo.stages.organisations.models import User
from guanmo.stages.rounds.models import Round
from guanmo.stages.scoring.domain import import_ballots as importing
from guanmo.stages.scoring.domain import submit_ballot
from guanmo.stages.scoring.domain.import_ballots import ExportedSheet, Imported, PhoneExport, import_ballots
from guanmo.stages.scoring.models import BallotVersion, HeldBallot
from tests.county import Scene, ballot, running_round, visit_to

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("fast_passwords")]

JUDGES = ("a_deputy", "a_officer")


def both_have_stored(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let each wait before it holds what was refused, until the other has stored what was not."""
    met, hold = Barrier(2), submit_ballot.hold_ballot

    def later(*about: Any) -> HeldBallot | None:
        met.wait(timeout=20)
        return hold(*about)

    monkeypatch.setattr(submit_ballot, "hold_ballot", later)


def file_of(judge: str, *texts: str) -> PhoneExport:
    sheets = [
        ExportedSheet(UUID(json.loads(text)["id"]), hashlib.sha256(text.encode()).hexdigest(), text) for text in texts
    ]
    return PhoneExport(User.objects.get(username=judge).uuid, sheets, [])


def at_once(files: list[tuple[PhoneExport, Round]]) -> list[Imported]:
    def bring(file: tuple[PhoneExport, Round]) -> Imported:
        try:
            return import_ballots(file[0], round=file[1], by=User.objects.get(username="a_secretary"))
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as threads:
        return list(threads.map(bring, files))


@contextmanager
def two_files(county: Scene) -> Iterator[Callable[[], list[Imported]]]:
    first = running_round(county)
    second = running_round(county, period=Quarter(2026, 3), starts_on=date(2026, 8, 1), deadline=date(2026, 12, 20))
    rounds = (first, second)
    files = [
        (file_of(judge, ballot(visit_to(own, "A1")), ballot(visit_to(other, "A1"))), own)
        for judge, own, other in zip(JUDGES, rounds, rounds[::-1], strict=True)
    ]
    yield lambda: at_once(files)


def test_files_of_two_rounds_with_sheets_of_each_other_wait_in_no_circle(
    county: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    with two_files(county) as bring:
        if connection.vendor == "postgresql":
            both_have_stored(monkeypatch)
        bring()

    assert (BallotVersion.objects.count(), HeldBallot.objects.count()) == (2, 2)


def test_control_in_one_transaction_each_they_wait_in_a_circle(county: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite lets one writer in at a time")
    with two_files(county) as bring:
        both_have_stored(monkeypatch)
        monkeypatch.setattr(importing, "_receive", transaction.atomic(importing._receive))
        with pytest.raises(OperationalError, match="deadlock"):
            bring()
