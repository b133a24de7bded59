"""The menu offers what the user's posts let the user read."""

import pytest
from django.test import Client
from django.utils import timezone

from guanmo.stages.organisations.domain.give_role import Gift, give_role
from guanmo.stages.organisations.enums import GrantedRole
from guanmo.stages.organisations.models import User
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


@pytest.mark.parametrize(("role", "code", "inspects"), [("inspection_officer", "A", True), ("guide", "A1", False)])
def test_inspections_stand_in_the_menu_of_who_is_sent_to_inspect(
    county: Scene, role: str, code: str, inspects: bool
) -> None:
    user = User.objects.create_user("sent", name="样督")
    give_role(user, Gift(GrantedRole(role), county[code], timezone.localdate(), None, "抽调"), by=None)
    client = Client()
    client.force_login(user)

    entries = {item.title: item.url for group in client.get("/").context["menu"] for item in group.items}

    assert ("督促检查" in entries) is inspects
    assert not inspects or client.get(entries["督促检查"]).status_code == 200
