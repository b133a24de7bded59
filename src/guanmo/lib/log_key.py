"""The key with which this server signs checkpoints of its logs: in the data folder, never in the database.

Who can write the database but not this folder can sign nothing. It is made once; whoever moves the server takes it along.
"""

import os
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.conf import settings

from guanmo.lib.whole_file import to_disk

LENGTH = 32
OWNER_ALONE = 0o600


@dataclass(frozen=True, slots=True)
class LogKey:
    """An Ed25519 key; ``public`` are its 32 bytes, ``secret`` those from which judges' pseudonyms are made."""

    private: Ed25519PrivateKey
    public: bytes
    secret: bytes


def log_key() -> LogKey:
    """The key of this server, made at the first need."""
    return _read(settings.LOG_KEY)


@cache
def _read(place: Path | str) -> LogKey:
    path = Path(place)
    if not path.exists():
        _make(path)
    body = path.read_bytes()
    private = Ed25519PrivateKey.from_private_bytes(body)
    return LogKey(private, private.public_key().public_bytes_raw(), sha256(b"pseudonyms" + body).digest())


def _make(path: Path) -> None:
    """Write a new key, unless another process is faster."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    beside = path.with_name(f".{path.name}.{os.urandom(6).hex()}.part")
    with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, OWNER_ALONE), "wb") as file:
        file.write(Ed25519PrivateKey.generate().private_bytes_raw())
    to_disk(beside)
    try:
        os.link(beside, path)  # fails where the name is taken: the first key stays
    except FileExistsError:
        pass
    finally:
        beside.unlink()
    to_disk(path.parent)
