"""The same ballot sent eight times at once is one row and eight equal answers; so are eight rivals for one place."""

import json
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from guanmo.stages.organisations.models import User
from guanmo.stages.rounds.models import ScoreEvent
from guanmo.stages.scoring.domain.finished import Sent
from guanmo.stages.scoring.domain.submit_ballot import receive_ballots
from guanmo.stages.scoring.errors import BallotRefused
from guanmo.stages.scoring.models import Ballot, BallotVersion, HeldBallot, SigningKey
from guanmo.stages.scoring.queries import valid_versions
from tests.county import Scene, ballot, running_round, visit_to
from tests.phone_key import PhoneKey

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("fast_passwords")]

THREADS = 8


def at_once(payloads: Sequence[str], key: PhoneKey | None = None) -> list[tuple[str, bool] | str]:
    """What each sender was told: (digest, new or not), or the code of the refusal. All are signed with ``key``."""
    start = Barrier(len(payloads))

    def send(payload: str) -> tuple[str, bool] | str:
        start.wait()
        try:
            judge, words = User.objects.get(username="a_deputy"), key.words(payload, {}) if key else ""
            (outcome,) = receive_ballots([Sent(payload.encode(), judge, signature=words)])
            return outcome.code if isinstance(outcome, BallotRefused) else (outcome.version.digest, outcome.is_new)
        finally:
            connection.close()

    with ThreadPoolExecutor(len(payloads)) as threads:
        return list(threads.map(send, payloads))


def test_same_ballot_eight_times_at_once_is_one_row(county: Scene) -> None:
    visit = visit_to(running_round(county), "A1")

    answers = at_once([ballot(visit, {"一.2": ("1.00", "缺1人")})] * THREADS)

    version = BallotVersion.objects.get()
    assert sorted(answers, key=str) == sorted([(version.digest, False)] * 7 + [(version.digest, True)], key=str)
    assert (Ballot.objects.count(), version.deductions.count(), HeldBallot.objects.count()) == (1, 1, 0)


def test_eight_different_ballots_for_one_place_are_all_kept_and_one_counts(county: Scene) -> None:
    visit = visit_to(running_round(county), "A1")

    answers = at_once([ballot(visit) for _ in range(THREADS)])

    versions = list(BallotVersion.objects.order_by("number"))
    assert sorted(answers) == sorted((version.digest, True) for version in versions)
    place = Ballot.objects.get()
    assert (len(versions), place.head, place.in_conflict) == (8, versions[0], True)
    assert list(valid_versions(visit.round)) == [versions[0]]


def test_a_key_that_comes_with_four_sheets_at_once_is_registered_once_and_before_them(county: Scene) -> None:
    round = running_round(county)

    answers = at_once([ballot(visit_to(round, code)) for code in ("A1", "A2", "A3", "AE")], PhoneKey())

    assert [type(one) for one in answers] == [tuple] * 4
    kinds = [json.loads(body)["event"] for body in ScoreEvent.objects.order_by("seq").values_list("body", flat=True)]
    assert (kinds, SigningKey.objects.count()) == (["opened", "device", *["ballot"] * 4], 1)


def test_same_correction_eight_times_at_once_is_one_version(county: Scene) -> None:
    visit = visit_to(running_round(county), "A1")
    assert len(at_once([ballot(visit)])) == 1
    first = BallotVersion.objects.get()

    answers = at_once([ballot(visit, previous=str(first.pk), reason="看错材料")] * THREADS)

    second = BallotVersion.objects.get(previous=first.pk)
    assert sorted(answers, key=str) == sorted([(second.digest, False)] * 7 + [(second.digest, True)], key=str)
    assert (BallotVersion.objects.count(), HeldBallot.objects.count()) == (2, 0)
