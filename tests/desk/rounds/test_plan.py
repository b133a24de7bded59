"""Planning who visits whom: what it will tell, taken for the round, and what judges then may score."""

from collections.abc import Mapping

import pytest

from guanmo.stages.rounds.domain.add_participant import add_participant
from guanmo.stages.rounds.domain.assign_team import assign_team
from guanmo.stages.rounds.domain.form_team import form_team
from guanmo.stages.rounds.domain.open_round import open_round
from guanmo.stages.rounds.domain.revise_round import revise_round
from guanmo.stages.rounds.domain.schedule_round import schedule_round
from guanmo.stages.rounds.enums import Tier
from guanmo.stages.rounds.errors import PlanImpossible
from guanmo.stages.rounds.forms import RoundForm
from guanmo.stages.rounds.models import Round
from guanmo.stages.scoring.errors import BallotRefused
from guanmo.stages.scoring.queries import duties_of
from tests.county import Scene, draft_round, score, visit_to
from tests.desk.results.test_ranking_page import words
from tests.desk.rounds.pages import Desk, county_round, messages_of

TARGETS = ["A1", "A2", "A3", "AE", "B1"]
WISHES = {"each": "1", "days": "2", "a_day": "3", "anchors": "0", "seed": "1"}


@pytest.fixture
def demonstration(county: Scene) -> Round:
    """Four organisations of town A, one of town B; judges are the secretaries and deputies of both, and the county's head."""
    round = county_round(county, Tier.COUNTY_DEMONSTRATION, TARGETS)
    add_participant(round, county.person("county_head"), reason="带队", by=county.person("county_admin"))
    return round


def path(round: Round) -> str:
    return f"/rounds/{round.uuid}/visit-plan/"


def routes(round: Round) -> Mapping[str, set[str]]:
    """Judge -> the codes of the organisations on the route."""
    codes = {visit.organisation_id: visit.organisation.code for visit in round.visits.select_related("organisation")}
    people = round.participants.select_related("user")
    return {one.user.username: {codes[place] for place in one.route or ()} for one in people}


def test_page_says_what_a_plan_will_tell_before_it_is_taken(county: Scene, demonstration: Round) -> None:
    desk = Desk(county, "county_admin")

    text = words(desk.text(path(demonstration), **{**WISHES, "each": "2", "anchors": "1"}))

    assert "两个组织的分差，预计误差平均" in text
    assert "再加两次走访，能换来什么" in text
    assert "第1天" in text
    assert "共同走访点" in text
    assert demonstration.participants.filter(route__isnull=True).count() == 5


def test_plan_that_ties_nothing_together_warns(county: Scene) -> None:
    round = county_round(county, Tier.COUNTY_DEMONSTRATION, TARGETS)

    text = words(Desk(county, "county_admin").text(path(round), **WISHES))

    assert "组与组之间没有共同的评委" in text


def test_plan_is_taken_and_judges_see_only_their_own_places(county: Scene, demonstration: Round) -> None:
    answer = Desk(county, "county_admin").post(path(demonstration), **WISHES)

    assert messages_of(answer) == ["走访已经安排好，评委只会看到自己要去的组织。"]
    taken = routes(demonstration)
    assert set().union(*taken.values()) == set(TARGETS)
    assert sum(map(len, taken.values())) == 5
    assert not any(code.startswith("A") for code in taken["a_secretary"] | taken["a_deputy"])
    demonstration.refresh_from_db()
    assert demonstration.visit_plan["each"] == 1
    schedule_round(demonstration, by=county.person("county_admin"))
    open_round(demonstration, override_reason="先行试点", by=county.person("county_admin"))
    judge = "b_secretary"
    assert {duty.visit.organisation.code for duty in duties_of(county.person(judge))} == taken[judge]
    elsewhere = next(code for code in TARGETS[:4] if code not in taken[judge])
    with pytest.raises(BallotRefused, match="按本轮的走访安排，您不去"):
        score(county, visit_to(demonstration, elsewhere), judge)
    here = next(iter(taken[judge]))
    assert score(county, visit_to(demonstration, here), judge).total is not None


