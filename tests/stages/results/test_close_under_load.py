"""Closing waits for the ballots on their way in: none that was acknowledged misses the snapshot (security.md 3.3)."""

import os
import random
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal
from uuid import UUID

import pytest
from django.db import connection, transaction

from guanmo.lib.period import Quarter
from guanmo.method.aggregation import OfficialRule
from guanmo.method.sheet import Item, Section, Sheet
from guanmo.procedures.close_scoring import close_scoring
from guanmo.stages.organisations.enums import Kind
from guanmo.stages.organisations.models import User
from guanmo.stages.results.models import CountedBallot
from guanmo.stages.rounds.enums import Attendance, RoundState, Tier, VisitState
from guanmo.stages.rounds.models import Cycle, Participant, Round, Visit
from guanmo.stages.scoring.domain import submit_ballot as act
from guanmo.stages.scoring.domain.admit_judge import lock_places
from guanmo.stages.scoring.domain.submit_ballot import submit_ballot
from guanmo.stages.scoring.enums import HoldCode
from guanmo.stages.scoring.errors import BallotRefused
from guanmo.stages.scoring.models import HeldBallot
from guanmo.stages.sheets.domain.draft_sheet import draft_sheet
from guanmo.stages.sheets.domain.publish_sheet import publish_sheet
from guanmo.stages.sheets.models import ScoreSheet
from tests.county import SCORES, Scene, ballot, visit_to

pytestmark = pytest.mark.django_db(transaction=True)

CLOSES = int(os.environ.get("GUANMO_CLOSES", "60"))
"""The long form has a thousand (docs/testing.md)."""
JUDGES = ("a_deputy", "a_member", "a_officer", "a2_secretary")
VISITS = ("A1", "A2")

Submit = Callable[[str, User, Round], UUID]


@dataclass
class Outcome:
    """What the writers were told while the round was closed."""

    acknowledged: set[UUID] = field(default_factory=set)
    refused: set[str] = field(default_factory=set)
    broken: list[Exception] = field(default_factory=list)


def with_lock(payload: str, judge: User, round: Round) -> UUID:
    return submit_ballot(payload, by=judge).pk


def test_no_acknowledged_ballot_misses_the_snapshot(county: Scene) -> None:
    lost, late = 0, 0
    sheet = small_sheet(county)
    for number in range(CLOSES):
        round, outcome = close_while_writing(county, round_in_progress(county, sheet, number), with_lock)
        lost += len(outcome.acknowledged - counted(round))
        late += len(outcome.refused)
        assert counted(round) <= outcome.acknowledged
        assert outcome.refused == {HoldCode.SCORING_OVER} & outcome.refused

    assert lost == 0
    assert late > 0  # some writers did come too late, so the closes fell among the writes
    assert set(HeldBallot.objects.values_list("code", flat=True)) == {HoldCode.SCORING_OVER}


def test_control_without_the_lock_loses_a_ballot(county: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who looks whether the round is open and writes a moment later is acknowledged and counted nowhere."""
    round = round_in_progress(county, small_sheet(county), 0)
    early, late = (ballot(visit_to(round, code)) for code in VISITS)
    submit_ballot(early, by=county.person(JUDGES[0]))
    looked, closed, outcome = threading.Event(), threading.Event(), Outcome()

    def check_then_insert(payload: str, judge: User, round: Round) -> UUID:
        with transaction.atomic():
            seen = lock_places([visit_to(round, VISITS[1]).uuid], [judge])
        monkeypatch.setattr(act, "lock_places", lambda *_asked: seen)
        looked.set()
        closed.wait(30)
        return submit_ballot(payload, by=judge).pk

    words = (county.person(JUDGES[1]), [late], round, check_then_insert, outcome, threading.Barrier(1))
    writer = threading.Thread(target=write, args=words)
    writer.start()
    looked.wait(30)
    close_scoring(round, reason="到时结束", by=county.person("a_secretary"))
    closed.set()
    writer.join(timeout=30)

    assert outcome.broken == []
    assert len(outcome.acknowledged) == 1
    assert not outcome.acknowledged & counted(round)


def counted(round: Round) -> set[UUID]:
    return set(CountedBallot.objects.filter(standing__ranking__round=round).values_list("version", flat=True))


def close_while_writing(county: Scene, round: Round, submit: Submit) -> tuple[Round, Outcome]:
    """Four judges submit a sheet for each visit while the secretary closes the round among them."""
    work = {judge: [ballot(visit_to(round, code)) for code in VISITS] for judge in JUDGES}
    outcome, start = Outcome(), threading.Barrier(len(JUDGES) + 1)
    writers = [
        threading.Thread(target=write, args=(county.person(judge), payloads, round, submit, outcome, start))
        for judge, payloads in work.items()
    ]
    for writer in writers:
        writer.start()
    start.wait()
    secretary, enough = county.person("a_secretary"), random.Random(round.title).randint(1, 4)
    deadline = time.monotonic() + 5
    while len(outcome.acknowledged) < enough and time.monotonic() < deadline:
        time.sleep(0.001)
    close_scoring(round, reason="到时结束", by=secretary)
    for writer in writers:
        writer.join(timeout=30)
    assert outcome.broken == []
    return round, outcome


def write(
    judge: User, payloads: list[str], round: Round, submit: Submit, outcome: Outcome, start: threading.Barrier
) -> None:
    try:
        start.wait(timeout=30)
        for payload in payloads:
            try:
                outcome.acknowledged.add(submit(payload, judge, round))
            except BallotRefused as refusal:
                outcome.refused.add(refusal.code)
    except Exception as error:
        outcome.broken.append(error)
    finally:
        connection.close()


def small_sheet(county: Scene) -> ScoreSheet:
    """One item, so that writing a ballot takes no longer than its lock and its rows."""
    section = Section("一", "党建基础", Decimal(100), (Item(1, "班子健全", Decimal(100)),))
    draft = draft_sheet(Sheet("小表", Decimal(100), (section,)), code="small", kinds=[Kind.SCHOOL], by=None)
    return publish_sheet(draft, confirmed=True, by=county.person("county_admin"))


def round_in_progress(county: Scene, sheet: ScoreSheet, number: int) -> Round:
    """A running round of its own quarter with all visits closed; the sheets are still open."""
    quarter = Quarter(2026 + number // 4, number % 4 + 1)
    round = Round.objects.create(
        cycle=Cycle.objects.get_or_create(year=quarter.year)[0],
        tier=Tier.INTERNAL,
        organiser=county["A"],
        period=str(quarter),
        title=f"第{number}轮",
        leader=county.person("a_secretary"),
        state=RoundState.IN_PROGRESS,
        starts_on=quarter.first_day,
        deadline=quarter.last_day,
        official_rule=OfficialRule().to_json(),
        class_rule=SCORES.to_json(),
    )
    for code in VISITS:
        Visit.objects.create(round=round, organisation=county[code], sheet=sheet, state=VisitState.CLOSED)
    for judge in JUDGES:
        user = county.person(judge)
        Participant.objects.create(
            round=round, user=user, organisation=county["A"], post="评委", attendance=Attendance.ATTENDED
        )
    return round
