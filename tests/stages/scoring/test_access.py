"""Who scores what, and who reads whose ballot before and after the scoring is over (D33)."""

from datetime import date

import pytest

from guanmo.lib.period import Quarter
from guanmo.lib.refusal import NotVisible
from guanmo.method.aggregation import OfficialRule
from guanmo.stages.organisations.enums import Duty
from guanmo.stages.rounds.domain.create_round import Proposal, create_round
from guanmo.stages.rounds.domain.transition import advance
from guanmo.stages.rounds.enums import RoundState, Tier
from guanmo.stages.rounds.models import Participant, Round
from guanmo.stages.scoring.domain.submit_ballot import submit_ballot
from guanmo.stages.scoring.errors import BallotRefused
from guanmo.stages.scoring.models import Ballot
from guanmo.stages.scoring.queries import ballot_version_for, duties_of, duty_for, visible_to
from tests.county import SCORES, Scene, ballot, running_round, score, visit_to

pytestmark = pytest.mark.django_db

EVERYBODY = [
    "a_secretary", "a_deputy", "a_member", "a_officer", "a1_secretary", "a1_deputy", "a2_secretary", "ae_secretary",
    "b_secretary", "b1_secretary", "county_admin", "county_head",
]  # fmt: skip


def code_of_refusal(scene: Scene, payload: str, judge: str) -> str:
    with pytest.raises(BallotRefused) as refusal:
        submit_ballot(payload, by=scene.person(judge))
    return refusal.value.code


@pytest.mark.requirement("S0-3.1-i")
@pytest.mark.parametrize("judge", ["a1_secretary", "a1_deputy"])
def test_own_organisation_is_refused_and_another_one_taken(county: Scene, judge: str) -> None:
    round = running_round(county)

    assert code_of_refusal(county, ballot(visit_to(round, "A1")), judge) == "own_organisation"
    assert score(county, visit_to(round, "A2"), judge).ballot.visit.organisation == county["A2"]
    assert not Ballot.objects.filter(visit__organisation=county["A1"]).exists()


def test_second_post_makes_an_organisation_an_own_one(county: Scene) -> None:
    county.seat("a_member", "A3", Duty.FULL_TIME_DEPUTY_SECRETARY)
    round = running_round(county)

    assert code_of_refusal(county, ballot(visit_to(round, "A3")), "a_member") == "own_organisation"
    assert score(county, visit_to(round, "A1"), "a_member")


def county_round(scene: Scene) -> Round:
    admin = scene.person("county_admin")
    proposal = Proposal(
        tier=Tier.COUNTY_DEMONSTRATION,
        organiser=scene["C"],
        period=Quarter(2026, 4),
        starts_on=date(2026, 11, 1),
        deadline=date(2026, 12, 20),
        official=OfficialRule(),
        classes=SCORES,
    )
    round = create_round(proposal, targets=[scene["A1"], scene["B1"]], by=admin)
    for state in (RoundState.SCHEDULED, RoundState.IN_PROGRESS):
        advance(round, state, by=admin)
    return round


def test_county_round_refuses_the_whole_own_township(county: Scene) -> None:
    round = county_round(county)
    town = county.person("b_secretary")
    Participant.objects.get_or_create(round=round, user=town, defaults={"organisation": county["B"], "post": "书记"})

    assert code_of_refusal(county, ballot(visit_to(round, "B1")), "b_secretary") == "own_organisation"
    assert score(county, visit_to(round, "A1"), "b_secretary").total == 100


@pytest.mark.requirement("S0-3.1-i")
def test_nobody_reads_another_ballot_before_scoring_is_over(county: Scene) -> None:
    round = running_round(county)
    visit = visit_to(round, "A2")
    bait = score(county, visit, "a_deputy", {"一.2": ("3.00", "诱饵")})

    for name in EVERYBODY:
        person = county.person(name)
        assert list(visible_to(person)) == ([bait] if name == "a_deputy" else []), name
        if name != "a_deputy":
            with pytest.raises(NotVisible):
                ballot_version_for(person, bait.pk)
        assert [d.version for d in duties_of(person) if d.version] == ([bait] if name == "a_deputy" else []), name

    advance(round, RoundState.SCORED, by=county.person("a_secretary"))
    readers = {name for name in EVERYBODY if list(visible_to(county.person(name))) == [bait]}
    assert readers == {"a_secretary", "a_deputy", "a_officer", "county_admin", "county_head"}


def test_duties_of_a_judge_say_how_the_judge_stands_to_each_visit(county: Scene) -> None:
    round = running_round(county)
    score(county, visit_to(round, "A2"), "a1_secretary")

    duties = {duty.visit.organisation.code: str(duty.state) for duty in duties_of(county.person("a1_secretary"))}

    assert duties == {
        "A1": "own_organisation", "A2": "scored", "A3": "to_score", "AE": "to_score", "AS": "to_score",
    }  # fmt: skip
    assert duties_of(county.person("b_secretary")) == ()


def test_duty_of_a_foreign_visit_does_not_exist(county: Scene) -> None:
    visit = visit_to(running_round(county), "A1")

    assert duty_for(county.person("a_deputy"), visit.uuid).open
    for stranger in ("b_secretary", "county_admin"):
        with pytest.raises(NotVisible):
            duty_for(county.person(stranger), visit.uuid)
