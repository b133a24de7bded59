"""What a stranger or a colleague tries from outside, as docs/attacks.md lists it; each with what must still work."""

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse

from guanmo.audit.models import Entry
from tests.county import Scene
from tests.desk.account.pages import is_in, log_in, logged_in

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]
CHOSEN = "chosenchosenchosenchosenchosen12"


def test_session_that_a_stranger_chose_is_not_the_one_that_is_logged_in(county: Scene) -> None:
    victim, stranger = Client(), Client()
    for one in (victim, stranger):
        one.cookies["sessionid"] = CHOSEN

    log_in(victim, "a1_secretary")

    assert is_in(victim)
    assert victim.cookies["sessionid"].value != CHOSEN
    assert not is_in(stranger)


def test_session_opens_nothing_after_logging_out(county: Scene) -> None:
    client, thief = logged_in("a1_secretary"), Client()
    thief.cookies["sessionid"] = client.cookies["sessionid"].value
    assert is_in(thief)  # control: until then it does

    client.post(reverse("account_logout"))

    assert not is_in(thief)
    assert not Session.objects.filter(session_key=thief.cookies["sessionid"].value).exists()


@pytest.mark.parametrize(
    ("back", "leads"),
    [
        ("https://evil.example/", "/"),
        ("//evil.example", "/"),
        ("/\\evil.example", "/"),
        ("/\t/evil.example", "/"),
        ("javascript:alert(1)", "/"),
        ("/rounds/?state=open", "/rounds/?state=open"),
    ],
)
def test_login_leads_to_no_other_site(county: Scene, back: str, leads: str) -> None:
    assert log_in(Client(), "a1_secretary", next=back)["Location"] == leads


def test_form_without_its_token_or_from_another_site_does_nothing(county: Scene) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(county.person("a1_secretary"))
    client.get("/account/")
    token = client.cookies["csrftoken"].value
    path, sent = reverse("account-forget"), {"csrfmiddlewaretoken": token}

    answers = [
        client.post(path),
        client.post(path, sent, headers={"Origin": "https://evil.example"}),
        client.post(path, sent, headers={"Origin": "http://testserver"}),
    ]

    assert [one.status_code for one in answers] == [403, 403, 302]


@pytest.mark.parametrize("trick", [{"X-HTTP-Method-Override": "POST"}, {"X-Original-URL": "/audit/"}])
def test_no_header_changes_the_method_or_the_address(county: Scene, trick: dict[str, str]) -> None:
    client = logged_in("a1_secretary")

    assert client.get(reverse("account_logout"), {"_method": "POST"}, headers=trick).status_code == 405
    assert is_in(client)


@pytest.mark.parametrize(("host", "status"), [("evil.example", 400), ("testserver@evil", 400), ("testserver", 200)])
def test_another_name_of_the_server_is_refused(county: Scene, host: str, status: int) -> None:
    assert Client().get("/login/", headers={"Host": host}).status_code == status


@pytest.mark.parametrize(
    "path", ["/static/../secret_key", "/static/%2e%2e/secret_key", "/media/uploads/", "/.git/config"]
)
def test_nothing_lies_beside_the_pages(county: Scene, path: str) -> None:
    assert logged_in("county_admin").get(path).status_code == 404


def test_thirty_megabytes_are_refused_and_the_service_goes_on(county: Scene) -> None:
    client, lines = logged_in("a_deputy"), Entry.objects.filter(act__startswith="ballot").count()
    put = "/field/api/sheets/11111111-1111-4111-8111-111111111111"

    answer = client.put(put, b"x" * 30_000_000, content_type="application/json", headers={"X-Guanmo": "1"})

    assert answer.status_code == 400
    assert is_in(client)
    assert Entry.objects.filter(act__startswith="ballot").count() == lines
