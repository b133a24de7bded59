"""The county of the matrix: everybody stands somewhere towards village A1, and every address has a real object."""

import logging
from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest


@pytest.fixture
def peopled(county: Any) -> Any:
    """The county of the tests with everybody in it."""
    from tests.access.scene import people_it  # Django must be set up first

    people_it(county)
    return county


@pytest.fixture
def standing(peopled: Any, settings: Any, tmp_path: Any) -> dict[str, str]:
    """The paths of the objects by the names of the addresses; everybody stands where the matrix wants them."""
    from tests.access.scene import part_them
    from tests.desk.test_every_path import real_objects

    settings.MEDIA_ROOT = tmp_path
    paths = real_objects(peopled)
    part_them(peopled)
    return paths


@pytest.fixture
def in_hand(peopled: Any, standing: dict[str, str]) -> tuple[dict[str, str], dict[str, tuple[bytes | str, str]]]:
    """The paths of everything, also of the own account and of the phones' calls, and what is sent there."""
    from tests.access.phones import calls_of, own_pages

    paths, bodies = calls_of(peopled)
    return {**standing, **own_pages(peopled), **paths}, bodies


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Thousands of refusals are told to no log, and an address is looked up once."""
    from django.urls import get_resolver

    resolver = get_resolver()
    monkeypatch.setattr(resolver, "resolve", cache(resolver.resolve))
    logging.disable(logging.CRITICAL)
    yield
    logging.disable(logging.NOTSET)


@pytest.fixture
def heard(monkeypatch: pytest.MonkeyPatch) -> None:
    """Audit lines tell whether something was done; linking each to the chain is proved elsewhere, and is dear."""
    from guanmo.audit import record
    from tests.access.matrix import said

    monkeypatch.setattr(record, "_write", said.extend)


@pytest.fixture
def unwritten(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pages are decided and not written out: who may see one is settled before its template."""
    from django.template import Template

    def nothing(*_given: Any, **_more: Any) -> str:
        return ""

    monkeypatch.setattr(Template, "render", nothing)


@pytest.fixture
def let_in(monkeypatch: pytest.MonkeyPatch, settings: Any) -> None:
    """Everybody's session counts, and a person is read once, with the posts: both are asked elsewhere, and are dear."""
    from guanmo.config.login.backends import WhoMayComeIn
    from guanmo.stages.organisations.models import User

    known: dict[int, User] = {}

    def once(_backend: Any, pk: int) -> User:
        return known[pk] if pk in known else known.setdefault(pk, User.objects.get(pk=pk))

    monkeypatch.setattr(WhoMayComeIn, "get_user", once)
    settings.SESSION_ENGINE = "django.contrib.sessions.backends.cached_db"


@pytest.fixture
def overheard(monkeypatch: pytest.MonkeyPatch) -> None:
    """What pages read of what is sent to them is heard."""
    from tests.access.overheard import listen

    listen(monkeypatch)
