"""A scene is put back only onto the very rows from which it was built."""

from typing import Any

import pytest

from guanmo.stages.organisations.models import Organisation, User
from tests import snapshot
from tests.county import Scene
from tests.snapshot import remembered


def builder(calls: list[str]) -> Any:
    @remembered
    def build(scene: Scene, username: str) -> User:
        calls.append(username)
        Organisation.objects.filter(code="A1").update(name="改名村党支部")
        scene.people[username] = User.objects.create_user(username, name=username)
        return scene.people[username]

    return build


@pytest.fixture
def calls() -> list[str]:
    return []


@pytest.fixture(autouse=True)
def hour(monkeypatch: pytest.MonkeyPatch) -> dict[str, int]:
    """No hour strikes in the middle of a test, unless it says so."""
    clock = {"hour": 9}
    monkeypatch.setattr(snapshot, "_circumstances", lambda: clock["hour"])
    return clock


@pytest.fixture
def built(county: Scene, hour: dict[str, int], calls: list[str]) -> Any:
    build = builder(calls)
    first = build(county, "one")
    User.objects.filter(pk=first.pk).delete()
    Organisation.objects.filter(code="A1").update(name="A1村党支部")
    del county.people["one"]
    return build, first


def test_from_the_same_rows_it_is_done_from_memory(county: Scene, built: Any, calls: list[str]) -> None:
    build, first = built

    again = build(county, "one")

    assert (calls, again, county.people["one"]) == (["one"], first, first)
    assert User.objects.filter(username="one").count() == 1
    assert county["A1"].name == "改名村党支部"


def test_other_rows_or_arguments_are_built_anew(county: Scene, built: Any, calls: list[str]) -> None:
    build, _first = built
    build(county, "two")
    User.objects.filter(username="two").delete()
    Organisation.objects.filter(code="A1").update(name="另一个村党支部")

    build(county, "one")

    assert calls == ["one", "two", "one"]


def test_in_another_hour_it_is_built_anew(county: Scene, built: Any, hour: dict[str, int], calls: list[str]) -> None:
    build, _first = built
    hour["hour"] = 10

    build(county, "one")

    assert calls == ["one", "one"]
