"""The pages of results and documents have no accessibility violation on a phone and on an office screen."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from guanmo.stages.documents.domain.issue_document import Cover, issue_document
from guanmo.stages.documents.enums import Audience, Format, Kind
from guanmo.stages.results.domain.file_results import file_results
from tests.accessible import violations
from tests.county import Scene, visit_to
from tests.stages.results.scene import classified_round

pytestmark = pytest.mark.django_db(transaction=True)


def test_pages_have_no_violation_and_never_scroll_sideways(
    desktop: Any, live_server: Any, county: Scene, client: Client
) -> None:
    round = classified_round(county)
    secretary = county.person("a_secretary")
    paths = [
        reverse("desk:results-classify", args=[round.uuid]),
        reverse("desk:results-list", args=[round.uuid]),
        reverse("desk:results-reliability", args=[round.uuid]),
        reverse("desk:results-standing", args=[visit_to(round, "A3").uuid]),
        reverse("desk:results-classes", args=[county["A3"].uuid]),
        reverse("desk:documents-bulletin", args=[round.uuid]),
        reverse("desk:documents-summary", args=[round.uuid]),
    ]
    filing = file_results(round, number="A镇观摩备〔2026〕1号", by=secretary)
    cover = Cover(Kind.BULLETIN, "第四季度排名通报", county["A"], Audience.TOWNSHIP, "1号", round=round)
    document = issue_document(cover, {Format.PDF: b"%PDF"}, by=secretary)
    paths += [
        reverse("desk:filings-list"),
        reverse("desk:filings-detail", args=[filing.uuid]),
        reverse("desk:documents-list"),
        reverse("desk:documents-detail", args=[document.uuid]),
        reverse("desk:documents-of-round", args=[round.uuid]),
    ]
    client.force_login(secretary)
    session = {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}
    desktop.context.add_cookies([session])
    for path in paths:
        desktop.goto(path)
        for width in (390, 1366):
            desktop.set_viewport_size({"width": width, "height": 800})
            assert violations(desktop) == [], f"{path} at {width}"
            assert desktop.evaluate("document.documentElement.scrollWidth") == width, path
