"""The second factor: turned on, asked for at the login, used once, taken off, and required where the county says so."""

import re
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import SECRET_SESSION_KEY
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.core.management import CommandError, call_command
from django.test import Client

from guanmo.audit.models import Entry
from guanmo.desk.account.second_factor import WHOSE
from tests.county import Scene
from tests.desk.account.pages import PASSWORD, denied, is_in, log_in, logged_in, six_digits, turn_on_authenticator

REFUSED = "验证没有通过。请核对手机时间，输入现在显示的 6 位数字，或换一个恢复码。"


@pytest.fixture(autouse=True)
def _nothing_counted_before() -> None:
    """Wrong codes and used codes are counted in the process."""
    cache.clear()


def confirmed(client: Client, path: str) -> Any:
    """The page behind one more question for the password or the code."""
    client.post("/account/confirm/", {"password": PASSWORD, "next": path})
    return client.get(path)


def test_login_asks_for_the_digits_of_the_phone(county: Scene) -> None:
    secret = turn_on_authenticator(logged_in("a1_secretary"))
    client = Client()

    answer = log_in(client, "a1_secretary", next="/rounds/")

    assert answer["Location"] == "/login/code/"
    assert not is_in(client)
    wrong = f"{(int(six_digits(secret)) + 1) % 10**6:06}"
    assert REFUSED in client.post("/login/code/", {"code": wrong}).content.decode()
    assert denied("mfa_authenticate") == ["second_factor"]
    assert Entry.objects.get(target_type="mfa_authenticate").by == county.person("a1_secretary")
    assert not is_in(client)
    assert client.post("/login/code/", {"code": six_digits(secret)})["Location"] == "/rounds/"
    assert is_in(client)


def test_digits_seen_over_the_shoulder_do_not_work_again(county: Scene) -> None:
    secret = turn_on_authenticator(logged_in("a1_secretary"))
    first, second = Client(), Client()
    for client in (first, second):
        log_in(client, "a1_secretary")
        client.post("/login/code/", {"code": six_digits(secret)})

    assert (is_in(first), is_in(second)) == (True, False)


def test_five_wrong_codes_wait_even_for_the_right_one(county: Scene) -> None:
    secret = turn_on_authenticator(logged_in("a1_secretary"))
    client = Client()
    log_in(client, "a1_secretary")
    for _n in range(5):
        client.post("/login/code/", {"code": "x"})

    answer = client.post("/login/code/", {"code": six_digits(secret)})

    assert "输错次数太多，请过 5 分钟再试。" in answer.content.decode()
    assert not is_in(client)


def test_recovery_code_opens_once(county: Scene) -> None:
    owner = logged_in("a1_secretary")
    turn_on_authenticator(owner)
    codes = re.findall(r"<li>(\d{8})</li>", owner.get("/account/recovery-codes/").content.decode())
    assert len(set(codes)) == 10
    first, second = Client(), Client()
    for client in (first, second):
        log_in(client, "a1_secretary")
        client.post("/login/code/", {"code": codes[0]})

    assert (is_in(first), is_in(second)) == (True, False)
    assert "还有 9 个可用" in owner.get("/account/").content.decode()


def test_secrets_in_the_database_are_sealed(county: Scene) -> None:
    secret = turn_on_authenticator(logged_in("a1_secretary"))

    rows = Authenticator.objects.filter(user=county.person("a1_secretary"))

    assert rows.count() == 2
    assert all(secret not in str(row.data) for row in rows)
    whose = WHOSE.set(county.person("a1_secretary").pk)
    assert rows.get(type="totp").wrap().validate_code(six_digits(secret))  # control: it is there, and opens
    WHOSE.reset(whose)


def test_secret_on_the_page_lies_sealed_in_the_session_until_it_is_confirmed(county: Scene) -> None:
    owner = logged_in("a1_secretary")
    shown = re.search(
        r'<code class="strong">([A-Z2-7]+)<', confirmed(owner, "/account/authenticator/").content.decode()
    )
    assert shown

    (row,) = Session.objects.filter(pk=owner.session.session_key)

    assert SECRET_SESSION_KEY in row.get_decoded()  # control: it is there
    assert shown[1] not in str(row.get_decoded())
    assert (
        owner.post("/account/authenticator/", {"code": six_digits(shown[1])})["Location"] == "/account/recovery-codes/"
    )


@pytest.mark.parametrize("kind", [Authenticator.Type.TOTP, Authenticator.Type.RECOVERY_CODES])
def test_secret_that_is_moved_to_another_account_opens_nothing(county: Scene, kind: str) -> None:
    """Whoever can write the database cannot give a judge the authenticator of a friend."""
    owner, friend = logged_in("a1_secretary"), logged_in("a_secretary")
    own = turn_on_authenticator(owner)
    secret = turn_on_authenticator(friend)
    codes = re.findall(r"<li>(\d{8})</li>", friend.get("/account/recovery-codes/").content.decode())
    friends = Authenticator.objects.get(user=county.person("a_secretary"), type=kind)
    Authenticator.objects.filter(user=county.person("a1_secretary"), type=kind).update(data=friends.data)
    client = Client()
    log_in(client, "a1_secretary")

    answer = client.post("/login/code/", {"code": six_digits(secret) if kind == "totp" else codes[0]})

    assert REFUSED in answer.content.decode()
    assert denied("mfa_authenticate") == ["seal_broken"]
    assert not is_in(client)
    control = Client()
    log_in(control, "a_secretary")
    control.post("/login/code/", {"code": six_digits(secret)})
    assert is_in(control)
    assert own != secret


