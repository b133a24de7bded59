"""The round pages in chromium: accessible and never wider than the screen, on a phone and at the desk, also in large type."""

from typing import Any

import pytest

from guanmo.stages.rounds.domain.record_visit import Notes, record_visit
from guanmo.stages.rounds.domain.schedule_round import schedule_round
from guanmo.stages.rounds.enums import Part, Tier
from tests.accessible import violations
from tests.county import Scene, running_round, score, visit_to
from tests.desk.rounds.pages import county_round
from tests.field.phone_pages import log_in

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]


def check(page: Any, path: str) -> None:
    page.goto(path)
    assert violations(page) == [], path
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), path


@pytest.mark.parametrize("screen", ["phone", "desktop"])
def test_round_pages_have_no_accessibility_violation(
    county: Scene, live_server: Any, screen: str, request: pytest.FixtureRequest
) -> None:
    round = running_round(county)
    score(county, visit_to(round, "A1"), "a_deputy")
    visit = visit_to(round, "A2")
    record_visit(visit, {Part.LOOK: Notes("阵地整洁", True)}, by=county.person("a_officer"))
    cross = county_round(county, Tier.CROSS, ["A1", "B1"])
    schedule_round(cross, by=county.person("county_admin"))
    page = request.getfixturevalue(screen)

    log_in(page, county, "a_secretary", live_server.url)
    for path in (f"/rounds/{round.uuid}/", f"/rounds/{round.uuid}/participants/", f"/visits/{visit.uuid}/"):
        check(page, path)
    log_in(page, county, "county_admin", live_server.url)
    for path in (
        "/rounds/?quarter=2025-Q2",
        "/rounds/new/",
        f"/rounds/{cross.uuid}/",
        "/coverage/",
        "/coverage/progress/",
    ):
        check(page, path)
    page.goto("/ui/large-type/?on=1&next=/coverage/")
    for path in (f"/rounds/{round.uuid}/", f"/visits/{visit.uuid}/", "/rounds/new/"):
        check(page, path)


def test_searching_shows_only_the_targets_that_match(county: Scene, desktop: Any, live_server: Any) -> None:
    log_in(desktop, county, "county_admin", live_server.url)
    desktop.goto("/rounds/new/")

    desktop.fill("#find-target", "b1村")

    assert desktop.locator("[data-filter-item]:visible").all_inner_texts() == ["B1村党支部"]
    assert desktop.locator("[data-filter-group]:visible").count() == 1
