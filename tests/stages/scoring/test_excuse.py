"""An excused visit and a sheet exclude each other, whoever is first; neither is lost (S0-3.1-e, S0-3.1-i)."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from guanmo.lib.refusal import Refused
from guanmo.stages.rounds.domain.finish_visit import excuse_visit
from guanmo.stages.rounds.enums import VisitState
from guanmo.stages.rounds.models import Round
from guanmo.stages.scoring.domain.submit_ballot import submit_ballot
from guanmo.stages.scoring.models import BallotVersion, HeldBallot
from tests.county import Scene, ballot, running_round, score, visit_to

VISITS = ("A1", "A2", "A3", "AE")


@pytest.mark.django_db
def test_visit_with_a_sheet_is_not_excused_and_keeps_it(county: Scene) -> None:
    round = running_round(county)
    old_page = visit_to(round, "A1")
    version = score(county, visit_to(round, "A1"), "a_deputy")

    with pytest.raises(Refused, match="A1村党支部的观摩现在是“已观摩”，不能转为“免观摩”。") as refusal:
        excuse_visit(old_page, reason="不去了", by=county.person("a_secretary"))

    assert refusal.value.code == "wrong_step"
    assert (visit_to(round, "A1").state, BallotVersion.objects.get()) == (VisitState.VISITED, version)


@pytest.mark.django_db(transaction=True)
def test_excuse_and_sheet_at_once_never_both_stand_and_the_late_sheet_is_kept(county: Scene) -> None:
    round = running_round(county)

    told = [at_once(county, round, code) for code in VISITS]

    assert set(map(tuple, told)) <= {("done", "wrong_step"), ("not_scored", "done")}
    excused = round.visits.filter(state=VisitState.EXCUSED)
    assert BallotVersion.objects.filter(ballot__visit__in=excused).count() == 0
    assert BallotVersion.objects.count() + excused.count() == len(VISITS)
    assert HeldBallot.objects.count() == excused.count()


def at_once(county: Scene, round: Round, code: str) -> list[str]:
    """What the judge and the secretary are told when a sheet and an excuse come at the same moment."""
    start, visit, payload = Barrier(2), visit_to(round, code), ballot(visit_to(round, code))
    judge, secretary = county.person("a_deputy"), county.person("a_secretary")

    def run(act: Callable[[], object]) -> str:
        start.wait()
        try:
            act()
        except Refused as refusal:
            return refusal.code
        finally:
            connection.close()
        return "done"

    acts = (lambda: submit_ballot(payload, by=judge), lambda: excuse_visit(visit, reason="整村搬迁", by=secretary))
    with ThreadPoolExecutor(2) as threads:
        return list(threads.map(run, acts))
