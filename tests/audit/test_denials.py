"""Whatever somebody is denied is a line, written in one place, and holds nothing of what was typed."""

from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from guanmo.audit import denials as denials_module
from guanmo.audit.chain import link_stragglers
from guanmo.audit.denials import MINUTE, MOST
from guanmo.audit.models import Entry
from guanmo.audit.verifying import verify
from tests.county import Scene
from tests.desk.sheets.pages import KINDS, a_sheet, draft_of, keep, login, publish

pytestmark = pytest.mark.django_db


def denials() -> list[tuple[str, str, str, str | None]]:
    lines = Entry.objects.filter(act__startswith="denied.").order_by("pk").select_related("by")
    return [(one.act, one.target_type, one.target_id, one.by and one.by.username) for one in lines]


@pytest.fixture
def secretary(county: Scene) -> Client:
    client = Client()
    client.force_login(county.person("a1_secretary"))
    return client


def test_foreign_object_is_a_line_and_an_own_one_is_not(county: Scene, secretary: Client) -> None:
    own, foreign = county.organisations["A1"].uuid, uuid4()

    assert secretary.get(reverse("desk:organisations-detail", args=[own])).status_code == 200
    assert denials() == []
    assert secretary.get(reverse("desk:organisations-detail", args=[foreign])).status_code == 404

    assert denials() == [("denied.not_visible", "desk:organisations-detail", str(foreign), "a1_secretary")]
    link_stragglers()  # on PostgreSQL links follow the commit, and this test has none
    assert verify().faults == []


def test_address_that_is_none_is_no_denial(secretary: Client) -> None:
    assert secretary.get("/wp-login.php").status_code == 404

    assert denials() == []


def test_refused_act_is_a_line_with_its_code_and_not_its_words(county: Scene) -> None:
    admin = login(Client(), "county_admin")
    keep(admin, a_sheet("60", "40"), "school.txt", **KINDS)
    draft = draft_of("school")

    assert admin.get(f"/sheets/{draft.uuid}/blank.pdf", {"q": "张三"}).status_code == 409

    assert denials() == [("denied.refused", "desk:sheets-blank", str(draft.uuid), "county_admin")]
    assert Entry.objects.get(act="denied.refused").facts == {"method": "GET", "code": "draft_not_printed"}


def test_refusal_that_leads_back_to_its_page_is_a_line_too(county: Scene) -> None:
    admin = login(Client(), "county_admin")
    keep(admin, a_sheet("60", "40"), "school.txt", **KINDS)
    page = f"http://testserver/sheets/{draft_of('school').uuid}/"
    publish(admin, draft_of("school"))

    assert admin.post(f"{page}publication/", headers={"referer": page}).status_code == 302

    assert [(one[0], one[3]) for one in denials()] == [("denied.refused", "county_admin")]


def test_request_without_the_form_token_is_a_line(county: Scene) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(county.person("a1_secretary"))

    assert client.post(reverse("password_change"), {"old_password": "secret-words"}).status_code == 403

    assert denials() == [("denied.forbidden", "password_change", "", "a1_secretary")]


def test_personal_link_that_is_refused_leaves_no_token(county: Scene) -> None:
    assert Client().get("/field/join/this-is-a-secret-token/").status_code == 410

    assert denials() == [("denied.refused", "join", "", None)]
    assert "this-is-a-secret-token" not in repr(list(Entry.objects.values()))


def test_strangers_do_not_fill_the_log_and_do_not_hide_who_is_tried(county: Scene) -> None:
    before = Entry.objects.count()
    for _turn in range(MOST + 5):
        Client().get("/field/join/no-such-token/")
    assert Entry.objects.count() == before + MOST + 1
    assert Entry.objects.latest("pk").act == "denied.left_out"

    login(Client(), "a1_secretary").get(f"/rounds/{uuid4()}/")
    Client().post("/login/", {"login": "county_head", "password": "wrong-password"})

    last = Entry.objects.latest("pk")
    assert (last.act, last.target_id) == ("login.failed", str(county.person("county_head").pk))
    assert Entry.objects.count() == before + MOST + 3


def test_nobody_fills_the_log_with_the_own_account(county: Scene, secretary: Client, monkeypatch: Any) -> None:
    before = Entry.objects.count()
    for _turn in range(MOST + 5):
        secretary.get(f"/rounds/{uuid4()}/")
    lines = Entry.objects.order_by("pk")[before:]
    assert [one.act for one in lines] == ["denied.not_visible"] * MOST + ["denied.left_out"]

    later = denials_module.monotonic() + MINUTE
    monkeypatch.setattr(denials_module, "monotonic", lambda: later)
    secretary.get(f"/rounds/{uuid4()}/")
    assert Entry.objects.count() == before + MOST + 2


def test_failed_login_names_the_account_and_never_what_was_typed(county: Scene) -> None:
    person = county.person("a1_secretary")
    for name in ("a1_secretary", "my-password-in-the-wrong-field"):
        Client().post("/login/", {"login": name, "password": "wrong-password"})

    lines = Entry.objects.filter(act="login.failed").order_by("pk")
    assert [(one.target_id, one.by_id, one.facts) for one in lines] == [(str(person.pk), None, {}), ("", None, {})]
