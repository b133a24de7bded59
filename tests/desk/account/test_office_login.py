"""The office's own login by OpenID Connect, against a provider that runs here: who has an account comes in, nobody gets one."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
import requests
from allauth.socialaccount.models import SocialAccount
from django.test import Client

from guanmo.stages.organisations.models import User
from tests.county import Scene
from tests.desk.account.pages import denied, is_in, log_in, logged_in, turn_on_authenticator
from tests.desk.account.provider import CLIENT, SECRET, Provider
from tests.desk.account.test_sessions import came_by_passkey, spend

START = "/login/by/office/"
UNKNOWN = "单位统一登录里的这个账号在这里没有。请用账号和密码登录，或请县委组织部核对账号。"
FAILED = "单位统一登录没有成功。请再试一次，或用账号和密码登录。"


@pytest.fixture
def provider(settings: Any) -> Iterator[Provider]:
    office = Provider()
    app = {"provider_id": "office", "name": "", "client_id": CLIENT, "secret": SECRET}
    app["settings"] = {"server_url": office.url}  # type: ignore[assignment]
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": [app]}}
    settings.OIDC_CLAIM = "staff_number"
    yield office
    office.server.shutdown()
    office.server.server_close()


def come_from_office(client: Client, start: str = START) -> Any:
    """As the browser does: to the provider, where the person says yes, and back with a code."""
    away = client.get(start)
    assert away.status_code == 302, away.content.decode()
    back = requests.get(away["Location"], allow_redirects=False, timeout=10).headers["Location"]
    return client.get(f"{urlsplit(back).path}?{urlsplit(back).query}")


def test_person_with_an_account_comes_in_where_he_wanted(county: Scene, provider: Provider) -> None:
    provider.claims = {"sub": "77", "staff_number": "a1_secretary", "preferred_username": "county_admin"}
    client = Client()
    page = client.get("/login/?next=/rounds/").content.decode()
    assert f'href="{START}?next=%2Frounds%2F"' in page

    answer = come_from_office(client, f"{START}?next=/rounds/")

    assert (answer.status_code, answer["Location"]) == (302, "/rounds/")
    assert client.session["_auth_user_id"] == str(county.person("a1_secretary").pk)
    assert "guanmo_seen" in client.session
    assert not SocialAccount.objects.exists()


@pytest.mark.parametrize(
    "claims",
    [
        {"sub": "a1_secretary"},
        {"sub": "77", "staff_number": "somebody"},
        {"sub": "77", "staff_number": ""},
        {"sub": "77", "staff_number": ["a1_secretary"]},
        {"sub": "77", "preferred_username": "a1_secretary", "email": "a1_secretary@example.org"},
    ],
)
def test_nobody_gets_an_account_on_the_fly(county: Scene, provider: Provider, claims: dict[str, Any]) -> None:
    provider.claims = claims
    people, client = User.objects.count(), Client()

    answer = come_from_office(client)

    assert answer["Location"] == "/login/"
    assert UNKNOWN in client.get("/login/").content.decode()
    assert denied("openid_connect_callback") == ["account_unknown"]
    assert not is_in(client)
    assert User.objects.count() == people


@pytest.mark.parametrize("has_one", [True, False])
def test_password_that_is_due_is_asked_of_who_used_it(
    county: Scene, provider: Provider, settings: Any, has_one: bool
) -> None:
    """Who comes from the office's own login may never have had the one that was given here."""
    settings.PASSWORD_DAYS = 90
    provider.claims = {"sub": "77", "staff_number": "a1_secretary"}
    user = county.person("a1_secretary")
    if has_one:
        assert logged_in("a1_secretary").get("/rounds/")["Location"] == "/password/"  # control
    else:
        user.set_unusable_password()
        user.save()
    client = Client()

    come_from_office(client)

    assert client.get("/rounds/").status_code == 200


def test_account_that_is_switched_off_stays_shut(county: Scene, provider: Provider) -> None:
    provider.claims = {"sub": "77", "staff_number": "a1_secretary"}
    User.objects.filter(username="a1_secretary").update(is_active=False)
    client = Client()

    come_from_office(client)

    assert not is_in(client)


def test_second_factor_is_asked_for_all_the_same(county: Scene, provider: Provider) -> None:
    turn_on_authenticator(logged_in("a1_secretary"))
    provider.claims = {"sub": "77", "staff_number": "a1_secretary"}
    client = Client()

    assert come_from_office(client)["Location"] == "/login/code/"
    assert not is_in(client)


def test_second_factor_of_a_session_that_is_over_does_not_count_for_the_office_either(
    county: Scene, provider: Provider
) -> None:
    provider.claims = {"sub": "77", "staff_number": "a1_secretary"}
    client = logged_in("a1_secretary")
    came_by_passkey(client, "a1_secretary")
    spend(client)

    assert come_from_office(client)["Location"] == "/login/code/"
    assert not is_in(client)


@pytest.mark.parametrize(("name", "value"), [("refuses", True), ("audience", "another-system"), ("lifetime", -3600)])
def test_refusal_and_tokens_for_others_let_nobody_in(county: Scene, provider: Provider, name: str, value: Any) -> None:
    provider.claims = {"sub": "77", "staff_number": "a1_secretary"}
    setattr(provider, name, value)
    client = Client()

    answer = come_from_office(client)

    assert answer["Location"] == "/login/"
    assert FAILED in client.get("/login/").content.decode()
    assert not is_in(client)


def test_code_of_another_browser_is_refused(county: Scene, provider: Provider) -> None:
    """A stranger's code in a link would log the victim in as the stranger."""
    provider.claims = {"sub": "77", "staff_number": "a1_secretary"}
    stranger, victim = Client(), Client()
    back = requests.get(stranger.get(START)["Location"], allow_redirects=False, timeout=10).headers["Location"]

    victim.get(f"{urlsplit(back).path}?{urlsplit(back).query}")

    assert not is_in(victim)


def test_nothing_is_linked_to_who_is_logged_in(county: Scene, provider: Provider) -> None:
    provider.claims = {"sub": "77", "staff_number": "county_admin"}
    client = Client()
    log_in(client, "a1_secretary")

    come_from_office(client, f"{START}?process=connect")

    assert not SocialAccount.objects.exists()
    assert client.session["_auth_user_id"] == str(county.person("a1_secretary").pk)


def test_provider_that_does_not_answer_is_said(county: Scene, provider: Provider, client: Client) -> None:
    provider.server.shutdown()
    provider.server.server_close()

    assert client.get(START)["Location"] == "/login/"
    assert "单位统一登录现在连不上。请过一会儿再试，或用账号和密码登录。" in client.get("/login/").content.decode()


def test_without_a_setting_there_is_no_such_way_in(county: Scene, client: Client) -> None:
    assert client.get(START).status_code == 404
    assert START not in client.get("/login/").content.decode()
