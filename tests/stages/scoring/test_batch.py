"""Sheets that are stored in one transaction: each has its own outcome, and there are few queries however many they are."""

import json
from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from guanmo.audit.models import Entry
from guanmo.lib.period import Quarter
from guanmo.stages.rounds.models import ScoreEvent
from guanmo.stages.scoring.domain.finished import Sent
from guanmo.stages.scoring.domain.register_key import register_key
from guanmo.stages.scoring.domain.submit_ballot import Receipt, receive_ballots, submit_ballot
from guanmo.stages.scoring.models import Ballot, BallotVersion, HeldBallot
from tests.county import Scene, ballot, running_round, visit_to
from tests.phone_key import PhoneKey

pytestmark = pytest.mark.django_db

JUDGES = ("a_deputy", "a_member", "a_officer")
CODES = ("A1", "A2", "A3")


def sent(county: Scene, payload: str, judge: str = "a_deputy") -> Sent:
    return Sent(payload.encode(), county.person(judge))


def told(outcomes: list[Any]) -> list[Any]:
    """True for new, False for a repeat, the code of a refusal."""
    return [one.is_new if isinstance(one, Receipt) else str(one.code) for one in outcomes]


def test_sheets_of_several_judges_and_a_whole_chain_are_stored_together(county: Scene) -> None:
    round = running_round(county)
    visits = [visit_to(round, code) for code in CODES]
    first, second = ballot(visits[0]), str(uuid4())
    chain = ballot(visits[0], {"一.2": ("1.00", "缺1人")}, id=second, previous=json.loads(first)["id"], reason="看错")
    others = [sent(county, ballot(visit), judge) for judge in JUDGES[1:] for visit in visits]

    outcomes = receive_ballots([sent(county, chain), sent(county, first), *others])

    assert told(outcomes) == [True] * 8
    place = Ballot.objects.get(participant__user=county.person("a_deputy"))
    assert (str(place.head_id), place.in_conflict, place.versions.count()) == (second, False, 2)
    assert (Ballot.objects.count(), Entry.objects.filter(act="ballot.submitted").count()) == (7, 8)
    assert {visit_to(round, code).state for code in CODES} == {"visited"}


def test_each_sheet_has_its_own_outcome(county: Scene) -> None:
    round = running_round(county)
    here, there = visit_to(round, "A1"), visit_to(round, "A2")
    stored = submit_ballot(ballot(here), by=county.person("a_member"))
    good, unread = ballot(here), "{"
    taken = ballot(there, id=str(stored.pk))
    elsewhere = ballot(there, previous=str(stored.pk), reason="看错")
    unsaid = ballot(visit_to(round, "A3"), previous=str(uuid4()))
    repeated = [sent(county, good)] * 2

    outcomes = receive_ballots([*repeated, *(sent(county, one) for one in (unread, taken, elsewhere, unsaid))])

    assert told(outcomes) == [True, False, "unreadable", "other_content", "circle", "reason_missing"]
    assert (BallotVersion.objects.count(), Ballot.objects.count(), HeldBallot.objects.count()) == (2, 2, 4)


@pytest.mark.parametrize(("is_known", "order"), [(True, 1), (True, -1), (False, 1)])
def test_correction_of_another_places_sheet_is_refused_though_both_come_together(
    county: Scene, is_known: bool, order: int
) -> None:
    round = running_round(county)
    first = ballot(visit_to(round, "A1"))
    wrong = ballot(visit_to(round, "A2"), previous=json.loads(first)["id"], reason="看错")
    if is_known:
        submit_ballot(first, by=county.person("a_deputy"))
    sheets = [sent(county, first), sent(county, wrong)][::order]

    assert told(receive_ballots(sheets))[::order] == [not is_known, "circle"]
    assert told(receive_ballots([sent(county, wrong)])) == ["circle"]


def test_place_of_a_refused_sheet_still_takes_the_next(county: Scene) -> None:
    round = running_round(county)
    visit = visit_to(round, "A1")
    id = str(uuid4())

    assert told(receive_ballots([sent(county, ballot(visit, id=id, previous=id, reason="看错"))])) == ["circle"]
    outcomes = receive_ballots(
        [sent(county, ballot(visit, id=one, previous=one, reason="看错")) for one in (id, str(uuid4()))]
    )
    good = ballot(visit)

    assert told(outcomes) == ["circle", "circle"]
    assert Ballot.objects.count() == 0
    assert told(receive_ballots([sent(county, good)])) == [True]
    assert str(Ballot.objects.get().head_id) == json.loads(good)["id"]


def test_id_that_is_taken_at_the_very_moment_refuses_that_sheet_alone(
    county: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The look-up finds nothing yet, as when another transaction has not been committed; the key itself must decide."""
    round = running_round(county)
    stored = submit_ballot(ballot(visit_to(round, "A1")), by=county.person("a_member"))
    sheets = [ballot(visit_to(round, "A1")), ballot(visit_to(round, "A2"), id=str(stored.pk))]
    from guanmo.stages.scoring.domain import store_versions

    seen = store_versions._versions_named_by
    monkeypatch.setattr(
        store_versions, "_versions_named_by", lambda *asked: [one for one in seen(*asked) if one.pk != stored.pk]
    )

    outcomes = receive_ballots([sent(county, one) for one in sheets])

    assert told(outcomes) == [True, "other_content"]
    assert BallotVersion.objects.get(pk=stored.pk).ballot.participant.user == county.person("a_member")
    assert Ballot.objects.count() == 2


def test_queries_do_not_grow_with_the_sheets(county: Scene) -> None:
    round = running_round(county)
    batches = [[(judge, code) for judge in JUDGES for code in codes] for codes in (["A1"], ["A2", "A3"])]

    counted = []
    for pairs in batches:
        sheets = [
            sent(county, ballot(visit_to(round, code), {"一.2": ("1.00", "缺1人")}), judge) for judge, code in pairs
        ]
        with CaptureQueriesContext(connection) as queries:
            assert told(receive_ballots(sheets)) == [True] * len(pairs)
        counted.append(len(queries))

    assert counted[1] <= counted[0]


def test_the_logs_of_several_rounds_are_taken_in_one_order(county: Scene) -> None:
    """A key that is new in the later round and sheets of both: who went back to the first could wait in a circle."""
    dates = {"starts_on": date(2027, 2, 1), "deadline": date(2027, 3, 20)}
    first, second = running_round(county), running_round(county, period=Quarter(2027, 1), **dates)
    key, judge = PhoneKey(), county.person("a_deputy")
    register_key(key.public, device=uuid4(), by=judge, only_round=first.pk)
    texts = [ballot(visit_to(round, "A1")) for round in (first, second)]

    outcomes = receive_ballots([Sent(text.encode(), judge, signature=key.words(text, {})) for text in texts])

    assert told(outcomes) == [True, True]
    written = ScoreEvent.objects.exclude(body__contains='"opened"').order_by("pk").values_list("round", "body")
    kinds = [(round, json.loads(body)["event"]) for round, body in written]
    of_first, of_second = (first.pk, "device"), (second.pk, "device")
    assert kinds == [of_first, (first.pk, "ballot"), of_second, (second.pk, "ballot")]
