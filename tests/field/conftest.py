"""A page that holds the phone's scripts and nothing else: their rules need no server, no login and no database."""

import mimetypes
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import guanmo.field

STATIC = Path(guanmo.field.__file__).parent / "static"
ADDRESS = "http://localhost/"


@pytest.fixture(scope="module")
def scripts_page(chromium: Any) -> Iterator[Any]:
    """An empty page at which the phone's modules may be imported, as they lie in the source."""
    page = chromium.new_page()
    page.route(f"{ADDRESS}**", _answer)
    page.goto(ADDRESS)
    yield page
    page.close()


def _answer(route: Any) -> None:
    path = STATIC / route.request.url.removeprefix(f"{ADDRESS}static/")
    if path.is_file():
        route.fulfill(body=path.read_bytes(), content_type=mimetypes.guess_type(path.name)[0])
    else:
        route.fulfill(body="<!doctype html>", content_type="text/html")
