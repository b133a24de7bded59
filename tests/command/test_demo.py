"""The demo county: 12 townships, 180 villages and communities, 60 two-new organisations, rounds closed and open, a login for each role.

The whole command builds thirteen parts; here are those that a first visitor counts, with the rounds of the showcase alone.
"""

import re
from collections import Counter
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.test import Client
from django.utils import timezone

from guanmo.demo.county import LOGINS, PASSWORD, SHOWCASE, build_county, publish_real_sheets
from guanmo.demo.management.commands import demo
from guanmo.demo.rounds import build_rounds
from guanmo.stages.organisations.enums import OBSERVED, TOWNSHIP_LEVEL, TWO_NEW
from guanmo.stages.organisations.models import Organisation
from guanmo.stages.organisations.queries import appointments
from guanmo.stages.rounds.models import Round

pytestmark = [pytest.mark.django_db, pytest.mark.any_database, pytest.mark.usefixtures("fast_passwords")]


def test_county_is_whole_and_everybody_it_names_comes_in() -> None:
    townships = build_county()
    publish_real_sheets()
    build_rounds([one for one in townships if one.short_name == SHOWCASE], timezone.localdate())

    kinds = Counter(Organisation.objects.values_list("kind", flat=True))
    counted = [sum(kinds[kind] for kind in some) for some in (TOWNSHIP_LEVEL, OBSERVED - TWO_NEW, TWO_NEW)]
    assert counted == [12, 180, 60]
    headed = appointments().filter(post__duty="secretary", post__organisation__kind__in=[*TOWNSHIP_LEVEL, *OBSERVED])
    assert headed.count() == sum(counted)
    assert sorted(Round.objects.values_list("state", flat=True)) == ["closed", "in_progress"]
    for login in LOGINS:
        client = Client()
        assert client.login(username=login.username, password=PASSWORD), login
        assert client.get("/", follow=True).status_code == 200, login


def test_command_prints_one_login_for_each_role(capsys: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(demo, "build", lambda: None)

    call_command("demo")

    said = capsys.readouterr().out
    assert "全部为虚构" in said
    assert f"密码都是 {PASSWORD}" in said
    printed = re.findall(r"^  (\w+) +(\S.*)$", said, re.MULTILINE)
    assert len(printed) == len({name for name, _role in printed}) == len({role for _name, role in printed}) == 10


def test_county_with_data_of_its_own_is_never_touched(
    capsys: Any, county: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(demo, "build", lambda: pytest.fail("built over a county's own data"))

    call_command("demo", "--if-empty")
    with pytest.raises(CommandError, match="数据库里已经有组织，不能再建立演示县"):
        call_command("demo")

    assert "演示县" not in capsys.readouterr().out
    assert Organisation.objects.filter(code="A1").exists()
