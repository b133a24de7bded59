"""Seal bytes: unreadable without the keys, and worthless in any other place (security.md 3.6).

AES-GCM with a random nonce; the place, "table.column:row", is authenticated with it, so that a value moved to another row
does not open. The keys lie in a file of their own, outside of the database and of its backups.
"""

import base64
import os
from functools import cache
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from guanmo.lib.whole_file import to_disk

_KEY_BITS = 256
_NONCE = 12


class SealBroken(Exception):
    """A sealed value that was changed, moved to another place, or sealed with a key that is not in the file."""


class Keyring:
    """The keys by number. New values are sealed with the last one; older ones only open."""

    def __init__(self, keys: dict[int, bytes]) -> None:
        self._ciphers = {number: AESGCM(key) for number, key in keys.items()}
        self._newest = max(keys)

    def seal(self, plain: bytes, place: str) -> bytes:
        """The sealed bytes: number of the key, nonce, ciphertext."""
        nonce = os.urandom(_NONCE)
        body = self._ciphers[self._newest].encrypt(nonce, plain, place.encode())
        return bytes([self._newest]) + nonce + body

    def open(self, sealed: bytes, place: str) -> bytes:
        """The bytes again. Raises SealBroken."""
        cipher = self._ciphers.get(sealed[0]) if len(sealed) > _NONCE else None
        if cipher is None:
            raise SealBroken(place)
        try:
            return cipher.decrypt(sealed[1 : _NONCE + 1], sealed[_NONCE + 1 :], place.encode())
        except InvalidTag as broken:
            raise SealBroken(place) from broken


@cache
def keyring(path: Path) -> Keyring:
    """The keys of a file with one ``number:key`` a line (numbers 1 to 255, keys in base64); made when it is missing."""
    if not path.exists():
        _make(path)
    lines = path.read_text(encoding="ascii").split()
    return Keyring(
        {int(number): base64.b64decode(key) for number, _colon, key in (one.partition(":") for one in lines)}
    )


def _make(path: Path) -> None:
    """One new key, for the owner's eyes alone; of two processes that come at once the first one's key stays."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.{os.urandom(6).hex()}")
    key = base64.b64encode(AESGCM.generate_key(_KEY_BITS)).decode()
    with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(f"1:{key}\n")
        file.flush()
        os.fsync(file.fileno())
    try:
        os.link(beside, path)
    except FileExistsError:
        pass
    finally:
        beside.unlink()
    to_disk(path.parent)
