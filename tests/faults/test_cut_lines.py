"""The line is cut at any byte of a sheet and its photos: after the retries nothing is missing and nothing is twice (A8)."""

import hashlib
import io
import json
import random
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress

import pytest
from PIL import Image

from benchmarks.database import Database, empty
from benchmarks.judging import Judge, Judging
from benchmarks.line import BROKEN, Line
from benchmarks.server import Server

SHEETS, PHOTOS = 6, 5


class Proxy:
    """Passes bytes on to the server and cuts each connection after ``budget`` bytes of either direction."""

    def __init__(self, port: int, seed: int, most: int) -> None:
        self._target, self._random, self._most = port, random.Random(seed), most
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = self._listener.getsockname()[1]
        self.cuts = 0
        threading.Thread(target=self._accept, daemon=True).start()

    def close(self) -> None:
        self._listener.close()

    def _accept(self) -> None:
        while True:
            try:
                client, _address = self._listener.accept()
            except OSError:
                return
            budget = [self._random.randrange(1, self._most)]
            server = socket.create_connection(("127.0.0.1", self._target))
            for source, target in ((client, server), (server, client)):
                threading.Thread(target=self._pass, args=(source, target, budget), daemon=True).start()

    def _pass(self, source: socket.socket, target: socket.socket, budget: list[int]) -> None:
        try:
            while block := source.recv(4096):
                target.sendall(block[: budget[0]])
                budget[0] -= len(block)
                if budget[0] <= 0:
                    self.cuts += 1
                    break
        except OSError:
            pass
        finally:
            for end in (source, target):
                with suppress(OSError):
                    end.shutdown(socket.SHUT_RDWR)  # wakes the thread that reads the other way
                end.close()


@pytest.fixture(scope="module")
def place() -> Iterator[tuple[Database, Judging, Server]]:
    with empty("sqlite") as database:
        judging = Judging.made_in(database.environment, judges=1, visits=SHEETS)
        with Server(database.environment) as server:
            yield database, judging, server


@contextmanager
def bad_line(server: Server, judge: Judge, seed: int, most: int) -> Iterator[tuple[Line, Proxy]]:
    proxy = Proxy(server.port, seed, most)
    try:
        yield Line(proxy.port, judge), proxy
    finally:
        proxy.close()


def photo(number: int) -> bytes:
    target = io.BytesIO()
    Image.effect_noise((160, 120), 40 + number).convert("RGB").save(target, "JPEG")
    return target.getvalue()


def until_answered(line: Line, method: str, path: str, body: bytes, digest: str) -> dict[str, object]:
    """Send the same bytes until our own answer names them, as a phone does."""
    for _ in range(500):
        try:
            answer = line.ask(method, path, body, {"X-Digest": digest})
        except BROKEN:
            continue
        if answer.data.get("digest") == digest:
            return answer.data
        line.close()
    raise AssertionError(f"{path} never came through")


def test_every_part_of_every_sheet_arrives_whatever_byte_the_line_breaks_at(
    place: tuple[Database, Judging, Server],
) -> None:
    database, judging, server = place
    judge, wanted = judging.judges[0], {}
    with bad_line(server, judge, seed=1, most=12_000) as (line, proxy):
        for number, visit in enumerate(judging.visits):
            pictures = [photo(number * PHOTOS + one) for one in range(PHOTOS)]
            names = [hashlib.sha256(one).hexdigest() for one in pictures]
            document = json.loads(judging.finished(judge, visit).body)
            document["items"][0]["photos"] = names
            body = json.dumps(document, ensure_ascii=False).encode()
            path = f"/field/api/sheets/{document['id']}"
            until_answered(line, "PUT", path, body, hashlib.sha256(body).hexdigest())
            for name, picture in zip(names, pictures, strict=True):
                until_answered(line, "PUT", f"/field/api/photos/{name}", picture, name)
            told = until_answered(line, "PUT", path, body, hashlib.sha256(body).hexdigest())
            assert told["missing"] == []
            wanted[hashlib.sha256(body).hexdigest()] = set(names)

    assert proxy.cuts > SHEETS * PHOTOS
    stored = database.rows("SELECT id, digest FROM scoring_ballotversion")
    assert sorted(digest for _id, digest in stored) == sorted(wanted)
    for id, digest in stored:
        named = {row[0] for row in database.rows(f"SELECT digest FROM scoring_ballotphoto WHERE version_id = '{id}'")}
        assert named == wanted[digest]
    received = [row[0] for row in database.rows("SELECT digest FROM scoring_photo")]
    assert sorted(received) == sorted(set().union(*wanted.values()))
    files = [path for path in (database.folder / "media" / "photos").rglob("*") if path.is_file()]
    assert sorted(hashlib.sha256(path.read_bytes()).hexdigest() for path in files) == sorted(received)


def test_control_on_this_line_one_attempt_each_is_not_enough(place: tuple[Database, Judging, Server]) -> None:
    _database, judging, server = place
    judge, arrived = judging.judges[0], 0
    with bad_line(server, judge, seed=2, most=12_000) as (line, _proxy):
        for number in range(20):
            picture = photo(1000 + number)
            name = hashlib.sha256(picture).hexdigest()
            try:
                arrived += line.ask("PUT", f"/field/api/photos/{name}", picture).status in (200, 201)
            except BROKEN:
                line.close()

    assert arrived < 20
