"""By account and password: who comes in, and what is said to who does not."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from guanmo.audit.models import Entry
from guanmo.stages.organisations.models import Appointment, User
from tests.county import Scene
from tests.desk.account.pages import PASSWORD, denied, is_in, log_in, logged_in

WRONG = "账号或密码不对，请再输一遍。忘记密码的，请县委组织部重设。"


def test_holder_comes_in_and_goes_where_he_wanted(county: Scene, client: Client) -> None:
    page = client.get("/rounds/")
    assert page["Location"] == "/login/?next=/rounds/"
    assert "账号" in client.get(page["Location"]).content.decode()

    answer = log_in(client, "a1_secretary", next="/rounds/")

    assert (answer.status_code, answer["Location"]) == (302, "/rounds/")
    assert client.get("/rounds/").status_code == 200


def test_session_has_another_key_after_the_login(county: Scene, client: Client) -> None:
    client.get("/login/")
    session = client.session
    session["before"] = "1"
    session.save()
    client.cookies["sessionid"] = old = session.session_key

    log_in(client, "a1_secretary")

    assert client.cookies["sessionid"].value != old
    stranger = Client()
    stranger.cookies["sessionid"] = old
    assert not is_in(stranger)


@pytest.mark.parametrize(("name", "password"), [("a1_secretary", "tai-hang-51"), ("nobody_at_all", "guanmo-51")])
def test_wrong_password_and_unknown_account_are_told_the_same(
    county: Scene, client: Client, name: str, password: str
) -> None:
    answer = log_in(client, name, password)

    assert answer.status_code == 200
    text = answer.content.decode()
    assert WRONG in text
    assert password not in text
    assert not is_in(client)


def test_account_that_is_switched_off_is_not_known(county: Scene, client: Client) -> None:
    User.objects.filter(username="a1_secretary").update(is_active=False)

    assert WRONG in log_in(client, "a1_secretary").content.decode()


def test_person_without_a_post_is_told_so(county: Scene, client: Client) -> None:
    Appointment.objects.filter(user=county.person("a1_secretary")).update(ended_on=date(2025, 12, 31))

    answer = log_in(client, "a1_secretary")

    assert answer["Location"] == "/login/"
    assert "a1_secretary现在没有在任的职务，也不是本轮评委，不能登录。" in client.get("/login/").content.decode()
    assert denied("account_login") == ["no_reason_to_come_in"]
    assert not is_in(client)


def test_post_that_ends_today_still_opens_the_door_and_tomorrow_no_more(county: Scene) -> None:
    held = Appointment.objects.filter(user=county.person("a1_secretary"))
    held.update(ended_on=timezone.localdate())
    client = logged_in("a1_secretary")
    assert is_in(client)

    held.update(ended_on=timezone.localdate() - timedelta(days=1))

    assert not is_in(client)


@pytest.mark.parametrize(
    "name",
    [
        "account_signup",
        "account_email",
        "account_reset_password",
        "account_set_password",
        "account_change_password",
        "account_inactive",
        "account_request_login_code",
        "mfa_signup_webauthn",
        "mfa_trust",
        "usersessions_list",
        "socialaccount_signup",
        "socialaccount_connections",
    ],
)
def test_library_has_no_other_pages_here(name: str) -> None:
    with pytest.raises(NoReverseMatch):
        reverse(name)


def test_logout_ends_the_session(county: Scene) -> None:
    client = logged_in("a1_secretary")
    copy = Client()
    copy.cookies["sessionid"] = client.cookies["sessionid"].value
    assert is_in(copy)

    client.post("/logout/")

    assert not is_in(client)
    assert not is_in(copy)


def test_each_login_is_a_line_with_its_account(county: Scene) -> None:
    for password in ("wrong", PASSWORD):
        log_in(Client(), "a1_secretary", password)
    person = county.person("a1_secretary")

    lines = Entry.objects.filter(act__startswith="login.").order_by("pk")
    assert [(one.act, one.by, one.target_id) for one in lines] == [
        ("login.failed", None, str(person.pk)),
        ("login.succeeded", person, str(person.pk)),
    ]
