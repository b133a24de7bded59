"""A log server that cannot be found or reached neither stops nor slows anything, and gets its lines once it answers."""

import logging
import logging.config
import logging.handlers
import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from guanmo.audit import log_server
from guanmo.config import settings as own

NOWHERE = "log.county.invalid:514"


class Resolver:
    """Names are looked up for so long, and not found until they are."""

    def __init__(self) -> None:
        self.asked, self.known = threading.Event(), threading.Event()

    def look_up(self, *_asked: Any) -> Any:
        self.asked.set()
        if not self.known.wait(5):
            raise socket.gaierror("not known")
        return [(socket.AF_INET, socket.SOCK_DGRAM, 0, "", ("127.0.0.1", 9))]


@pytest.fixture
def resolver(monkeypatch: pytest.MonkeyPatch) -> Iterator[Resolver]:
    resolver = Resolver()
    monkeypatch.setattr(log_server, "LAST", 0.05)
    monkeypatch.setattr(socket, "getaddrinfo", resolver.look_up)
    yield resolver
    resolver.known.set()


made: list[logging.Handler] = []


@pytest.fixture(autouse=True)
def _closed() -> Iterator[None]:
    yield
    while made:
        made.pop().close()


def configured(handler: dict[str, object]) -> tuple[logging.Handler, logging.Logger]:
    """A log as the settings would make it at the start, and what its lines go through."""
    log = logging.Logger("lines")
    maker: Any = logging.config.DictConfigurator({"version": 1, "formatters": {}})
    found = maker.configure_handler({key: one for key, one in handler.items() if key != "formatter"})
    made.append(found)
    log.addHandler(found)
    return found, log


def seconds_of(act: Any) -> float:
    begun = time.monotonic()
    act()
    return time.monotonic() - begun


def test_name_that_nobody_knows_stops_neither_the_start_nor_an_act(
    resolver: Resolver, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(own, "AUDIT_SYSLOG", NOWHERE)
    begun = time.monotonic()
    handler, log = configured(own._syslog())
    assert time.monotonic() - begun < 0.5
    assert seconds_of(lambda: [log.warning("line %d", n) for n in range(100)]) < 0.5
    assert resolver.asked.wait(5)  # it is being looked for
    assert seconds_of(handler.flush) < 0.5


def test_control_the_handler_of_the_language_waits_for_the_name(resolver: Resolver) -> None:
    plain = {"class": "logging.handlers.SysLogHandler", "address": ("log.county.invalid", 514)}
    start = threading.Thread(target=lambda: configured(plain), daemon=True)
    start.start()
    start.join(0.5)

    assert start.is_alive()
    resolver.known.set()
    start.join(5)


def test_lines_wait_for_a_server_that_comes_later_in_their_order(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(log_server, "PAUSE", 0.05)
    place = str(tmp_path / "log")
    handler, log = configured({"class": "guanmo.audit.log_server.LogServer", "address": place})
    for number in range(3):
        log.warning("line %d", number)
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as server:
        server.bind(place)
        server.settimeout(10)
        came = [server.recv(4096).rstrip(b"\0").decode() for _number in range(3)]

    assert [one.partition(">")[2] for one in came] == ["line 0", "line 1", "line 2"]
    handler.flush()


@pytest.mark.parametrize("wrong", [("x" * 1_000_000,), ("%d", "no number")])
def test_line_that_no_server_could_take_does_not_stop_those_after_it(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, wrong: tuple[str, ...]
) -> None:
    place = str(tmp_path / "log")
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as server:
        server.bind(place)
        server.settimeout(10)
        _handler, log = configured({"class": "guanmo.audit.log_server.LogServer", "address": place})
        for words in (("first",), wrong, ("last",)):
            log.warning(*words)
        came = [server.recv(4096).rstrip(b"\0").decode() for _number in range(2)]

    assert [one.partition(">")[2] for one in came] == ["first", "last"]
    assert "is left out" in caplog.text


def test_only_so_many_lines_wait_and_the_oldest_is_left_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(log_server, "MOST", 2)
    monkeypatch.setattr(log_server, "PAUSE", 0.2)
    place = str(tmp_path / "log")
    _handler, log = configured({"class": "guanmo.audit.log_server.LogServer", "address": place})
    for number in range(7):
        log.warning("line %d", number)
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as server:
        server.bind(place)
        server.settimeout(10)
        came = [""]
        while not came[-1].endswith("line 6"):
            came.append(server.recv(4096).rstrip(b"\0").decode())

    # one line may be in the sender's hands when the server comes, however old it is by then
    assert [one.partition(">")[2] for one in came[-2:]] == ["line 5", "line 6"]
    assert len(came) <= 1 + 2 + 1
    assert caplog.text.count("the oldest is left out") == 1  # said once, not with every line
