"""A round that two people opened again, for the tests of its versions.

Version 1 is ``sealed_round``: A1 98.13, A2 98.00. In version 2 the late sheet for A2 comes in (100.00) and A1 is corrected by its
deputy: 一.2 1.00 and 五.1 0.25, nothing for 三.3 (98.75).
"""

from guanmo.procedures.close_scoring import close_scoring
from guanmo.procedures.reopen_round import ask_to_reopen, reopen_round
from guanmo.stages.results.models import Reopening, Seal
from guanmo.stages.rounds.models import Round
from guanmo.stages.scoring.domain.readmit_ballot import readmit_ballot
from guanmo.stages.scoring.domain.submit_ballot import submit_ballot
from guanmo.stages.scoring.models import BallotVersion, HeldBallot
from tests.county import Scene, ballot, visit_to
from tests.stages.results.sealed import sealed_round

REASON = "A2村当天没有信号，一份评分表晚到"


def asked(county: Scene, **changes: object) -> Reopening:
    """The sealed round, with the leader's asking that waits."""
    round = sealed_round(county, **changes).round
    return ask_to_reopen(round, reason=REASON, by=county.person("a_secretary"))


def reopened_round(county: Scene, **changes: object) -> Round:
    """The round as the county opened it again."""
    return reopen_round(asked(county, **changes), by=county.person("county_admin"))


def closed_again(county: Scene, **changes: object) -> tuple[Seal, Seal]:
    """Both seals: the late sheet came in, a sheet was corrected, and the round was closed again."""
    round = reopened_round(county, **changes)
    bring_the_late_sheet(county)
    correct_a1(county, round)
    close_scoring(round, reason="其余同志下村防汛", by=county.person("a_secretary"))
    first, second = Seal.objects.order_by("version")
    return first, second


def bring_the_late_sheet(county: Scene) -> BallotVersion:
    return readmit_ballot(HeldBallot.objects.get(code="scoring_over"), by=county.person("a_officer"))


def correct_a1(county: Scene, round: Round) -> BallotVersion:
    before = BallotVersion.objects.get(
        ballot__visit=visit_to(round, "A1"), ballot__participant__user__username="a_deputy"
    )
    taken = {"一.2": ("1.00", "届满未换届"), "五.1": ("0.25", "标语旧了")}
    text = ballot(visit_to(round, "A1"), taken, previous=str(before.pk), reason="党费台账补看了")
    return submit_ballot(text, by=county.person("a_deputy"))
