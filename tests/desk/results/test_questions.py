"""The questions about a round: for its leader alone, each with how often chance alone asks it, frozen with the ranking."""

from decimal import Decimal

import pytest
from django.test import Client

from guanmo.procedures.close_scoring import close_scoring
from guanmo.procedures.file_with_county import file_with_county
from guanmo.stages.organisations.enums import Form, Kind
from guanmo.stages.results.models import Adjustment
from guanmo.stages.rounds.models import Participant, Round
from tests.county import Scene, finish_visits, running_round, score, visit_to
from tests.desk.results.test_ranking_page import words
from tests.desk.results.test_reliability_page import page
from tests.stages.results.scene import classified_round, ranked_round

pytestmark = pytest.mark.django_db

JUDGES = ("a_deputy", "a_member", "a_officer", "a_secretary")
VILLAGES = [f"A{number}" for number in range(4, 12)]
LOST = ("1.00", "2.00", "3.00", "4.00")


@pytest.fixture
def flat(county: Scene) -> Round:
    """Eight more villages lose 1 to 4 points on each of four items, alike from three judges; a_deputy gives all of them the
    same 90. Item 一.3 is clean everywhere."""
    for code in VILLAGES:
        county.add(code, f"{code}村党支部", Kind.VILLAGE, Form.BRANCH, "A")
    round = running_round(county)
    for place, code in enumerate(VILLAGES):
        visit = visit_to(round, code)
        for seat, judge in enumerate(JUDGES):
            points = "2.50" if judge == "a_deputy" else LOST[(place + (place * 3 + seat) % 2) % 4]
            score(county, visit, judge, dict.fromkeys(("一.6", "二.1", "二.4", "四.1"), (points, "不全")))
    finish_visits(county, round)
    close_scoring(round, reason="只评八个村", by=county.person("a_secretary"))
    return Round.objects.get(pk=round.pk)


def test_judge_who_gives_everybody_the_same_is_asked_about_with_the_base_rate(
    client: Client, county: Scene, flat: Round
) -> None:
    text = words(page(client, county, "a_secretary", flat))

    assert "其他评委拉开10分的地方，a_deputy只拉开0分，给谁都差不多。问一问：是不是没有细看？" in text
    assert "每20份里冒出这一问的不到1份" in text
    assert "看过、没有发现的：" in text
    assert "按本轮的安排看不出来的：照顾本地、乡镇之间互相打高分" in text


def test_questions_are_kept_with_the_ranking(county: Scene, flat: Round) -> None:
    kept = Adjustment.objects.get(ranking__round=flat, ranking_list="village").questions

    deputy = Participant.objects.get(round=flat, user=county.person("a_deputy"))
    (asked,) = [one for one in kept["asked"] if one["kind"] == "straight_lining"]
    assert (asked["about"], asked["sheets"]) == ([str(deputy.pk)], 8)
    assert Decimal(str(asked["chance"])) <= Decimal("0.05")
    assert not set(kept["silent"]) & {one["kind"] for one in kept["asked"]}


def test_nobody_but_the_leader_reads_the_questions(client: Client, county: Scene) -> None:
    round = classified_round(county)
    file_with_county(round, by=county.person("a_secretary"))

    assert "要问一问的地方" in page(client, county, "a_secretary", round)
    for other in ("a1_secretary", "a_member", "a_officer"):
        assert "要问一问的地方" not in page(client, county, other, round)


def test_round_with_too_little_to_see_says_so(client: Client, county: Scene) -> None:
    text = words(page(client, county, "a_secretary", ranked_round(county)))

    assert "没有看出要问的地方。" in text
    assert "按本轮的安排看不出来的：个别评委特别严或特别宽" in text
