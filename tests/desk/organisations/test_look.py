"""The pages in chromium, on a phone and on an office screen: accessible, never wider than the screen."""

from typing import Any

import pytest

from tests.accessible import violations
from tests.county import Scene, running_round
from tests.field.phone_pages import log_in
from tests.stages.organisations.workbooks import workbook

pytestmark = pytest.mark.django_db(transaction=True)

TOWN_C = ("C3", "丙镇党委", "丙镇", "镇", "党委", "C", "", "")


@pytest.fixture
def scene(county: Scene) -> Scene:
    running_round(county)
    return county


def check(page: Any, width: int) -> None:
    assert violations(page) == [], page.url
    assert page.evaluate("document.documentElement.scrollWidth") == width, page.url


def walk(page: Any, scene: Scene, width: int, address: str) -> None:
    log_in(page, scene, "county_admin", address)
    page.goto("/organisations/")
    page.locator(".fold-head").nth(1).click()
    check(page, width)
    for path in (f"/organisations/{scene['A1'].uuid}/", "/organisations/structure/", "/organisations/import/"):
        page.goto(path)
        check(page, width)
    wrong = ("C31", "丙一村党支部", "", "行政村", "党支部", "C3", "", "")
    page.set_input_files("[name=file]", {"name": "a.xlsx", "mimeType": "", "buffer": workbook([TOWN_C, wrong], None)})
    page.click("form.form button[type=submit]")
    page.wait_for_url("**/import/*/")
    check(page, width)


def test_pages_on_a_phone(phone: Any, scene: Scene, live_server: Any) -> None:
    walk(phone, scene, 390, live_server.url)


def test_pages_on_an_office_screen(desktop: Any, scene: Scene, live_server: Any) -> None:
    walk(desktop, scene, 1366, live_server.url)
