"""An encrypted file opens whole or not at all: every chunk is where it was, and the last one is the last."""

import io
import os
from collections.abc import Callable
from typing import Any

import pytest

from guanmo.lib import encrypted_file
from guanmo.lib.encrypted_file import (
    CHUNK,
    MAGIC,
    Broken,
    FileKey,
    NotEncrypted,
    WrongKey,
    decrypt,
    encrypt,
    read_header,
)

KEY = FileKey(bytes(range(32)))
BLOCK = CHUNK + 16
PLAIN = os.urandom(CHUNK) + os.urandom(CHUNK) + os.urandom(CHUNK) + b"end"


def closed(plain: bytes, key: FileKey = KEY) -> bytes:
    target = io.BytesIO()
    encrypt(io.BytesIO(plain), target, key, "a.sqlite3")
    return target.getvalue()


def opened(body: bytes, key: FileKey = KEY) -> bytes:
    source = io.BytesIO(body)
    return b"".join(decrypt(source, read_header(source), key))


def parts(body: bytes) -> tuple[bytes, list[bytes]]:
    """The header and the chunks."""
    source = io.BytesIO(body)
    read_header(source)
    rest = source.read()
    return body[: -len(rest)], [rest[at : at + BLOCK] for at in range(0, len(rest), BLOCK)]


@pytest.mark.parametrize("length", [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK, 3 * CHUNK + 3])
def test_what_was_closed_opens_again(length: int) -> None:
    body = closed(PLAIN[:length])

    assert opened(body) == PLAIN[:length]
    assert PLAIN[: min(length, 64)] not in body or length < 8


def swapped(head: bytes, chunks: list[bytes]) -> bytes:
    return head + chunks[1] + chunks[0] + b"".join(chunks[2:])


def foreign(head: bytes, chunks: list[bytes]) -> bytes:
    """A chunk of another file under the same key, in the same place."""
    return head + parts(closed(PLAIN))[1][0] + b"".join(chunks[1:])


WRONG: dict[str, Callable[[bytes, list[bytes]], bytes]] = {
    "two chunks exchanged": swapped,
    "a chunk twice": lambda head, chunks: head + chunks[0] + b"".join(chunks),
    "a chunk left out": lambda head, chunks: head + b"".join(chunks[1:]),
    "the last chunk cut off": lambda head, chunks: head + b"".join(chunks[:-1]),
    "cut within a chunk": lambda head, chunks: head + chunks[0][:-1],
    "nothing after the header": lambda head, chunks: head,
    "something after the end": lambda head, chunks: head + b"".join(chunks) + b"\0",
    "a chunk of another file": foreign,
    "another name": lambda head, chunks: head.replace(b"a.sqlite3", b"b.sqlite3") + b"".join(chunks),
    "header not as we write it": lambda head, chunks: head.replace(b'": "', b'":"') + b"".join(chunks),
    "header of other types": lambda head, chunks: head.replace(b'"salt": ""', b'"salt": 5') + b"".join(chunks),
    "header with half a character": lambda head, chunks: head.replace(b"a.sqlite3", b"\\ud800") + b"".join(chunks),
    "header of brackets": lambda head, chunks: MAGIC + b"[" * 4000 + b"\n" + b"".join(chunks),
    "header cut off": lambda head, chunks: head[:-9],
}


@pytest.mark.parametrize("how", WRONG)
def test_what_was_changed_does_not_open(how: str) -> None:
    with pytest.raises(Broken):
        opened(WRONG[how](*parts(closed(PLAIN))))


def test_each_flipped_bit_is_found() -> None:
    body = closed(b"scores")
    for place in range(len(body)):
        changed = bytearray(body)
        changed[place] ^= 1 << place % 8
        with pytest.raises((Broken, NotEncrypted, WrongKey)):
            opened(bytes(changed))


def test_another_key_is_told_apart_from_damage() -> None:
    with pytest.raises(WrongKey):
        opened(closed(PLAIN), FileKey(bytes(32)))


def test_control_chunks_without_their_place_open_exchanged_and_cut_off(monkeypatch: Any) -> None:
    """What GCM alone does not find: each chunk is genuine, only not where it was."""
    monkeypatch.setattr(encrypted_file, "nonce", lambda number, last: bytes(12))
    head, chunks = parts(closed(PLAIN))

    assert opened(swapped(head, chunks)) == PLAIN[CHUNK : 2 * CHUNK] + PLAIN[:CHUNK] + PLAIN[2 * CHUNK :]
    assert opened(head + b"".join(chunks[:-1])) == PLAIN[: 3 * CHUNK]
