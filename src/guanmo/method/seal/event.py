"""One event of a round's score log as bytes: written once, hashed as written, never written anew (security.md 3.1).

The bytes are JSON in one form only: names sorted, no blanks, UTF-8, points as decimal strings. Whoever checks a log
hashes the bytes that are there; nobody has to write them again to check them.
"""

import json
from collections.abc import Mapping, Sequence
from hashlib import sha256
from hmac import digest

PSEUDONYM_DIGITS = 16

Value = None | bool | int | str | Sequence["Value"] | Mapping[str, "Value"]


def canonical(body: Mapping[str, Value]) -> bytes:
    """The bytes of an event. Raises TypeError for a float: two machines may write the same one differently.

    >>> canonical({"total": "91.50", "event": "ballot"}).decode()
    '{"event":"ballot","total":"91.50"}'
    """
    _refuse_floats(body)
    return json.dumps(body, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()


def pseudonym(secret: bytes, round_id: str, judge: str) -> str:
    """The name of a judge in the log of one round: the same for all sheets of the round, another in the next one.

    HMAC-SHA256 of round and judge under a secret that never leaves the server's folder of keys; its first 16 digits.
    """
    return digest(secret, f"{round_id}|{judge}".encode(), sha256).hex()[:PSEUDONYM_DIGITS]


def _refuse_floats(value: object) -> None:
    if value is None or isinstance(value, str | int):
        return
    if isinstance(value, float):
        raise TypeError(f"an event holds no floats: {value!r}")
    if isinstance(value, Mapping):
        for one in value.values():
            _refuse_floats(one)
    elif isinstance(value, Sequence):
        for one in value:
            _refuse_floats(one)
