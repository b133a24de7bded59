"""The valid ballot is the end of its chain, whatever the order of arrival; two ends wait for a person (offline.md 3.1)."""

from datetime import timedelta
from itertools import permutations
from uuid import uuid4

import pytest
from django.db.models import QuerySet
from django.utils import timezone

from guanmo.lib.refusal import Refused
from guanmo.stages.results.domain.count_ballots import count_ballots
from guanmo.stages.rounds.domain.transition import advance
from guanmo.stages.rounds.enums import RoundState
from guanmo.stages.rounds.models import Round, Visit
from guanmo.stages.scoring.domain.finished import Channel
from guanmo.stages.scoring.domain.settle_conflict import settle_conflict
from guanmo.stages.scoring.domain.submit_ballot import submit_ballot
from guanmo.stages.scoring.enums import BallotState
from guanmo.stages.scoring.models import Ballot, BallotVersion, ConflictDecision, HeldBallot
from guanmo.stages.scoring.queries import states_of, valid_versions
from tests.county import Scene, ballot, running_round, visit_to

pytestmark = pytest.mark.django_db

JUDGE = "a_deputy"
FIRST, SECOND, THIRD = (str(uuid4()) for _ in range(3))


def chain(visit: Visit) -> list[str]:
    """A sheet, its correction, and the correction of that."""
    return [
        ballot(visit, {"一.2": ("1.00", "缺1人")}, id=FIRST),
        ballot(visit, {"一.2": ("2.00", "缺2人")}, id=SECOND, previous=FIRST, reason="看错"),
        ballot(visit, {"一.2": ("0.50", "缺记录")}, id=THIRD, previous=SECOND, reason="又看错"),
    ]


def counted(round: Round) -> list[str]:
    return [str(one.pk) for one in valid_versions(round)]


@pytest.mark.parametrize("order", list(permutations(range(3))))
@pytest.mark.requirement("S0-3.1-i")
def test_the_end_of_the_chain_counts_in_any_order_of_arrival(county: Scene, order: tuple[int, ...]) -> None:
    round = running_round(county)
    sheets = chain(visit_to(round, "A1"))

    for place in order:
        submit_ballot(sheets[place], by=county.person(JUDGE))

    result = next(one for one in count_ballots(round) if one.visit.organisation.code == "A1")
    assert (counted(round), str(result.aggregate.score)) == ([THIRD], "99.50")
    assert not Ballot.objects.get().in_conflict


def test_two_sheets_that_do_not_know_of_each_other_are_both_kept_and_the_first_counts(county: Scene) -> None:
    round = running_round(county)
    visit, judge = visit_to(round, "A1"), county.person(JUDGE)

    for id in (FIRST, SECOND):
        submit_ballot(ballot(visit, id=id), by=judge)

    states = {
        str(id): (one.state, one.message)
        for id, one in states_of(judge, BallotVersion.objects.values_list("pk", flat=True)).items()
    }
    sentence = "同一个组织收到了您的两份评分表，都已保存，等本轮组织者决定以哪一份为准。"
    assert counted(round) == [FIRST]
    assert states == dict.fromkeys((FIRST, SECOND), (BallotState.CONFLICT, sentence))


def test_who_runs_the_round_decides_and_a_later_correction_goes_on_from_there(county: Scene) -> None:
    round = running_round(county)
    visit, judge, leader = visit_to(round, "A1"), county.person(JUDGE), county.person("a_secretary")
    first, second = (submit_ballot(ballot(visit, id=id), by=judge) for id in (FIRST, SECOND))

    settle_conflict(second, reason="评委确认第二份", by=leader)

    assert (counted(round), Ballot.objects.get().in_conflict) == ([SECOND], False)
    assert states_of(judge, [first.pk])[first.pk].state == BallotState.SET_ASIDE
    submit_ballot(ballot(visit, id=THIRD, previous=SECOND, reason="看错"), by=judge)
    assert (counted(round), Ballot.objects.get().in_conflict) == ([THIRD], False)


def test_a_sheet_that_arrives_after_the_decision_is_a_conflict_again(county: Scene) -> None:
    round = running_round(county)
    visit, judge = visit_to(round, "A1"), county.person(JUDGE)
    _, second = (submit_ballot(ballot(visit, id=id), by=judge) for id in (FIRST, SECOND))
    settle_conflict(second, reason="评委确认第二份", by=county.person("a_secretary"))

    submit_ballot(ballot(visit, id=THIRD), by=judge)

    assert (counted(round), Ballot.objects.get().in_conflict) == ([SECOND], True)


