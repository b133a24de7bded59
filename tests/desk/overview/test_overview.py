"""The first page: the same figures over what each person may see, readable on a phone and by a screen reader."""

from typing import Any

import pytest
from django.test import Client

from guanmo.stages.rectification.domain.enter_row import Columns, enter_row
from guanmo.stages.rectification.models import Finding
from tests.accessible import violations
from tests.county import Scene
from tests.stages.results.scene import classified_round


def _text(client: Client, county: Scene, name: str) -> str:
    client.force_login(county.person(name))
    answer = client.get("/")
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.django_db
def test_overview_ranks_for_the_township_and_shows_nothing_to_the_other(county: Scene, client: Client) -> None:
    round = classified_round(county)
    best = round.rankings.get().standings.filter(rank=1, ranking_list="village")[0]

    own, other = _text(client, county, "a_secretary"), _text(client, county, "b_secretary")

    assert (f"{best.score:.2f}" in own, best.organisation.short_name in own) == (True, True)
    assert (f"{best.score:.2f}" in other, "还没有排名" in other) == (False, True)


@pytest.mark.django_db
def test_overview_names_problems_that_wait_and_not_those_entered(county: Scene, client: Client) -> None:
    classified_round(county)
    waiting = Finding.objects.count()
    enter_row(Finding.objects.all()[0], Columns("整改事项"), by=county.person("a_officer"))

    assert f"{waiting - 1}个问题还没有列入台账" in _text(client, county, "a_officer")


@pytest.mark.django_db(transaction=True)
def test_overview_has_no_violation_and_never_scrolls_sideways(
    desktop: Any, live_server: Any, county: Scene, client: Client
) -> None:
    classified_round(county)
    client.force_login(county.person("a_secretary"))
    session = {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}
    desktop.context.add_cookies([session])
    desktop.goto("/")
    for width in (390, 1366):
        desktop.set_viewport_size({"width": width, "height": 800})
        assert violations(desktop) == []
        assert desktop.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
