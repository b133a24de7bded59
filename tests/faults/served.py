"""The product in a process of its own, with a round on it, and phones of its judges in chromium."""

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import guanmo.field
from benchmarks.database import Database, empty
from benchmarks.judging import Judge, Judging
from benchmarks.server import Server
from tests.conftest import PHONE
from tests.field.phone_pages import full_marks_for_the_rest, go, item, open_visit, submit

MODULES = Path(guanmo.field.__file__).parent / "static" / "field" / "js"
JUDGES, VISITS = 20, 40
SHEETS = "**/field/api/sheets/*"
API = "**/field/api/**"
Changes = Mapping[str, Sequence[tuple[str, str]]]
"""By the name of a module: what stands in it, and what stands there instead."""


@dataclass
class Place:
    """A server with a running round of twenty judges; each test takes judges whom nobody used before."""

    database: Database
    judging: Judging
    server: Server
    used: int = field(default=0)

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server.port}"

    def judge(self) -> Judge:
        self.used += 1
        return self.judging.judges[self.used - 1]

    def payloads(self, judge: Judge) -> list[str]:
        """The texts of this judge's sheets as they are stored, read past the product."""
        rows = self.database.rows("SELECT payload FROM scoring_ballotversion")
        return [text for (text,) in rows if json.loads(text)["judge"] == judge.id]

    def stored(self, judge: Judge) -> int:
        return len(self.payloads(judge))


@contextmanager
def place_on(kind: str) -> Iterator[Place]:
    """The place on a database of this kind."""
    with empty(kind) as database:
        judging = Judging.made_in(database.environment, JUDGES, VISITS)
        with Server(database.environment) as server:
            yield Place(database, judging, server)


@contextmanager
def phone_of(chromium: Any, place: Place, judge: Judge, changes: Changes | None = None) -> Iterator[Any]:
    """The judge's phone; with ``changes`` its modules are others, and nothing is kept of the shell."""
    context = chromium.new_context(
        base_url=place.address,
        viewport=PHONE,
        is_mobile=True,
        has_touch=True,
        locale="zh-CN",
        reduced_motion="reduce",
        service_workers="allow" if changes is None else "block",
    )
    context.set_default_timeout(60_000)
    log_in(context, place, judge)
    exchange(context, changes or {})
    page = context.new_page()
    page.on("dialog", lambda dialog: dialog.accept())
    try:
        yield page
    finally:
        context.close()


def log_in(context: Any, place: Place, judge: Judge) -> None:
    context.add_cookies([{"name": "sessionid", "value": judge.session, "url": place.address}])


def exchange(context: Any, changes: Changes) -> None:
    """From now on these modules come with other words; words that are not there are a mistake of the test."""
    for name, replaced in changes.items():
        text = (MODULES / f"{name}.js").read_text(encoding="utf-8")
        for old, new in replaced:
            assert old in text, f"{name}.js: {old}"
            text = text.replace(old, new)
        context.route(f"**/field/js/{name}.js*", _with(text))


def _with(text: str) -> Any:
    return lambda route: route.fulfill(body=text, content_type="text/javascript")


def open_sheet(page: Any, visit: str) -> Any:
    return open_visit(page, SimpleNamespace(uuid=visit))


def score(page: Any, visit: str) -> None:
    """Score a visit with full marks, to the end."""
    open_sheet(page, visit)
    full_marks_for_the_rest(page)
    submit(page)


def note(page: Any, key: str) -> str:
    return str(page.input_value(item(key, "[data-note]")))


def look(page: Any) -> Any:
    """Open the page of the phone's state anew and wait until phone and server have said all."""
    return go(page, "#/phone")
