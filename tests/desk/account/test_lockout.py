"""Five wrong passwords delay one account at one address, and nobody else (security.md F2)."""

from datetime import timedelta
from typing import Any

import pytest
from axes.models import AccessAttempt
from django.test import Client
from django.utils import timezone

from tests.county import Scene
from tests.desk.account.pages import ELSEWHERE, HERE, is_in, log_in

DELAY = "密码输错次数太多。为了安全，请 15 分钟后再在这里登录；换一个网络可以马上登录，用打分二维码打分不受影响。"


def guess(times: int, name: str = "a1_secretary", **more: Any) -> Any:
    """Wrong passwords by a stranger; the last answer."""
    return [log_in(Client(), name, f"wrong-{n}", **more) for n in range(times)][-1]


def test_fifth_wrong_password_delays_the_account_here_and_says_how_long(county: Scene) -> None:
    assert guess(4).status_code == 200
    assert log_in(Client(), "a1_secretary").status_code == 302  # control: four are forgiven, and forgotten

    answer = guess(5)

    assert answer.status_code == 429
    assert DELAY in answer.content.decode()
    right = log_in(Client(), "a1_secretary")
    assert right.status_code == 429
    assert DELAY in right.content.decode()


def test_stranger_elsewhere_cannot_lock_the_judge_out(county: Scene) -> None:
    assert guess(6, address=ELSEWHERE).status_code == 429

    judge = Client()
    assert log_in(judge, "a1_secretary", address=HERE).status_code == 302
    assert is_in(judge)


def test_another_account_at_the_same_address_is_not_delayed(county: Scene) -> None:
    guess(6)

    assert log_in(Client(), "a_secretary").status_code == 302


def test_delay_ends_and_trying_does_not_lengthen_it(county: Scene) -> None:
    guess(5)
    AccessAttempt.objects.update(attempt_time=timezone.now() - timedelta(minutes=9, seconds=30))
    assert "请 6 分钟后再在这里登录" in guess(3).content.decode()

    AccessAttempt.objects.update(attempt_time=timezone.now() - timedelta(minutes=15, seconds=1))

    assert log_in(Client(), "a1_secretary").status_code == 302


@pytest.mark.parametrize(("proxies", "status"), [(1, 302), (0, 429)])
def test_address_is_believed_from_the_proxy_alone(county: Scene, settings: Any, proxies: int, status: int) -> None:
    """Behind the proxy each office has its own address; without one the header is what anybody writes."""
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = proxies
    headers = {"headers": {"X-Forwarded-For": f"1.2.3.4, {ELSEWHERE}"}}
    for n in range(5):
        Client(**headers).post("/login/", {"login": "a1_secretary", "password": f"no{n}"}, REMOTE_ADDR=HERE)

    other_office = Client(headers={"X-Forwarded-For": f"{ELSEWHERE}, 10.3.0.9"})
    answer = other_office.post("/login/", {"login": "a1_secretary", "password": "guanmo"}, REMOTE_ADDR=HERE)

    assert answer.status_code == status


@pytest.mark.parametrize("peer", [{"REMOTE_ADDR": ""}, {"REMOTE_ADDR": HERE}])
def test_address_of_the_proxy_counts_also_where_the_server_listens_on_a_socket(
    county: Scene, settings: Any, peer: dict[str, str]
) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    for n in range(5):
        stranger = Client(headers={"X-Forwarded-For": ELSEWHERE})
        stranger.post("/login/", {"login": "a1_secretary", "password": f"no{n}"}, **peer)

    answers = [
        Client(headers={"X-Forwarded-For": address}).post(
            "/login/", {"login": "a1_secretary", "password": "guanmo"}, **peer
        )
        for address in (ELSEWHERE, HERE)
    ]

    assert [one.status_code for one in answers] == [429, 302]


def test_nobody_is_shut_out_where_no_visitor_has_an_address(county: Scene, caplog: pytest.LogCaptureFixture) -> None:
    """A server on a socket that was not told of its proxy: people come in, one account waits, and the log says why."""
    guess(5, address="")

    answer = log_in(client := Client(), "a_secretary", address="")

    assert answer.status_code == 302
    assert client.get("/", REMOTE_ADDR="").status_code == 200
    assert log_in(Client(), "a1_secretary", address="").status_code == 429
    assert "GUANMO_BEHIND_PROXY=1" in caplog.text


def test_first_of_the_forwarded_addresses_is_not_believed(county: Scene, settings: Any) -> None:
    """Whoever writes another address in front of the proxy's is still at the proxy's."""
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    for n in range(5):
        written = Client(headers={"X-Forwarded-For": f"7.7.7.{n}, {ELSEWHERE}"})
        answer = written.post("/login/", {"login": "a1_secretary", "password": f"no{n}"}, REMOTE_ADDR=HERE)

    assert answer.status_code == 429