def test_plan_in_force_is_shown_as_it_was_taken(county: Scene, demonstration: Round) -> None:
    desk = Desk(county, "county_admin")
    desk.post(path(demonstration), **{**WISHES, "extras": "on"})
    taken = routes(demonstration)

    page = desk.get(path(demonstration)).context["page"]

    shown: dict[str, set[str]] = {name: set() for name in taken}
    for one in page.plan.visits:
        for person in one.people:
            shown[person.user.username].add(one.visit.organisation.code)
    assert shown == taken
    assert sum(map(len, taken.values())) == 7
    assert "走访安排" in desk.text(f"/rounds/{demonstration.uuid}/")


def test_plan_that_no_longer_fits_bars_the_opening(county: Scene, demonstration: Round) -> None:
    by = county.person("county_admin")
    Desk(county, "county_admin").post(path(demonstration), **WISHES)
    add_participant(demonstration, by, reason="补充", by=by)
    demonstration.refresh_from_db()
    schedule_round(demonstration, by=by)

    with pytest.raises(PlanImpossible, match="走访安排以后又增加了参加人员：county_admin"):
        open_round(demonstration, override_reason="先行试点", by=by)
    desk = Desk(county, "county_admin")
    assert "走访安排以后又增加了参加人员" in desk.text(f"/rounds/{demonstration.uuid}/")
    desk.post(f"{path(demonstration)}removal/")
    open_round(Round.objects.get(pk=demonstration.pk), override_reason="先行试点", by=by)
    assert len(duties_of(county.person("b_secretary"))) == 5


def test_plan_goes_when_other_organisations_are_chosen(county: Scene, demonstration: Round) -> None:
    Desk(county, "county_admin").post(path(demonstration), **WISHES)
    demonstration.refresh_from_db()
    by = county.person("county_admin")
    form = RoundForm({}, user=by, round=demonstration)
    typed = {**form.initial, "scoring": "yes", "targets": [str(county["A1"].uuid)]}
    form = RoundForm(typed, user=by, round=demonstration)
    assert form.is_valid(), form.errors

    revise_round(demonstration, form.proposal, targets=form.chosen_targets, by=by)

    assert Round.objects.get(pk=demonstration.pk).visit_plan == {}
    assert demonstration.participants.filter(route__isnull=False).count() == 0


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"each": "9"}, "安排不下"),
        ({"days": "1", "a_day": "1"}, "安排不下"),
        ({"each": "0"}, "大于或等于"),
        ({"days": ""}, "必填"),
    ],
)
def test_plan_that_cannot_be_is_said_and_nothing_changes(
    county: Scene, demonstration: Round, changes: dict[str, str], sentence: str
) -> None:
    answer = Desk(county, "county_admin").post(path(demonstration), **{**WISHES, **changes})

    assert sentence in words(answer.content.decode())
    assert demonstration.participants.filter(route__isnull=False).count() == 0


def test_teams_of_a_cross_round_meet_at_a_common_place(county: Scene) -> None:
    """Each town's team goes to the other town; one common place would be visited by both but for its own town's people."""
    by = county.person("county_admin")
    round = county_round(county, Tier.CROSS, TARGETS, scoring=True)
    desk = Desk(county, "county_admin")
    for town, other in (("a", "B"), ("b", "A")):
        team = form_team(round, county[town.upper()], leader=county.person(f"{town}_deputy"), members=[], by=by)
        assert "还没有督导组去" in words(desk.text(path(round)))
        assign_team(team, county[other], by=by)

    text = words(desk.text(path(round)))
    desk.post(path(round), days="2", a_day="4", anchors="0", seed="1")

    assert "组与组之间没有共同的评委" in text
    assert routes(round) == {"a_deputy": {"B1"}, "b_deputy": {"A1", "A2", "A3", "AE"}}


def test_plan_belongs_to_the_county_and_to_its_own_rounds(county: Scene, demonstration: Round) -> None:
    assert Desk(county, "a_secretary").get(path(demonstration)).status_code == 404
    assert Desk(county, "a_secretary").post(path(demonstration), **WISHES).status_code == 404
    assert Desk(county, "county_admin").get(path(draft_round(county))).status_code == 404
