"""``guanmo changepassword``: in the audit log, with every session ended, in the place of Django's own."""

from typing import Any

import pytest
from django.contrib.auth.management.commands import changepassword as djangos
from django.core.management import CommandError, call_command, get_commands
from django.test import Client

from guanmo.audit.models import Entry
from guanmo.stages.organisations.management.commands import changepassword
from tests.county import Scene
from tests.desk.account.pages import log_in, logged_in

pytestmark = pytest.mark.django_db
NEW = "shan-gao-shui-chang-7"


def typed(monkeypatch: pytest.MonkeyPatch, *words: str) -> None:
    """What is typed at the server, one word after another."""
    answers = iter(words)
    monkeypatch.setattr(changepassword, "getpass", lambda _prompt: next(answers))


def lines(county: Scene) -> int:
    head = county.person("county_head")
    return Entry.objects.filter(act="password.replaced", target_id=head.pk, by=None).count()


def test_a_password_from_the_server_is_a_line_and_ends_sessions(
    county: Scene, monkeypatch: pytest.MonkeyPatch, capsys: Any
) -> None:
    before = logged_in("county_head")
    typed(monkeypatch, NEW, NEW)

    call_command("changepassword", "county_head")

    assert "已设置“county_head”的密码，并退出所有登录。" in capsys.readouterr().out
    assert lines(county) == 1
    assert before.get("/").status_code == 302
    assert log_in(Client(), "county_head", NEW).status_code == 302
    assert county.person("county_head").own_password_since is None
    assert NEW not in str(Entry.objects.filter(act="password.replaced").values_list("facts", flat=True))


@pytest.mark.parametrize(
    ("words", "said"),
    [((NEW, "other-words-77"), "两次输入的密码不一样，没有修改。"), (("1234", "1234"), "密码")],
    ids=["differ", "weak"],
)
def test_refused_words_change_nothing(
    county: Scene, monkeypatch: pytest.MonkeyPatch, words: tuple[str, str], said: str
) -> None:
    held = county.person("county_head").password
    typed(monkeypatch, *words)

    with pytest.raises(CommandError, match=said):
        call_command("changepassword", "county_head")

    assert (county.person("county_head").password, lines(county)) == (held, 0)


def test_an_account_that_is_none_is_said(county: Scene) -> None:
    with pytest.raises(CommandError, match="没有账号“nobody”"):
        call_command("changepassword", "nobody")


def test_control_djangos_own_leaves_no_line(county: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(djangos.getpass, "getpass", lambda **_asked: NEW)

    call_command(djangos.Command(), "county_head")

    assert lines(county) == 0
    assert get_commands()["changepassword"] == "guanmo.stages.organisations"
