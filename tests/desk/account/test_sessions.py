"""Sessions end when they must, are seen and ended by their owner, and lose nothing that was typed (security.md F2)."""

import base64
import time
from datetime import timedelta
from typing import Any

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from guanmo.audit.models import Entry
from guanmo.config.login import limits
from guanmo.desk.account.session import END, SEEN
from guanmo.stages.organisations.models import Organisation, User
from tests.county import Scene
from tests.desk.account.pages import ELSEWHERE, is_in, log_in, logged_in, turn_on_authenticator

WINDOWS = {"headers": {"User-Agent": "Mozilla/5.0 (Windows NT 10.0) Chrome/120 Safari/537 Edg/120"}}
CHANGED = {"old": "guanmo", "new": "yin-shan-82-lu", "again": "yin-shan-82-lu"}


def wait(client: Client, minutes: float) -> None:
    """As if the last click had been so long ago."""
    session = client.session
    session[SEEN] = time.time() - minutes * 60
    session.save()


def spend(client: Client) -> None:
    """As if the hours since the login were just used up, in the middle of the work."""
    session = client.session
    session[END] = session[SEEN] = time.time() - 1
    session.save()


def test_page_lists_where_one_is_logged_in(county: Scene) -> None:
    here = logged_in("a1_secretary")
    log_in(Client(**WINDOWS), "a1_secretary", address=ELSEWHERE)
    logged_in("a_secretary")

    page = here.get("/account/").content.decode()

    assert "Edge · Windows" in page
    assert ELSEWHERE in page
    assert page.count("退出那里</button>") == 1
    assert page.count("就是这里") == 1


def test_one_session_is_ended_and_the_others_go_on(county: Scene) -> None:
    here, there, third = (logged_in("a1_secretary") for _n in range(3))
    number = UserSession.objects.get(session_key=there.session.session_key).pk

    here.post(reverse("account-session-end", args=[number]))

    assert [is_in(one) for one in (here, there, third)] == [True, False, True]
    assert Entry.objects.filter(act="session.ended", by=county.person("a1_secretary")).count() == 1


def test_all_others_are_ended_at_once(county: Scene) -> None:
    here, there, third, other_person = *(logged_in("a1_secretary") for _n in range(3)), logged_in("a_secretary")

    page = here.post("/account/sessions/end/", follow=True).content.decode()

    assert "已退出其他 2 处登录。" in page
    assert [is_in(one) for one in (here, there, third, other_person)] == [True, False, False, True]


def test_session_of_another_person_is_not_found(county: Scene) -> None:
    mine, theirs = logged_in("a1_secretary"), logged_in("a_secretary")
    number = UserSession.objects.get(session_key=theirs.session.session_key).pk

    assert mine.post(reverse("account-session-end", args=[number])).status_code == 404
    assert is_in(theirs)


def test_own_new_password_ends_the_other_sessions_and_keeps_this_one_listed(county: Scene) -> None:
    here, there = logged_in("a1_secretary"), logged_in("a1_secretary")

    here.post("/password/", CHANGED)

    assert (is_in(here), is_in(there)) == (True, False)
    assert "就是这里" in here.get("/account/").content.decode()
    assert Session.objects.filter(session_key=here.session.session_key).exists()


def test_given_password_ends_every_session(county: Scene) -> None:
    holder, giver = logged_in("a1_secretary"), logged_in("county_admin")
    organisation = Organisation.objects.get(code="A1")

    giver.post(reverse("desk:holders-password", args=[organisation.uuid, county.person("a1_secretary").uuid]))

    assert not is_in(holder)
    assert not UserSession.objects.filter(user=county.person("a1_secretary")).exists()


def test_session_ends_with_the_account_at_the_next_request(county: Scene) -> None:
    client = logged_in("a1_secretary")

    User.objects.filter(username="a1_secretary").update(is_active=False)

    assert client.get("/").status_code == 302


def test_idle_session_ends_and_the_login_leads_back(county: Scene) -> None:
    client = logged_in("a1_secretary")
    wait(client, 29)
    assert client.get("/rounds/").status_code == 200  # control: a minute earlier, and the click counts anew
    wait(client, 31)

    answer = client.get("/rounds/?state=open")

    assert answer["Location"] == "/login/?next=/rounds/%3Fstate%3Dopen"
    assert "您已 30 分钟没有操作，为了安全已退出。" in client.get(answer["Location"]).content.decode()
    assert log_in(client, "a1_secretary", next="/rounds/?state=open")["Location"] == "/rounds/?state=open"


def test_click_moves_the_end(county: Scene) -> None:
    client = logged_in("a1_secretary")
    wait(client, 20)
    client.get("/rounds/")

    assert time.time() - client.session[SEEN] < 60


def test_nobody_is_idle_where_the_office_says_so(county: Scene, settings: Any) -> None:
    settings.IDLE_SECONDS = 0
    client = logged_in("a1_secretary")
    wait(client, 24 * 60)

    assert is_in(client)


@pytest.mark.parametrize("hours", [12, 2])
def test_session_ends_after_its_hours_whatever_was_clicked(county: Scene, settings: Any, hours: int) -> None:
    settings.SESSION_COOKIE_AGE = hours * 3600
    client = logged_in("a1_secretary")
    wait(client, 5)
    assert is_in(client)  # a click saves the session, and must not move its last hour
    assert abs(client.session[END] - time.time() - hours * 3600) < 60

    spend(client)

    answer = client.get("/rounds/")
    assert answer["Location"] == "/login/?next=/rounds/"
    assert f"登录已满 {hours} 小时" in client.get(answer["Location"]).content.decode()


