"""The judge's list: what is to be scored, what is done, where to stand back, and what others see."""

from typing import Any

import pytest
from django.test import Client

from guanmo.stages.rounds.domain.transition import advance
from guanmo.stages.rounds.enums import RoundState
from guanmo.stages.rounds.models import Round, Visit
from guanmo.stages.scoring.queries import duties
from tests.county import Scene, running_round, score, visit_to
from tests.field.phone_pages import go, log_in

pytestmark = pytest.mark.django_db


def work_of(client: Client, scene: Scene, name: str) -> Any:
    client.force_login(scene.person(name))
    response = client.get("/field/api/bootstrap")
    assert response.status_code == 200
    return response.json()


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("fast_passwords")
def test_list_shows_each_visit_with_its_state_and_the_progress(phone: Any, live_server: Any, county: Scene) -> None:
    scene = county
    round = running_round(scene)
    Visit.objects.filter(pk=visit_to(round, "AS").pk).update(sheet=None)
    score(scene, visit_to(round, "A2"), "a1_secretary", {"一.2": ("1.50", "班子缺1人")})
    log_in(phone, scene, "a1_secretary", live_server.url)

    go(phone, "#/")

    assert phone.inner_text("[data-round] .duty-progress") == "已评 1 / 3"
    groups = [tuple(one.locator(".card-head > *").all_inner_texts()) for one in phone.locator("[data-group]").all()]
    assert groups == [("村（社区）", "已评 1 / 2"), ("“两新”组织", "已评 0 / 1")]
    rows = {
        row.locator("b").inner_text(): (
            row.locator(".tag").inner_text(),
            row.locator(".duty-note").inner_text(),
            bool(row.get_attribute("href")),
        )
        for row in phone.locator("[data-duty]").all()
    }
    assert rows == {
        "A1村党支部": ("本组织回避", "村", False),
        "A2村党支部": ("已收到", "村 · 我评98.5分", True),
        "A3社区党支部": ("待打分", "社区", True),
        "A镇样例公司党支部": ("待打分", "新经济组织", True),
        "A镇样例协会党支部": ("没有评分表，不打分", "新社会组织", False),
    }


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("fast_passwords")
def test_without_a_round_the_list_says_so(phone: Any, live_server: Any, county: Scene) -> None:
    scene = county
    running_round(scene)
    for name in ("b_secretary", "county_admin", "county_head"):
        log_in(phone, scene, name, live_server.url)

        go(phone, "#/")

        assert "现在没有要打分的观摩" in phone.inner_text("#main"), name
        assert phone.locator("[data-duty]").count() == 0


@pytest.mark.parametrize("name", ["b_secretary", "county_admin", "county_head"])
def test_who_takes_no_part_gets_nothing_of_a_round(client: Client, county: Scene, name: str) -> None:
    visit = visit_to(running_round(county), "A1")
    score(county, visit, "a_deputy", {"一.2": ("1.50", "诱饵原因")})

    work = work_of(client, county, name)

    assert (work["rounds"], work["sheets"], work["ballots"]) == ([], [], [])


def test_another_judge_of_the_round_gets_no_sheet_of_this_one(client: Client, county: Scene) -> None:
    visit = visit_to(running_round(county), "A1")
    bait = score(county, visit, "a_deputy", {"一.2": ("1.50", "诱饵原因")})

    assert "诱饵原因" in work_of(client, county, "a_deputy")["ballots"][0]["body"]
    for name in ("a_secretary", "a_member", "a2_secretary"):
        text = str(work_of(client, county, name))
        assert [fact for fact in ("诱饵原因", str(bait.pk), bait.digest) if fact in text] == [], name


def test_round_leaves_the_list_when_its_scoring_is_over(client: Client, county: Scene) -> None:
    round = running_round(county)
    advance(round, RoundState.SCORED, by=county.person("a_secretary"))

    assert work_of(client, county, "a_deputy")["rounds"] == []


def test_round_that_closes_while_the_list_is_read_is_left_out(
    client: Client, county: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    round, read = running_round(county), duties.visits_visible_to

    def close_and_read(user: Any) -> Any:
        Round.objects.filter(pk=round.pk).update(state=RoundState.SCORED)
        return read(user)

    monkeypatch.setattr(duties, "visits_visible_to", close_and_read)

    assert work_of(client, county, "a_deputy")["rounds"] == []
