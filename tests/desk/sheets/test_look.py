"""The pages of score sheets in chromium: accessible, never wider than the screen, and usable by clicks."""

from typing import Any

import pytest

from guanmo.stages.sheets.models import ScoreSheet
from tests.accessible import violations
from tests.county import Scene
from tests.desk.sheets.pages import WEB_COPY, a_sheet
from tests.field.phone_pages import log_in

pytestmark = pytest.mark.django_db(transaction=True)
FILE = {"name": "school.txt", "mimeType": "text/plain", "buffer": a_sheet("60", "")}


def clean(page: Any, width: int) -> None:
    assert violations(page) == [], page.url
    assert page.evaluate("document.documentElement.scrollWidth") <= width, page.url


def walk(page: Any, width: int) -> None:
    """Every page of the room, from the upload to a correction of the draft."""
    page.goto("/sheets/")
    clean(page, width)
    page.goto("/sheets/read/")
    clean(page, width)
    page.set_input_files("input[type=file]", FILE)
    page.click("main form button.button--primary")
    clean(page, width)
    page.fill("input[name=sheet0-code]", "school")
    page.check("input[name=sheet0-kinds][value=school]")
    page.click("main form button.button--primary")
    page.wait_for_url("**/sheets/*-*/")
    clean(page, width)
    page.click("main table a.button >> nth=1")
    clean(page, width)
    page.fill("input[name=points]", "40")
    page.click("main form button.button--primary")
    page.wait_for_url("**/sheets/*-*/")


def test_pages_are_accessible_on_a_desk_and_a_draft_is_published_by_clicks(
    desktop: Any, county: Scene, live_server: Any
) -> None:
    log_in(desktop, county, "county_admin", live_server.url)
    walk(desktop, 1366)
    if desktop.locator("input[name=confirmed]").count():
        desktop.check("input[name=confirmed]")
    desktop.click("form[action$='publication/'] button")
    desktop.get_by_text("已发布，新安排的轮次").wait_for()

    assert ScoreSheet.objects.get(code="school").state == "published"
    clean(desktop, 1366)


def test_pages_are_accessible_on_a_phone(phone: Any, county: Scene, live_server: Any) -> None:
    log_in(phone, county, "county_admin", live_server.url)
    walk(phone, 390)
    phone.goto(f"/sheets/{county.sheets['village'].uuid}/")
    clean(phone, 390)


def test_preview_of_two_sheets_and_large_type_are_accessible(desktop: Any, county: Scene, live_server: Any) -> None:
    log_in(desktop, county, "county_admin", live_server.url)
    desktop.goto("/ui/large-type/?on=1&next=/sheets/read/")
    desktop.set_input_files("input[type=file]", WEB_COPY)
    desktop.click("main form button.button--primary")

    clean(desktop, 1366)
    assert desktop.locator("main input[name=sheet1-title]").input_value().startswith("“两新”")