def test_hours_end_on_the_phone_of_a_judge_with_a_password_too(county: Scene) -> None:
    client = logged_in("a1_secretary")
    spend(client)

    assert client.get("/field/api/bootstrap", headers={"X-Guanmo": "1"}).status_code == 401


def came_by_passkey(client: Client, name: str) -> None:
    """What the library notes in the session of who logs in by a passkey; the browser's part is in test_passkey."""
    turn_on_authenticator(client)
    session = client.session
    user = str(User.objects.get(username=name).pk)
    record = {"method": "mfa", "at": time.time(), "type": "webauthn", "passwordless": True}
    session["account_authentication_methods"], session["account_authentication_methods_user"] = [record], user
    session.save()


def test_second_factor_of_a_session_that_is_over_opens_no_new_one(county: Scene) -> None:
    client = logged_in("a1_secretary")
    came_by_passkey(client, "a1_secretary")
    spend(client)

    answer = log_in(client, "a1_secretary")

    assert answer["Location"] == "/login/code/"
    assert not is_in(client)


def test_control_a_login_in_the_session_that_is_over_skips_the_second_factor(
    county: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "start_over", lambda request: None)
    client = logged_in("a1_secretary")
    came_by_passkey(client, "a1_secretary")
    spend(client)

    log_in(client, "a1_secretary")

    assert is_in(client)


def test_form_that_was_kept_before_survives_a_login_page_opened_after_the_hours(county: Scene) -> None:
    client = logged_in("a1_secretary")
    wait(client, 31)
    client.post("/rounds/", {"note": "还没有提交"})
    log_in(client, "a1_secretary")
    spend(client)

    client.get("/login/")
    log_in(client, "a1_secretary")

    assert "还没有提交" in client.get("/account/kept/").content.decode()


def test_session_that_is_over_is_in_no_list_and_its_row_goes_too(county: Scene, settings: Any) -> None:
    settings.SESSION_COOKIE_AGE, settings.SESSION_AFTER = 3600, 7200
    there, here = logged_in("a1_secretary"), logged_in("a1_secretary")
    row = Session.objects.filter(session_key=there.session.session_key)
    assert abs(row.get().expire_date.timestamp() - time.time() - 3 * 3600) < 60
    assert "退出那里</button>" in here.get("/account/").content.decode()

    row.update(expire_date=timezone.now() + timedelta(minutes=119))

    assert "退出那里</button>" not in here.get("/account/").content.decode()


def test_form_half_written_at_the_end_of_the_hours_is_kept(county: Scene) -> None:
    client = logged_in("a1_secretary")
    spend(client)

    answer = client.post("/rounds/?step=2", {"note": "写了一半"})

    assert answer["Location"] == "/login/?next=/account/kept/"
    assert not is_in(client)
    log_in(client, "a1_secretary", next="/account/kept/")
    assert 'name="note" value="写了一半"' in client.get("/account/kept/").content.decode()


def test_form_sent_too_late_is_kept_and_sent_again(county: Scene) -> None:
    client = logged_in("a1_secretary")
    wait(client, 31)
    sent = {"name": ["张三", "李四"], "note": "多行\n文字 <b>"}

    answer = client.post("/rounds/?step=2", sent)

    assert answer["Location"] == "/login/?next=/account/kept/"
    log_in(client, "a1_secretary", next="/account/kept/")
    page = client.get("/account/kept/").content.decode()
    assert '<form method="post" action="/rounds/?step=2">' in page
    assert page.count('name="name"') == 2
    assert 'name="note" value="多行\n文字 &lt;b&gt;"' in page
    client.post("/account/kept/forget/")
    assert client.get("/account/kept/")["Location"] == "/"


def test_kept_form_is_not_shown_to_another_person(county: Scene) -> None:
    client = logged_in("a1_secretary")
    wait(client, 31)
    client.post("/rounds/", {"note": "只给本人"})

    log_in(client, "a_secretary")

    assert client.get("/account/kept/")["Location"] == "/"
    assert "只给本人" not in str(dict(client.session))


def test_kept_form_lies_sealed_and_opens_for_nobody_else(county: Scene) -> None:
    client = logged_in("a1_secretary")
    wait(client, 31)
    client.post("/rounds/", {"note": "13800000001"})
    kept = client.session["guanmo_kept_form"]
    assert "13800000001" not in str(dict(client.session))
    assert "13800000001" not in base64.b64decode(kept).decode(errors="ignore")

    thief = logged_in("a_secretary")
    session = thief.session
    session["guanmo_kept_form"] = kept
    session.save()

    assert thief.get("/account/kept/")["Location"] == "/"
    log_in(client, "a1_secretary")
    assert "13800000001" in client.get("/account/kept/").content.decode()


@pytest.mark.parametrize("kept", [{"person": "1", "path": "/", "fields": "note=1"}, "no base64", ""])
def test_kept_form_in_another_shape_is_none(county: Scene, kept: Any) -> None:
    client = logged_in("a1_secretary")
    session = client.session
    session["guanmo_kept_form"] = kept
    session.save()

    assert client.get("/account/kept/")["Location"] == "/"
    assert log_in(client, "a1_secretary")["Location"] == "/"


def test_passwords_are_never_kept(county: Scene) -> None:
    client = logged_in("a1_secretary")
    wait(client, 31)

    client.post("/password/", CHANGED)

    assert "yin-shan" not in str(dict(client.session))
    assert "guanmo_kept_form" not in client.session


def test_judge_who_scores_is_not_logged_out_for_being_idle_at_the_desk(county: Scene) -> None:
    client = logged_in("a1_secretary")
    wait(client, 300)

    answer = client.get("/field/api/bootstrap", headers={"X-Guanmo": "1"})

    assert answer.status_code == 200
