"""One cell of the matrix: a person asks for an address in one way, and nothing of it stays."""

import copy
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from django.db import transaction
from django.test import Client

from guanmo.audit.denials import REFUSED
from guanmo.audit.models import Entry
from guanmo.stages.organisations.models import User

NOTHING, LOGIN, METHOD, REFUSAL, FAULT, ANSWER, DONE = (
    "nothing",
    "login",
    "method",
    "refused",
    "fault",
    "answer",
    "done",
)

Body = tuple[bytes | str, str]
"""What is sent, and its media type."""
CONFIRMED = {"method": "password", "reauthenticated": True}
FORM = "application/x-www-form-urlencoded"
bare: set[tuple[str, str]] = set()
"""The addresses of which an answer lacked something (``lacks``)."""
KEPT = ("/ui/", "/field/")
"""The stylesheets, and the shell of the phones, which must open without a network; both show nothing of the county."""
said: list[Entry] = []
"""The audit lines of the last question, which the fixture ``heard`` puts here instead of into the database."""


@dataclass
class Visitor:
    """A browser whose session is as it was after the login, whatever a page did to it."""

    client: Client
    cookies: Any

    @classmethod
    def of(cls, user: User | None) -> "Visitor":
        """Logged in, the password typed once more a moment ago, as the own account asks; None is a stranger."""
        client = Client(raise_request_exception=False, headers={"X-Guanmo": "score1"})
        if user is not None:
            client.force_login(user)
            session = client.session
            session["account_authentication_methods"] = [CONFIRMED | {"at": time.time()}]
            session["account_authentication_methods_user"] = str(user.pk)
            session.save()
        return cls(client, copy.deepcopy(client.cookies))

    def ask(self, method: str, path: str, body: Body | None = None) -> str:
        """What came of it, in one word; the database is as before. ``body`` where it is no empty form."""
        if body is None or method == "get":
            return self._word_of(lambda: getattr(self.client, method)(path))
        return self._word_of(lambda: getattr(self.client, method)(path, body[0], content_type=body[1]))

    def send(self, path: str, body: str) -> str:
        """The same for a form with these fields, as a browser sends it."""
        return self._word_of(lambda: self.client.post(path, body, content_type=FORM))

    def _word_of(self, asked: Callable[[], Any]) -> str:
        self.client.cookies = copy.deepcopy(self.cookies)
        with transaction.atomic():
            said.clear()
            response = asked()
            transaction.set_rollback(True)
        bare.update((response.wsgi_request.path, one) for one in lacks(response))
        for close in getattr(response, "_resource_closers", ()):
            close()
        return DONE if any(not line.act.startswith("denied.") for line in said) else _word(response)


def lacks(response: Any) -> Iterator[str]:
    """What an answer leaves open: scripts from elsewhere, frames, guessed types, copies that somebody keeps."""
    policy, kept = response.headers.get("Content-Security-Policy", ""), response.headers.get("Cache-Control", "")
    if "default-src 'self'" not in policy and "sandbox" not in policy:
        yield "policy"
    if "frame-ancestors 'none'" not in policy and response.headers.get("X-Frame-Options") != "DENY":
        yield "frames"
    if response.headers.get("X-Content-Type-Options") != "nosniff":
        yield "types"
    path = response.wsgi_request.path
    if "no-store" not in kept and (not path.startswith(KEPT) or path.startswith("/field/api/")):
        yield "copies"


def _word(response: Any) -> str:
    if response.status_code >= HTTPStatus.INTERNAL_SERVER_ERROR:
        return FAULT
    if response.status_code == HTTPStatus.NOT_FOUND:
        return NOTHING
    if response.status_code == HTTPStatus.METHOD_NOT_ALLOWED:
        return METHOD
    if response.status_code == HTTPStatus.UNAUTHORIZED:
        return LOGIN
    if response.status_code == HTTPStatus.FOUND and response["Location"].startswith("/login/"):
        return LOGIN
    return REFUSAL if response.wsgi_request.META.get(REFUSED) == "not_allowed" else ANSWER
