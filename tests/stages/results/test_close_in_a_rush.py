"""Closing comes through a rush of sheets that never pauses (security.md D2): writers must not starve the one who closes."""

import threading
import time
from uuid import uuid4

import pytest
from django.db import connection

from guanmo.procedures.close_scoring import close_scoring
from guanmo.stages.organisations.models import User
from guanmo.stages.rounds.models import Round, Visit
from guanmo.stages.scoring.domain.submit_ballot import submit_ballot
from guanmo.stages.scoring.errors import BallotRefused
from tests.county import Scene, ballot, visit_to
from tests.stages.results.test_close_under_load import JUDGES, VISITS, round_in_progress, small_sheet

pytestmark = pytest.mark.django_db(transaction=True)

PATIENCE = 100
"""Sheets that may still go first while the close waits; in a line there are no more than writers."""
GIVE_UP = 1000
"""Sheets after which the writers pause, so that a close that starves comes to an end too."""


def test_a_round_is_closed_while_eight_writers_never_pause(county: Scene) -> None:
    round = round_in_progress(county, small_sheet(county), 0)
    stop, sent, secretary = threading.Event(), [], county.person("a_secretary")
    rush = [
        threading.Thread(target=correct_for_ever, args=(county.person(judge), visit_to(round, code), stop, sent))
        for judge in JUDGES
        for code in VISITS
    ]
    for writer in rush:
        writer.start()
    while len(sent) < len(rush):
        time.sleep(0.01)

    before = len(sent)
    close_scoring(round, reason="到时结束", by=secretary)
    went_first = len(sent) - before
    stop.set()
    for writer in rush:
        writer.join(timeout=30)

    assert Round.objects.get(pk=round.pk).state == "ranked"
    assert went_first < PATIENCE


def correct_for_ever(judge: User, visit: Visit, stop: threading.Event, sent: list[str]) -> None:
    """Send a sheet, correct it, correct that, until the round refuses or the test ends."""
    previous = None
    try:
        while not stop.is_set() and len(sent) < GIVE_UP:
            id = str(uuid4())
            submit_ballot(ballot(visit, id=id, previous=previous, reason="看错" if previous else ""), by=judge)
            sent.append(id)
            previous = id
    except BallotRefused:
        pass
    finally:
        connection.close()