@pytest.mark.parametrize("step", [timedelta(hours=-2), timedelta(days=90)])
def test_first_to_arrive_counts_though_the_servers_clock_jumps(
    county: Scene, monkeypatch: pytest.MonkeyPatch, step: timedelta
) -> None:
    round = running_round(county)
    visit, judge = visit_to(round, "A1"), county.person(JUDGE)
    really = timezone.now
    submit_ballot(ballot(visit, id=FIRST), by=judge)
    monkeypatch.setattr(timezone, "now", lambda: really() + step)

    for id in (SECOND, THIRD):
        submit_ballot(ballot(visit, id=id), by=judge)

    assert (counted(round), Ballot.objects.get().in_conflict) == ([FIRST], True)
    assert [str(one.pk) for one in Ballot.objects.get().versions.all()] == [FIRST, SECOND, THIRD]


def test_decision_holds_for_what_was_there_whatever_the_clock_said(county: Scene) -> None:
    round = running_round(county)
    visit, judge = visit_to(round, "A1"), county.person(JUDGE)
    _, second = (submit_ballot(ballot(visit, id=id), by=judge) for id in (FIRST, SECOND))
    settle_conflict(second, reason="评委确认第二份", by=county.person("a_secretary"))
    QuerySet(ConflictDecision).update(at=timezone.now() - timedelta(hours=1))  # the server's clock had gone back

    submit_ballot(ballot(visit, id=THIRD, previous=SECOND, reason="看错"), by=judge)

    assert (counted(round), Ballot.objects.get().in_conflict) == ([THIRD], False)


@pytest.mark.parametrize(
    ("person", "reason", "code"),
    [
        ("a_member", "以此为准", "not_allowed"),
        ("b_secretary", "以此为准", "not_allowed"),
        ("a_secretary", " ", "reason_missing"),
    ],
)
def test_who_may_not_decide_and_who_gives_no_reason_changes_nothing(
    county: Scene, person: str, reason: str, code: str
) -> None:
    visit, judge = visit_to(running_round(county), "A1"), county.person(JUDGE)
    _, second = (submit_ballot(ballot(visit, id=id), by=judge) for id in (FIRST, SECOND))

    with pytest.raises(Refused) as refusal:
        settle_conflict(second, reason=reason, by=county.person(person))

    assert (refusal.value.code, Ballot.objects.get().in_conflict) == (code, True)


def test_who_brought_a_sheet_in_does_not_decide_that_it_counts(county: Scene) -> None:
    round = running_round(county)
    visit, judge, leader = visit_to(round, "A1"), county.person(JUDGE), county.person("a_secretary")
    submit_ballot(ballot(visit, id=FIRST), by=judge)
    brought = submit_ballot(ballot(visit, id=SECOND), by=judge, channel=Channel(entered_by=leader))

    with pytest.raises(Refused, match="请另一位组织者"):
        settle_conflict(brought, reason="以此为准", by=leader)
    assert Ballot.objects.get().in_conflict

    settle_conflict(brought, reason="评委在场确认", by=county.person("a_officer"))
    assert counted(round) == [SECOND]


def test_after_the_close_nothing_is_decided_any_more(county: Scene) -> None:
    round = running_round(county)
    visit, judge, leader = visit_to(round, "A1"), county.person(JUDGE), county.person("a_secretary")
    _, second = (submit_ballot(ballot(visit, id=id), by=judge) for id in (FIRST, SECOND))
    advance(round, RoundState.SCORED, by=leader)

    with pytest.raises(Refused, match="打分已经结束"):
        settle_conflict(second, reason="以此为准", by=leader)

    assert counted(round) == [FIRST]


def test_corrections_in_a_circle_are_refused_and_kept(county: Scene) -> None:
    round = running_round(county)
    visit, judge = visit_to(round, "A1"), county.person(JUDGE)
    submit_ballot(ballot(visit, id=FIRST, previous=SECOND, reason="看错"), by=judge)

    with pytest.raises(Refused) as refusal:
        submit_ballot(ballot(visit, id=SECOND, previous=FIRST, reason="看错"), by=judge)

    assert (refusal.value.code, HeldBallot.objects.get().code, counted(round)) == ("circle", "circle", [FIRST])


def test_correction_of_a_sheet_of_another_visit_is_refused_and_kept(county: Scene) -> None:
    round = running_round(county)
    judge = county.person(JUDGE)
    submit_ballot(ballot(visit_to(round, "A1"), id=FIRST), by=judge)

    with pytest.raises(Refused) as refusal:
        submit_ballot(ballot(visit_to(round, "A2"), id=SECOND, previous=FIRST, reason="看错"), by=judge)

    assert (refusal.value.code, counted(round)) == ("circle", [FIRST])
