"""The judge's list: what is to be scored, what is done, where to stand back, and what others see."""

from typing import Any

import pytest
from django.test import Client

from guanmo.stages.rounds.domain.transition import advance
from guanmo.stages.rounds.enums import RoundState
from guanmo.stages.rounds.models import Round, Visit
from guanmo.stages.scoring import queries
from tests.county import Scene, running_round, score, visit_to

pytestmark = pytest.mark.django_db


def list_of(client: Client, scene: Scene, name: str) -> Any:
    client.force_login(scene.person(name))
    response = client.get("/field/")
    assert response.status_code == 200
    return response


def test_list_shows_each_visit_with_its_state_and_the_progress(client: Client, county: Scene) -> None:
    round = running_round(county)
    Visit.objects.filter(pk=visit_to(round, "AS").pk).update(sheet=None)
    score(county, visit_to(round, "A2"), "a1_secretary", {"一.2": ("1.50", "班子缺1人")})

    (page,) = list_of(client, county, "a1_secretary").context["page"]

    assert (page.done, page.due) == (1, 3)
    assert [(group.title, group.done, group.due) for group in page.groups] == [
        ("村（社区）", 1, 2),
        ("“两新”组织", 0, 1),
    ]
    rows = {row.name: (row.tag, row.note, bool(row.url)) for group in page.groups for row in group.rows}
    assert rows == {
        "A1村党支部": ("本组织回避", "村", False),
        "A2村党支部": ("已打分", "村 · 我评98.50分", True),
        "A3社区党支部": ("待打分", "社区", True),
        "A镇样例公司党支部": ("待打分", "新经济组织", True),
        "A镇样例协会党支部": ("没有评分表，不打分", "新社会组织", False),
    }


@pytest.mark.parametrize("name", ["b_secretary", "county_admin", "county_head"])
def test_without_a_round_the_list_says_so(client: Client, county: Scene, name: str) -> None:
    running_round(county)

    response = list_of(client, county, name)

    assert response.context["page"] == ()
    assert "现在没有要打分的观摩" in response.content.decode()


def test_round_leaves_the_list_when_its_scoring_is_over(client: Client, county: Scene) -> None:
    round = running_round(county)
    advance(round, RoundState.SCORED, by=county.person("a_secretary"))

    assert list_of(client, county, "a_deputy").context["page"] == ()


def test_number_of_queries_does_not_grow_with_visits(
    client: Client, county: Scene, django_assert_max_num_queries: Any
) -> None:
    round = running_round(county)
    for code in ("A1", "A2", "A3", "AE", "AS"):
        score(county, visit_to(round, code), "a_deputy")
    client.force_login(county.person("a_deputy"))
    client.get("/field/")

    with django_assert_max_num_queries(12) as five:
        client.get("/field/")
    Visit.objects.filter(round=round).exclude(organisation__code="A1").update(state="excused", excuse="样例")
    with django_assert_max_num_queries(len(five)):
        client.get("/field/")


def test_list_needs_a_login(client: Client, county: Scene) -> None:
    assert client.get("/field/").status_code == 302


def test_round_that_closes_while_the_list_is_read_is_left_out(
    client: Client, county: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    round, read = running_round(county), queries.visits_visible_to

    def close_and_read(user: Any) -> Any:
        Round.objects.filter(pk=round.pk).update(state=RoundState.SCORED)
        return read(user)

    monkeypatch.setattr(queries, "visits_visible_to", close_and_read)

    assert list_of(client, county, "a_deputy").context["page"] == ()
