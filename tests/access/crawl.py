"""One person follows every link and every form that asks by GET, and every address that others found.

The addresses of one page come one after another with those of all others: however many rows a list has, each kind of page is
seen before the second of any kind.
"""

import re
from collections import defaultdict, deque
from collections.abc import Callable, Container, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cache
from html import unescape
from random import Random
from typing import Any
from urllib.parse import urlencode, urljoin

from django.test import Client
from django.urls import NoReverseMatch, Resolver404, resolve, reverse
from lxml import html

from guanmo.config.access.tables import DECLARED
from guanmo.stages.organisations.models import User
from tests.access.unpacked import text_of

LINK = re.compile(r"""\s(?:href|src|action|data-[a-z-]+)="([/?][^"]*)\"""")
SHELL = ("field:", "ui:", "mfa_", "account", "openid", "password", "join", "leave", "set_language")
"""The way in and the phone's shell: they show nothing of the county."""
LOOKED_AT = [name for name, rule in DECLARED.items() if "GET" in rule.methods and not name.startswith(SHELL)]


@dataclass(frozen=True, slots=True)
class Seen:
    """What somebody got at one address."""

    name: str
    path: str
    media: str
    text: str


@dataclass
class Frontier:
    """Addresses that are still to be asked, by the name of their page."""

    wanted: Callable[[str], bool]
    known: set[str] = field(default_factory=set)
    waiting: dict[str, deque[str]] = field(default_factory=lambda: defaultdict(deque))
    asked: dict[str, int] = field(default_factory=lambda: defaultdict(int))

    def add(self, paths: Iterable[str]) -> None:
        for path in paths:
            if path not in self.known:
                self.known.add(path)
                if (name := name_of(path.partition("?")[0])) and self.wanted(name):
                    self.waiting[name].append(path)

    def next(self) -> tuple[str, str] | None:
        """The next address: of the page that was asked for least often."""
        open_names = [name for name, paths in self.waiting.items() if paths]
        if not open_names:
            return None
        name = min(open_names, key=lambda one: self.asked[one])
        self.asked[name] += 1
        return name, self.waiting[name].popleft()


@cache
def name_of(path: str) -> str:
    """The name of the page at a path; "" where nobody may look, or nothing is."""
    try:
        name = resolve(path).view_name
    except Resolver404:
        return ""
    return name if name in LOOKED_AT else ""


def doors() -> Iterator[str]:
    """Every address that needs no object."""
    for name in LOOKED_AT:
        with suppress(NoReverseMatch):
            yield reverse(name)


def crawl(
    user: User, budget: int, others: Iterable[str] = (), *, names: Container[str] | None = None
) -> Iterator[Seen]:
    """What a person gets at so many addresses; ``others`` are those that somebody else came by.

    Which page comes first is drawn for each person, so that a small budget is spent by everybody on other pages. Where the
    fence lets nobody of this kind in, the matrix has asked already; ``names`` narrows it to some pages.
    """
    client, frontier = Client(), Frontier(lambda name: _lets_in(user, name) and (names is None or name in names))
    client.force_login(user)
    paths = [*others, *doors()]
    Random(user.username).shuffle(paths)
    frontier.add(paths)
    for _number in range(budget):
        if (asked := frontier.next()) is None:
            return
        answer = client.get(asked[1])
        seen = Seen(*asked, answer.headers.get("Content-Type", "").split(";")[0], text_of(answer))
        frontier.add(leads(answer, asked[1]))
        yield seen


def _lets_in(user: User, name: str) -> bool:
    admits = DECLARED[name].who.admits
    return admits is None or admits(user)


def leads(answer: Any, path: str) -> Iterator[str]:
    """Where a page leads: its links, its forms that ask by GET with each of their choices, where it sends on."""
    if location := answer.headers.get("Location"):
        yield urljoin(path, location)
    if answer.streaming or "text/html" not in answer.headers.get("Content-Type", ""):
        return
    page = answer.content.decode()
    here = path.partition("?")[0]
    for link in dict.fromkeys(LINK.findall(page)):
        link = unescape(link).partition("#")[0]
        yield link if link.startswith("/") else here + link
    if 'method="get"' in page:
        yield from _questions(page, path)


def _questions(page: str, path: str) -> Iterator[str]:
    for form in html.fromstring(page).iter("form"):
        if (form.get("method") or "").lower() == "get":
            action = urljoin(path, form.get("action") or "").split("?")[0]
            usual = dict(form.fields.items())
            for asked in _choices(form, usual):
                yield f"{action}?{urlencode({key: one or '' for key, one in asked.items()})}"


def _choices(form: Any, usual: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield usual
    for select in form.iter("select"):
        for option in select.iter("option"):
            yield {**usual, select.get("name", ""): option.get("value", "")}
