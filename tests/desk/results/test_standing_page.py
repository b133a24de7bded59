"""The page of one standing: a sum that one can do again, every deduction with its reason, and who reads which name."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from guanmo.method.aggregation import Method, OfficialRule
from guanmo.procedures.close_scoring import close_scoring
from guanmo.procedures.file_with_county import file_with_county
from guanmo.stages.results.domain.classify import confirm_classes
from guanmo.stages.rounds.models import Round
from tests.county import Scene, finish_visits, running_round, score, visit_to
from tests.desk.results.test_ranking_page import words
from tests.stages.results.scene import county_round, ranked_round

pytestmark = pytest.mark.django_db


def page(client: Client, county: Scene, person: str, round: Round, code: str = "A1") -> str:
    client.force_login(county.person(person))
    response = client.get(reverse("desk:results-standing", args=[visit_to(round, code).uuid]))
    assert response.status_code == 200
    return words(re.sub(r"<nav.*?</nav>", "", response.content.decode(), flags=re.DOTALL))


@pytest.fixture
def filed(county: Scene) -> Round:
    """Four judges took 1, 2, 3 and 4 points off village A1; the highest and the lowest sheet do not count."""
    round = running_round(county, official=OfficialRule(Method.TRIMMED_MEAN, drop=1))
    for judge, points in (("a_deputy", "1.00"), ("a_member", "2.00"), ("a_officer", "3.00"), ("a2_secretary", "4.00")):
        score(county, visit_to(round, "A1"), judge, {"二.1": (points, f"记录缺{points}")})
    finish_visits(county, round)
    secretary = county.person("a_secretary")
    close_scoring(round, reason="只评一个村", by=secretary)
    round = Round.objects.get(pk=round.pk)
    confirm_classes(round, {}, by=secretary)
    file_with_county(round, by=secretary)
    return Round.objects.get(pk=round.pk)


def test_secretary_reads_the_sum_the_names_and_every_deduction(client: Client, county: Scene, filed: Round) -> None:
    text = page(client, county, "a_secretary", filed)

    assert "第1名，97.50分" in text
    assert "去掉1份最高和1份最低：99.00、96.00。" in text
    assert "(98.00 + 97.00) ÷ 2 = 97.50" in text
    assert "收到4份，计入2份；本组织2人回避" in text
    assert "a_deputy 99.00 100.00 − 1.00 = 99.00 不计入 最高分，按计分办法去掉" in text
    assert "a2_secretary 96.00 100.00 − 4.00 = 96.00 不计入 最低分，按计分办法去掉" in text
    assert "−2 记录缺2.00 a_member" in text
    assert "其余36项没有扣分。" in text


def test_the_organisation_reads_deductions_without_names(client: Client, county: Scene, filed: Round) -> None:
    text = page(client, county, "a1_secretary", filed)

    assert "评委1 99.00" in text
    assert "−4 记录缺4.00 评委4" in text
    assert not re.search(r"a_deputy|a_member|a_officer|a2_secretary", text)


def test_another_organisation_reads_scores_but_only_the_own_deductions(
    client: Client, county: Scene, filed: Round
) -> None:
    assert "评委1 99.00" in page(client, county, "a3_secretary", filed)
    assert "记录缺" not in page(client, county, "a3_secretary", filed)
    own = page(client, county, "a2_secretary", filed)
    assert "−4 记录缺4.00 a2_secretary" in own
    assert "记录缺1.00" not in own


def test_before_publication_the_organisation_finds_nothing(client: Client, county: Scene) -> None:
    round = ranked_round(county)
    client.force_login(county.person("a1_secretary"))
    assert client.get(reverse("desk:results-standing", args=[visit_to(round, "A1").uuid])).status_code == 404
    assert "98.13" in page(client, county, "a_secretary", round)


def test_foreign_township_finds_nothing(client: Client, county: Scene, filed: Round) -> None:
    client.force_login(county.person("b_secretary"))
    assert client.get(reverse("desk:results-standing", args=[visit_to(filed, "A1").uuid])).status_code == 404


def test_inexact_mean_shows_what_was_rounded(client: Client, county: Scene) -> None:
    text = page(client, county, "a_secretary", ranked_round(county))

    assert "(98.50 + 97.75) ÷ 2 = 98.125 ≈ 98.13" in text


def test_township_reads_the_deductions_on_its_point_in_the_county_round(client: Client, county: Scene) -> None:
    round = county_round(county)
    admin = county.person("county_admin")
    confirm_classes(round, {}, by=admin)
    assert "b_secretary" in page(client, county, "county_admin", round)
    client.force_login(county.person("a_secretary"))
    assert client.get(reverse("desk:results-standing", args=[visit_to(round, "A1").uuid])).status_code == 404


def test_without_a_sheet_the_page_says_so(client: Client, county: Scene) -> None:
    assert "所以没有得分，不按零分算" in page(client, county, "a_secretary", ranked_round(county), "AS")
