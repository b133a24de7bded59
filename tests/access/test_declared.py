"""Every address has a rule, the server does not start without, and the rule holds where a page forgot to ask."""

import os
import subprocess
import sys
from pathlib import Path
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from guanmo.config.access import fence
from guanmo.config.access.problems import addresses, problems
from guanmo.config.access.rule import READ, rules
from guanmo.config.access.who import OPEN
from tests.county import Scene, running_round
from tools import access_page

pytestmark = pytest.mark.any_database
PLANTED = """
from django.http import HttpResponse
from django.urls import path
from guanmo.config.urls import urlpatterns as own

urlpatterns = [*own, {planted}]
"""
FORGOTTEN = 'path("planted/by/hand/", lambda request: HttpResponse(), name="planted")'
NAMELESS = 'path("planted/by/hand/", lambda request: HttpResponse())'


def started(folder: Path, urls: str, *words: str) -> subprocess.CompletedProcess[str]:
    """A process of its own, as a server starts, with these URLs in place of the service's."""
    (folder / "planted_urls.py").write_text(urls, encoding="utf-8")
    (folder / "planted_settings.py").write_text(
        'from guanmo.config.settings import *\nROOT_URLCONF = "planted_urls"\n', encoding="utf-8"
    )
    environment = {
        **os.environ,
        "PYTHONPATH": str(folder),
        "DJANGO_SETTINGS_MODULE": "planted_settings",
        "GUANMO_DATA_DIR": str(folder / "data"),
    }
    return subprocess.run([sys.executable, *words], env=environment, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("planted", [FORGOTTEN, NAMELESS])
@pytest.mark.parametrize("words", [("-c", "import guanmo.config.wsgi"), ("-m", "guanmo", "check")])
def test_an_address_without_a_rule_stops_the_start(tmp_path: Path, planted: str, words: tuple[str, ...]) -> None:
    done = started(tmp_path, PLANTED.format(planted=planted), *words)

    assert done.returncode != 0
    assert "/planted/by/hand/" in done.stdout + done.stderr
    assert "没有登记谁可以访问" in done.stdout + done.stderr


def test_a_rule_without_an_address_stops_the_start(tmp_path: Path) -> None:
    urls = """
from guanmo.config.urls import urlpatterns as own

urlpatterns = [one for one in own if getattr(one, "name", "") != "leave"]
"""
    done = started(tmp_path, urls, "-c", "import guanmo.config.wsgi")

    assert done.returncode != 0
    assert "登记了 leave，但是没有这个地址" in done.stderr


def test_control_the_addresses_of_the_service_pass(tmp_path: Path) -> None:
    done = started(tmp_path, PLANTED.format(planted=""), "-m", "guanmo", "check")

    assert (done.returncode, done.stderr) == (0, "")


def test_every_address_has_a_rule() -> None:
    assert problems() == []
    assert len({name for name, _path in addresses()}) > 290


def test_a_name_stands_in_one_rule() -> None:
    with pytest.raises(ValueError, match="declared twice"):
        rules((OPEN, READ, "page other page"))


def test_the_page_says_what_is_declared() -> None:
    assert access_page.PAGE.read_text(encoding="utf-8") == access_page.page()


@pytest.mark.urls("tests.access.forgetful_urls")
def test_a_forgetful_page_is_fenced_by_role(county: Scene, client: Client) -> None:
    assert client.get("/forgetful/open/")["Location"] == "/login/?next=/forgetful/open/"
    answers = {}
    for person in ("county_admin", "county_head", "a_secretary", "a_officer", "a_member", "a1_secretary"):
        client.force_login(county.person(person))
        answers[person] = (client.get("/forgetful/open/").status_code, client.get("/forgetful/reading/").status_code)

    assert answers == {
        "county_admin": (200, 200),
        "county_head": (404, 200),
        "a_secretary": (404, 200),
        "a_officer": (404, 200),
        "a_member": (404, 404),
        "a1_secretary": (404, 404),
    }


@pytest.mark.urls("tests.access.forgetful_urls")
def test_a_forgetful_page_is_fenced_by_method(county: Scene, client: Client) -> None:
    client.force_login(county.person("a1_secretary"))

    refused = client.post("/forgetful/shown/")

    assert (client.get("/forgetful/shown/").status_code, client.head("/forgetful/shown/").status_code) == (200, 200)
    assert (refused.status_code, refused["Allow"]) == (405, "GET, HEAD")


@pytest.mark.urls("tests.access.forgetful_urls")
def test_a_round_is_for_roles_and_for_whoever_takes_part(county: Scene, client: Client) -> None:
    guest, stranger = county.seat_without_a_role("guest"), county.seat_without_a_role("stranger")
    round = running_round(county)
    round.participants.create(user=guest, organisation=county["C"], post="")
    answers = {}
    for person in (guest, stranger, county.person("b1_secretary")):
        client.force_login(person)
        answers[person.username] = client.get("/forgetful/round/").status_code

    assert answers == {"guest": 200, "stranger": 404, "b1_secretary": 200}


@pytest.mark.urls("tests.access.forgetful_urls")
def test_an_address_without_a_rule_answers_nobody(county: Scene, client: Client) -> None:
    client.force_login(county.person("county_admin"))

    assert client.get("/forgetful/undeclared/").status_code == 404


@pytest.mark.urls("tests.access.forgetful_urls")
def test_control_without_the_fence_the_forgetful_pages_show_themselves(
    county: Scene, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fence.Fence, "process_view", lambda *_given: None)
    client.force_login(county.person("a1_secretary"))

    assert client.get("/forgetful/open/").content == b"shown"
    assert client.get(f"/forgetful/member/{uuid4()}/").content == b"shown"


@pytest.mark.parametrize("path", ["/", "/rounds/", "/organisations/", "/ledger/", "/members/"])
@pytest.mark.parametrize("person", ["county_admin", "a_secretary", "a1_secretary"])
def test_the_fence_costs_at_most_one_query(
    county: Scene, client: Client, monkeypatch: pytest.MonkeyPatch, path: str, person: str
) -> None:
    client.force_login(county.person(person))
    client.get(path)
    with CaptureQueriesContext(connection) as fenced:
        client.get(path)
    monkeypatch.setattr(fence.Fence, "process_view", lambda *_given: None)
    with CaptureQueriesContext(connection) as free:
        client.get(path)

    assert len(fenced) <= len(free) + 1
