"""The menu offers what the user's posts let the user read."""

import pytest
from django.test import Client

from tests.county import Scene

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("person", "reads"),
    [("county_head", True), ("a_officer", True), ("a1_secretary", True), ("a_member", False)],
)
def test_ledger_stands_in_the_menu_of_those_who_keep_or_answer_it(county: Scene, person: str, reads: bool) -> None:
    client = Client()
    client.force_login(county.person(person))

    titles = {item.title for group in client.get("/").context["menu"] for item in group.items}

    assert ("整改台账" in titles, "公文" in titles) == (reads, True)
