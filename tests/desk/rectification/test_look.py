"""The pages of rectification on a phone and on an office screen, with large type too: axe finds nothing, nothing runs over."""

from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from guanmo.stages.rectification.models import LedgerRow
from tests.accessible import violations
from tests.county import Scene
from tests.stages.rectification.way import entered, finding, in_days, looked_back

WIDER = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


def pages_of(row: LedgerRow) -> dict[str, list[str]]:
    """The paths by the person who opens them."""
    round, detail = row.finding.visit.round, reverse("desk:ledger-row", args=[row.uuid])
    return {
        "a_secretary": [
            reverse("desk:findings-list", args=[round.uuid]),
            reverse("desk:findings-create", args=[row.finding.visit.uuid]),
            reverse("desk:rows-create", args=[finding("A1", "三.3").uuid]),
            reverse("desk:ledger-list"),
            detail,
            reverse("desk:notices-list", args=[round.uuid]),
            reverse("desk:notices-detail", args=[row.notices.get().uuid]),
        ],
        "a1_secretary": [reverse("desk:ledger-list"), detail],
    }


def log_in(page: Any, county: Scene, who: str, origin: str) -> None:
    client = Client()
    client.force_login(county.person(who))
    value = client.cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": value, "url": origin}])


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("size", ["phone", "desktop"])
def test_pages_are_readable_for_everybody(
    county: Scene, live_server: Any, size: str, request: pytest.FixtureRequest
) -> None:
    row = looked_back(county)
    entered(county, "A2", "五.1", matter="没有标语")
    LedgerRow.objects.filter(pk=row.pk).update(due_date=in_days(-3))
    page = request.getfixturevalue(size)
    problems: dict[str, Any] = {}
    for who, paths in pages_of(row).items():
        log_in(page, county, who, live_server.url)
        for path in paths:
            page.goto(path)
            assert page.url == f"{live_server.url}{path}"
            found = violations(page)
            over = page.evaluate(WIDER)
            page.evaluate("document.documentElement.classList.add('large-type')")
            if found or over or page.evaluate(WIDER):
                problems[f"{who} {path}"] = (found, over, page.evaluate(WIDER))
    assert problems == {}
