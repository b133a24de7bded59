"""The shell: for everybody and about nobody, complete without a network, new exactly when it differs."""

import base64
import hashlib
import json
import re
from pathlib import Path
from typing import Any

import pytest
from django.contrib.staticfiles import finders
from django.test import Client
from django.utils import translation

from guanmo.field import shell
from tests.county import Scene, running_round, visit_to

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]
STATIC = Path(shell.__file__).parent / "static"


def worker_files(client: Client) -> list[str]:
    script = client.get("/field/sw.js").content.decode()
    listed = re.search(r"const FILES = (\[.*?\]);", script)
    assert listed
    files: list[str] = json.loads(listed[1])
    return files


def test_shell_is_the_same_for_everybody_and_names_nobody(client: Client, county: Scene) -> None:
    running_round(county)
    stranger = client.get("/field/")
    client.force_login(county.person("a_deputy"))
    judge = client.get("/field/")

    assert (stranger.status_code, judge.status_code) == (200, 200)
    assert stranger.content == judge.content
    assert [name for name in ("A镇", "A1村", "a_deputy", "csrf") if name in judge.content.decode()] == []
    assert judge["Cache-Control"] == "no-cache"


def test_policy_allows_the_worker_and_nothing_from_elsewhere(client: Client) -> None:
    answer = client.get("/field/")
    policy, map_text = answer["Content-Security-Policy"], text_of_the_map(answer.content.decode())

    assert "default-src 'self'" in policy
    assert "unsafe" not in policy
    digest = base64.b64encode(hashlib.sha256(map_text.encode()).digest()).decode()
    assert policy.split("script-src ")[1] == f"'self' 'sha256-{digest}'"


def text_of_the_map(page: str) -> str:
    """The one piece inside the page, before every module: later ones older browsers do not take."""
    (found,) = re.findall(r'<script type="importmap">(.*?)</script>', page)
    assert page.index("importmap") < page.index('type="module"')
    return str(found)


def test_import_map_names_each_module_by_its_content(client: Client) -> None:
    page = client.get("/field/").content.decode()
    named = json.loads(text_of_the_map(page))["imports"]

    for path in STATIC.rglob("*.js"):
        plain = f"/static/{path.relative_to(STATIC).as_posix()}"
        assert named[plain] == f"{plain}?v={hashlib.sha256(path.read_bytes()).hexdigest()[:12]}"
    assert {client.get(address).status_code for address in named.values()} == {200}
    assert f'src="{named["/static/field/js/page.js"]}"' in page


def test_worker_stores_every_file_that_the_shell_loads(client: Client) -> None:
    files = worker_files(client)
    page = client.get("/field/").content.decode()

    loaded = set(re.findall(r'(?:src|href)="(/(?:static|ui)/[^"#?]+)', page))
    modules = {f"/static/{path.relative_to(STATIC).as_posix()}" for path in STATIC.rglob("*.js")}
    assert (loaded | modules) - set(files) == set()
    lying = [name for name in files if name.startswith("/static/")]
    assert [name for name in lying if finders.find(name.removeprefix("/static/")) is None] == []
    assert {client.get(name).status_code for name in set(files) - set(lying)} == {200}
    for path in STATIC.rglob("*.js"):
        for imported in re.findall(r'from "\./([^"]+)"', path.read_text(encoding="utf-8")):
            assert (path.parent / imported).is_file(), f"{path.name}: {imported}"


def test_worker_takes_nothing_over_by_itself_and_leaves_the_api_alone(client: Client) -> None:
    answer = client.get("/field/sw.js")
    script = answer.content.decode()

    assert answer["Content-Type"].startswith("text/javascript")
    assert script.count("skipWaiting") == 1
    assert 'event.data === "apply"' in script
    assert "catch" not in script
    assert 'const API = "/field/api/"' in script


def test_version_changes_with_the_content_and_the_language_and_only_then(monkeypatch: pytest.MonkeyPatch) -> None:
    first, again = shell._read_version("zh-hans"), shell._read_version("zh-hans")
    with translation.override("en"):
        english = shell._read_version("en")
    contents = list(shell._contents())
    changed = [*contents[:-1], (contents[-1][0], contents[-1][1] + b" ")]
    monkeypatch.setattr(shell, "_contents", lambda: iter(changed))

    assert first == again
    assert len({first, english, shell._read_version("zh-hans")}) == 3


def test_page_and_worker_name_the_same_version(client: Client) -> None:
    page, script = client.get("/field/").content.decode(), client.get("/field/sw.js").content.decode()

    version = re.search(r'data-app="([0-9a-f]{12})"', page)
    assert version
    assert f'"field-shell-{version[1]}"' in script


def test_home_screen_finds_name_and_pictures(client: Client) -> None:
    manifest = client.get("/field/manifest.json").json()

    assert (manifest["start_url"], manifest["scope"], manifest["display"]) == ("/field/", "/field/", "standalone")
    assert [icon["src"] for icon in manifest["icons"] if not finders.find(icon["src"].removeprefix("/static/"))] == []


@pytest.mark.parametrize("tail", ["", "correction"])
def test_old_paths_of_a_visit_lead_into_the_shell(client: Client, county: Scene, tail: str) -> None:
    visit = visit_to(running_round(county), "A1")

    answer = client.get(f"/field/{visit.uuid}/{tail + '/' if tail else ''}")

    assert (answer.status_code, answer["Location"]) == (302, f"/field/#/visit/{visit.uuid}{'/' + tail if tail else ''}")


def test_words_of_the_page_have_their_sentences(client: Client) -> None:
    page = client.get("/field/").content.decode()
    found = re.search(r'<script id="field-words" type="application/json">(.*?)</script>', page)
    assert found
    words: dict[str, Any] = json.loads(found[1])
    used = {
        name
        for path in STATIC.rglob("*.js")
        for name in re.findall(r'\bsay\(\s*"([a-z_]+)"', path.read_text(encoding="utf-8"))
    }
    assert used - words.keys() == set()
    assert len(used) > 50
