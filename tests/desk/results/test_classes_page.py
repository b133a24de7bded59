"""Classes are confirmed on one page; a change needs a reason; every class ever given stays readable."""

import json
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from guanmo.method.aggregation import Method, OfficialRule
from guanmo.method.classification import ClassRule
from guanmo.procedures.close_scoring import close_scoring
from guanmo.procedures.file_with_county import file_with_county
from guanmo.stages.organisations.enums import Kind
from guanmo.stages.results.domain.file_results import answer_filing
from guanmo.stages.results.enums import Answer
from guanmo.stages.results.models import Classification, Standing
from guanmo.stages.rounds.enums import RoundState
from guanmo.stages.rounds.models import Round
from guanmo.stages.scoring.domain.submit_ballot import submit_ballot
from guanmo.stages.sheets.domain.draft_sheet import draft_sheet
from guanmo.stages.sheets.domain.publish_sheet import publish_sheet
from tests.ballot_cases import sheet_of
from tests.county import Scene, ballot, finish_visits, running_round, score, visit_to
from tests.desk.results.test_ranking_page import words
from tests.stages.results.scene import ranked_round

pytestmark = pytest.mark.django_db


def choices(county: Scene, **changed: tuple[str, str]) -> dict[str, str]:
    """What the form sends: the proposed classes, and ``code=(class, reason)`` for changes."""
    given = {"A1": ("advanced", ""), "A2": ("advanced", ""), "A3": ("backward", ""), "AE": ("advanced", ""), **changed}
    data = {}
    for code, (chosen, reason) in given.items():
        data[f"class-{county[code].uuid}"], data[f"reason-{county[code].uuid}"] = chosen, reason
    return data


def given_to(round: Round) -> dict[str, list[tuple[str, str]]]:
    """Each organisation's classes from this round, oldest first."""
    found: dict[str, list[tuple[str, str]]] = {}
    for row in Classification.objects.filter(standing__ranking__round=round).order_by("pk"):
        found.setdefault(row.standing.organisation.code, []).append((row.management_class, row.reason))
    return found


def test_proposed_classes_are_confirmed_as_they_stand(client: Client, county: Scene) -> None:
    round = ranked_round(county)
    client.force_login(county.person("a_secretary"))

    client.post(reverse("desk:results-classify", args=[round.uuid]), choices(county))

    assert given_to(round) == {
        "A1": [("advanced", "")], "A2": [("advanced", "")], "A3": [("backward", "")], "AE": [("advanced", "")],
    }  # fmt: skip
    assert Round.objects.get(pk=round.pk).state == RoundState.CLASSIFIED


def test_change_without_a_reason_is_refused_and_the_form_keeps_what_was_entered(client: Client, county: Scene) -> None:
    round = ranked_round(county)
    client.force_login(county.person("a_secretary"))
    data = choices(county, A2=("qualified", ""), A3=("qualified", "受灾减分，情况特殊"))

    response = client.post(reverse("desk:results-classify", args=[round.uuid]), data)

    html = response.content.decode()
    assert "类别与拟定的不同，请写明调整原因。" in html
    assert 'value="受灾减分，情况特殊"' in html
    assert html.count('<option value="qualified" selected>') == 2
    assert given_to(round) == {}
    assert Round.objects.get(pk=round.pk).state == RoundState.RANKED


def test_unknown_class_is_refused(client: Client, county: Scene) -> None:
    round = ranked_round(county)
    client.force_login(county.person("a_secretary"))
    client.post(reverse("desk:results-classify", args=[round.uuid]), choices(county, A1=("excellent", "好")))
    assert given_to(round) == {}


@pytest.mark.requirement("S0-3.1-k")
def test_class_history_keeps_every_class_with_its_reason(client: Client, county: Scene) -> None:
    round = ranked_round(county)
    secretary, url = county.person("a_secretary"), reverse("desk:results-classify", args=[round.uuid])
    client.force_login(secretary)
    client.post(url, choices(county))
    filing = file_with_county(Round.objects.get(pk=round.pk), by=secretary)
    answer_filing(filing, Answer.RETURNED, reason="A3分类依据不足", by=county.person("county_admin"))

    client.post(url, choices(county, A3=("qualified", "经复核，部分问题已当场整改")))

    assert given_to(round)["A3"] == [("backward", ""), ("qualified", "经复核，部分问题已当场整改")]
    html = words(client.get(reverse("desk:results-classes", args=[county["A3"].uuid])).content.decode())
    newest, oldest = html.index("达标 3 77.50 经复核，部分问题已当场整改"), html.index("落后 3 77.50 —")
    assert newest < oldest
    listed = client.get(reverse("desk:results-list", args=[round.uuid]) + "?class=qualified").content.decode()
    assert "A3社区党支部" in listed


@pytest.mark.parametrize("person", ["a_officer", "a_member", "a1_secretary", "b_secretary", "county_admin"])
def test_only_the_towns_leaders_confirm_classes(client: Client, county: Scene, person: str) -> None:
    round = ranked_round(county)
    client.force_login(county.person(person))
    response = client.post(reverse("desk:results-classify", args=[round.uuid]), choices(county))
    assert response.status_code == 404
    assert given_to(round) == {}


def test_class_history_of_a_foreign_organisation_is_not_found(client: Client, county: Scene) -> None:
    url = reverse("desk:results-classes", args=[county["A3"].uuid])
    client.force_login(county.person("b_secretary"))
    assert client.get(url).status_code == 404
    client.force_login(county.person("a3_secretary"))
    assert "还没有类别" in client.get(url).content.decode()


def test_veto_decides_the_class_where_the_round_says_so_and_is_marked(client: Client, county: Scene) -> None:
    """Sheets of 100, 100 and a vetoed one: the median is 100, and one veto is enough to be backward."""
    rule = {"kind": "veto", "points": None, "cap": None, "text": "弄虚作假的一票否决"}
    sections = [
        {"no": "一", "items": [{"no": 1, "points": "60.00", "rules": []}]},
        {"no": "二", "items": [{"no": 1, "points": "40.00", "rules": [rule]}]},
    ]
    content = sheet_of({"total": "100.00", "sections": sections})
    draft = draft_sheet(content, code="village", kinds=[Kind.VILLAGE, Kind.COMMUNITY], by=None)
    publish_sheet(draft, confirmed=True, by=None)
    classes = ClassRule("score", Decimal(90), Decimal(60), vetoes=1)
    round = running_round(county, official=OfficialRule(Method.MEDIAN), classes=classes)
    visit = visit_to(round, "A1")
    for judge in ("a_deputy", "a_member"):
        score(county, visit, judge)
    vetoed = json.loads(ballot(visit))
    vetoed["items"][1]["deductions"] = [{"rule": 0, "count": 1, "points": "40.00", "reason": "台账造假"}]
    submit_ballot(json.dumps(vetoed), by=county.person("a_officer"))
    finish_visits(county, round)
    close_scoring(round, reason="只评一个村", by=county.person("a_secretary"))

    client.force_login(county.person("a_secretary"))
    classify, listed = (
        words(client.get(reverse(f"desk:results-{name}", args=[round.uuid])).content.decode())
        for name in ("classify", "list")
    )

    standing = Standing.objects.get(organisation=county["A1"])
    assert (str(standing.score), standing.proposed_class) == ("100.00", "backward")
    assert [(one["kind"], one["management_class"]) for one in standing.flips if one["kind"] == "judge"] == [
        ("judge", "advanced")
    ]
    assert "落后 一票否决1份 不稳" in classify
    assert "1份评分表一票否决" in listed
    assert "有1份评分表一票否决的，不论得分都为落后" in listed
