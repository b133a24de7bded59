"""Page times and queries, one page for each address pattern that a person can reach by links."""

from __future__ import annotations

import os
import re
import time
from collections import deque
from dataclasses import dataclass
from html import unescape
from statistics import quantiles
from typing import Any
from urllib.parse import urljoin, urlsplit

LINK = re.compile(r'\b(?:href|hx-get)="([^"#]+)"')
STARTS = ("/", "/field/")
LEFT_OUT = ("/static/", "/logout/", "/language/")


@dataclass(frozen=True)
class Measured:
    """One page as one person: times in milliseconds, size in kB of 1000 bytes."""

    route: str
    path: str
    user: str
    status: int
    kilobytes: float
    queries: int
    p50_ms: float
    p95_ms: float


def measure_pages(repeat: int) -> list[Measured]:
    """Measure every reachable pattern once, for the first person who reaches it."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "guanmo.config.settings")
    import django

    django.setup()
    measured: dict[str, Measured] = {}
    for user in people():
        client = _client(user)
        for route, path in reachable(client).items():
            if route not in measured:
                measured[route] = measure(client, user.username, route, path, repeat)
    return list(measured.values())


def people() -> list[Any]:
    """The demo county's people with a login, those with the widest view first."""
    from guanmo.demo.county import LOGINS
    from guanmo.stages.organisations.models import User

    return [User.objects.get(username=login.username) for login in LOGINS]


def reachable(client: Any, limit: int = 80) -> dict[str, str]:
    """Address patterns reached by following links from the first pages, each with one example."""
    from django.urls import Resolver404, resolve

    found: dict[str, str] = {}
    waiting = deque(STARTS)
    while waiting and len(found) < limit:
        path = waiting.popleft()
        try:
            route = "/" + resolve(urlsplit(path).path).route
        except Resolver404:
            continue
        if route in found or path.startswith(LEFT_OUT):
            continue
        answer = client.get(path)
        if answer.status_code == 200 or answer.status_code >= 500:  # a broken page is shown, not passed over
            found[route] = path
            waiting.extend(links(answer, path))
    return found


def links(answer: Any, base: str) -> list[str]:
    if answer.streaming or not answer.get("Content-Type", "").startswith("text/html"):
        return []
    found = (unescape(link) for link in LINK.findall(answer.content.decode()))
    return [urljoin(base, link) for link in found if not urlsplit(link).netloc and not urlsplit(link).scheme]


def measure(client: Any, user: str, route: str, path: str, repeat: int) -> Measured:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as queries:
        answer = client.get(path)
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    times = sorted(_milliseconds(client, path) for _ in range(max(repeat, 2)))
    cuts = quantiles(times, n=20, method="inclusive")
    return Measured(route, path, user, answer.status_code, len(body) / 1000, len(queries), cuts[9], cuts[18])


def _milliseconds(client: Any, path: str) -> float:
    started = time.perf_counter()
    answer = client.get(path)
    if answer.streaming:
        b"".join(answer.streaming_content)
    return (time.perf_counter() - started) * 1000


def _client(user: Any) -> Any:
    from django.test import Client

    client = Client(headers={"host": "localhost"}, raise_request_exception=False)
    client.force_login(user)
    return client
