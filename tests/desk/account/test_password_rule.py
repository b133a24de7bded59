"""Password rules are the office's choice: length alone, or composition and age as GB/T 22239 asks."""

import json
import os
import subprocess
import sys
from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings as given
from django.utils import timezone

from guanmo.stages.organisations.models import User
from tests.county import Scene
from tests.desk.account.pages import logged_in

COMPOSITION = {"NAME": "guanmo.config.login.password_rule.Composition"}
SENTENCE = "新密码要有小写字母、大写字母、数字、符号中的至少三种。"


@pytest.fixture
def composed(settings: Any) -> None:
    settings.PASSWORD_COMPOSITION = True
    settings.AUTH_PASSWORD_VALIDATORS = [*given.AUTH_PASSWORD_VALIDATORS, COMPOSITION]


@pytest.mark.parametrize(
    ("new", "taken"),
    [("yinshanlu82", False), ("YinShanLu", False), ("yinshan-82", True), ("YinShan82", True), ("阴山-yin-82", True)],
)
def test_composition_asks_for_three_kinds(county: Scene, composed: None, new: str, taken: bool) -> None:
    client = logged_in("a1_secretary")
    assert "小写字母、大写字母、数字、符号至少三种" in client.get("/password/").content.decode()

    answer = client.post("/password/", {"old": "guanmo", "new": new, "again": new})

    assert (answer.status_code == 302) is taken
    assert taken or SENTENCE in answer.content.decode()


def test_length_alone_asks_for_no_kinds(county: Scene) -> None:
    new = "ping-yuan-shan-shui"

    answer = logged_in("a1_secretary").post("/password/", {"old": "guanmo", "new": new, "again": new})

    assert answer.status_code == 302


def test_same_password_again_is_none(county: Scene) -> None:
    answer = logged_in("a1_secretary").post("/password/", {"old": "guanmo", "new": "guanmo", "again": "guanmo"})

    assert "新密码和旧密码一样，请换一个。" in answer.content.decode()


@pytest.mark.parametrize(("days_ago", "due"), [(None, True), (91, True), (89, False)])
def test_given_or_old_password_is_changed_first(county: Scene, settings: Any, days_ago: int | None, due: bool) -> None:
    settings.PASSWORD_DAYS = 90
    since = None if days_ago is None else timezone.now() - timedelta(days=days_ago)
    User.objects.filter(username="a1_secretary").update(own_password_since=since)
    client = logged_in("a1_secretary")

    answer = client.get("/rounds/")

    assert (answer.status_code == 302) is due
    if due:
        assert answer["Location"] == "/password/"
        assert "请先换一个只有您自己知道的密码，再继续工作。" in client.get("/password/").content.decode()
        new = "ping-yuan-82"
        client.post("/password/", {"old": "guanmo", "new": new, "again": new})
        assert client.get("/rounds/").status_code == 200


def test_password_that_the_county_gives_fits_the_rule_and_is_changed_first(
    county: Scene, settings: Any, composed: None
) -> None:
    from guanmo.stages.organisations.domain.set_password import give_password

    settings.PASSWORD_DAYS = 90
    User.objects.filter(username="a1_secretary").update(own_password_since=timezone.now())
    password = give_password(county.person("a1_secretary"), by=county.person("county_admin"))

    assert logged_in("a1_secretary", password=password).get("/rounds/")["Location"] == "/password/"


def test_environment_sets_the_rules() -> None:
    asked = {
        "GUANMO_PASSWORD_RULE": "composition",
        "GUANMO_PASSWORD_LENGTH": "12",
        "GUANMO_PASSWORD_DAYS": "90",
        "GUANMO_SECOND_FACTOR": "county",
        "GUANMO_LOCKOUT_MINUTES": "20",
        "GUANMO_IDLE_MINUTES": "15",
        "GUANMO_SESSION_HOURS": "8",
        "GUANMO_BEHIND_PROXY": "1",
    }
    program = (
        "import json, guanmo.config.login_settings as s; print(json.dumps([s.PASSWORD_COMPOSITION, s.PASSWORD_LENGTH,"
        " len(s.AUTH_PASSWORD_VALIDATORS), s.PASSWORD_DAYS, s.SECOND_FACTOR, s.AXES_COOLOFF_TIME.seconds, s.IDLE_SECONDS,"
        " s.SESSION_COOKIE_AGE, s.ALLAUTH_TRUSTED_PROXY_COUNT]))"
    )

    def settings_with(environment: dict[str, str]) -> Any:
        plain = {name: value for name, value in os.environ.items() if name not in asked}
        return json.loads(subprocess.check_output([sys.executable, "-c", program], env={**plain, **environment}))

    assert settings_with({}) == [False, 8, 3, 0, "free", 900, 1800, 43200, 0]
    assert settings_with(asked) == [True, 12, 4, 90, "county", 1200, 900, 28800, 1]