@pytest.mark.parametrize("page", ["/account/recovery-codes/", "/account/recovery-codes/file/"])
def test_recovery_codes_that_were_moved_are_made_anew(county: Scene, page: str) -> None:
    owner, friend = logged_in("a1_secretary"), logged_in("a_secretary")
    for one in (owner, friend):
        turn_on_authenticator(one)
    codes = Authenticator.objects.filter(type=Authenticator.Type.RECOVERY_CODES)
    codes.filter(user=county.person("a1_secretary")).update(data=codes.get(user=county.person("a_secretary")).data)

    answer = owner.get(page)

    assert answer["Location"] == "/account/recovery-codes/new/"
    assert "恢复码打不开，已经不能用。请重新生成一组。" in owner.get(answer["Location"]).content.decode()
    owner.post(answer["Location"])
    assert re.findall(r"<li>(\d{8})</li>", owner.get("/account/recovery-codes/").content.decode())


def test_stranger_at_an_open_desk_must_know_the_password(county: Scene) -> None:
    client = logged_in("a1_secretary")
    paths = ("authenticator/", "passkeys/add/", "recovery-codes/new/")

    asked = [client.get(f"/account/{path}")["Location"].split("?")[0] for path in paths]

    assert set(asked) == {"/account/confirm/"}
    answer = client.post("/account/confirm/", {"password": "guanm0", "next": "/account/authenticator/"})
    assert "密码不对，请再输一遍。" in answer.content.decode()


def test_authenticator_is_taken_off_and_the_acts_are_in_the_log(
    county: Scene, django_capture_on_commit_callbacks: Any
) -> None:
    client = logged_in("a1_secretary")
    with django_capture_on_commit_callbacks(execute=True):
        turn_on_authenticator(client)

    client.post("/account/authenticator/off/")

    assert log_in(Client(), "a1_secretary")["Location"] == "/"
    acts = Entry.objects.filter(act__startswith="second_factor.", by=county.person("a1_secretary"))
    assert set(acts.values_list("act", flat=True)) == {"second_factor.totp_activated", "second_factor.totp_deactivated"}


@pytest.mark.parametrize(
    ("rule", "person", "asked"),
    [
        ("county", "county_admin", True),
        ("county", "county_head", True),
        ("county", "a1_secretary", False),
        ("everybody", "a1_secretary", True),
        ("free", "county_admin", False),
    ],
)
def test_county_decides_who_must_have_one(county: Scene, settings: Any, rule: str, person: str, asked: bool) -> None:
    settings.SECOND_FACTOR = rule
    client = logged_in(person)

    answer = client.get("/rounds/")

    assert (answer.status_code == 302) is asked
    if asked:
        assert answer["Location"] == "/account/"
        page = client.get("/account/").content.decode()
        assert "您的职务必须用第二道验证。请先在下面任选一样启用，再继续工作。" in page
        turn_on_authenticator(client)
        assert client.get("/rounds/").status_code == 200


def test_required_factor_cannot_be_taken_off(county: Scene, settings: Any) -> None:
    settings.SECOND_FACTOR = "county"
    client = logged_in("county_admin")
    turn_on_authenticator(client)

    answer = client.post("/account/authenticator/off/")

    assert "您的职务必须用第二道验证，不能停用最后一个。请先添加另一个。" in answer.content.decode()
    assert Authenticator.objects.filter(user=county.person("county_admin"), type="totp").exists()


def test_judge_without_a_second_factor_still_scores(county: Scene, settings: Any) -> None:
    settings.SECOND_FACTOR = "everybody"
    client = logged_in("a1_secretary")

    assert client.get("/field/").status_code == 200
    assert client.get("/field/api/bootstrap").status_code == 200


def test_lost_phone_is_taken_off_at_the_server(county: Scene, capsys: Any) -> None:
    owner = logged_in("a1_secretary")
    turn_on_authenticator(owner)

    call_command("take_off_second_factor", "a1_secretary")

    assert "已取消“a1_secretary”的第二道验证（2 项），并退出所有登录。" in capsys.readouterr().out
    assert not is_in(owner)
    assert log_in(Client(), "a1_secretary")["Location"] == "/"
    assert Entry.objects.filter(act="second_factor.taken_off", target_id=county.person("a1_secretary").pk).count() == 1
    with pytest.raises(CommandError, match="没有账号“nobody”"):
        call_command("take_off_second_factor", "nobody")
