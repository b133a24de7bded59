"""The menu offers what the user's posts let the user read."""

import pytest
from django.test import Client
from django.utils import timezone

from guanmo.stages.organisations.domain.give_role import Gift, give_role
from guanmo.stages.organisations.enums import Duty, Form, GrantedRole, Kind
from guanmo.stages.organisations.models import Appointment, User
from tests.county import Scene
from tests.desk.rectification.test_weak import opened, send
from tests.stages.rectification.way import in_days

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


def weak_cases_in_the_menu(county: Scene, client: Client, person: str) -> str | None:
    client.force_login(county.person(person))
    entries = {item.title: item.url for group in client.get("/").context["menu"] for item in group.items}
    return entries.get("软弱涣散整顿")


def test_weak_organisations_stand_in_the_menu_of_who_is_sent_there(county: Scene, client: Client) -> None:
    case = opened(client, county)
    county.add("N", "样例县农业局党支部", Kind.AGENCY, Form.BRANCH, "C")
    for who in ("sent", "stays"):
        county.seat(who, "N", Duty.LEADERSHIP_MEMBER)
    assert weak_cases_in_the_menu(county, client, "sent") is None
    client.force_login(county.person("a_secretary"))
    send(client, case, "sent")

    url = weak_cases_in_the_menu(county, client, "sent")
    assert url is not None
    assert client.get(url).context["cases"][0][0] == case
    assert weak_cases_in_the_menu(county, client, "stays") is None

    Appointment.objects.filter(user__username="sent").update(ended_on=in_days(-1))
    county.seat("sent", "C", Duty.LEADERSHIP_MEMBER)
    assert weak_cases_in_the_menu(county, client, "sent") is None
