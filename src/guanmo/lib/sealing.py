"""Seal bytes: unreadable without the keys, and worthless in any other place (security.md 3.6).

AES-GCM or SM4-GCM with a random nonce; the place, "table.column:row", is authenticated with it, so that a value moved to
another row does not open. The keys lie in a file of their own, outside of the database and of its backups.
"""

import base64
import os
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Protocol

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.hmac import HMAC
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from guanmo.lib.whole_file import make_folder, to_disk, write_whole

_NONCE = 12
_TAG = 16
_INDEX = 16
_FOR_INDEX = b"guanmo blind index"
LARGEST = 255
"""Numbers of keys: the first byte of what is sealed."""


class Sealer(Protocol):
    """What AESGCM offers."""

    def encrypt(self, nonce: bytes, data: bytes, associated_data: bytes | None) -> bytes: ...

    def decrypt(self, nonce: bytes, data: bytes, associated_data: bytes | None) -> bytes: ...


class Sm4Gcm:
    """SM4 (GB/T 32907) in Galois counter mode, as GB/T 39786 asks of systems under cryptographic evaluation; 16-byte keys."""

    def __init__(self, key: bytes) -> None:
        self._algorithm = algorithms.SM4(key)

    def encrypt(self, nonce: bytes, data: bytes, associated_data: bytes | None) -> bytes:
        """Ciphertext and tag."""
        writer = Cipher(self._algorithm, modes.GCM(nonce)).encryptor()
        writer.authenticate_additional_data(associated_data or b"")
        return writer.update(data) + writer.finalize() + writer.tag

    def decrypt(self, nonce: bytes, data: bytes, associated_data: bytes | None) -> bytes:
        """The data again. Raises InvalidTag."""
        if len(data) < _TAG:
            raise InvalidTag
        reader = Cipher(self._algorithm, modes.GCM(nonce, data[-_TAG:])).decryptor()
        reader.authenticate_additional_data(associated_data or b"")
        return reader.update(data[:-_TAG]) + reader.finalize()


SEALERS: dict[str, tuple[type[AESGCM] | type[Sm4Gcm], int]] = {"aes": (AESGCM, 32), "sm4": (Sm4Gcm, 16)}
"""By name: the cipher and the length of its keys in bytes."""


@dataclass(frozen=True, slots=True)
class Key:
    """A key and the cipher it is for."""

    secret: bytes
    cipher: str = "aes"

    @property
    def sealer(self) -> Sealer:
        """The cipher with this key."""
        return SEALERS[self.cipher][0](self.secret)


def new_key(cipher: str) -> Key:
    """A random key for the cipher of this name."""
    return Key(os.urandom(SEALERS[cipher][1]), cipher)


class SealBroken(Exception):
    """A sealed value that was changed, moved to another place, or sealed with a key that is not in the file."""


class Keyring:
    """The keys by number. New values are sealed with the last one; older ones only open."""

    def __init__(self, keys: Mapping[int, Key]) -> None:
        self._ciphers = {number: key.sealer for number, key in keys.items()}
        self._indexers = {number: _derived(key.secret) for number, key in keys.items()}
        self._newest = max(keys)

    def is_newest(self, sealed: bytes) -> bool:
        """Whether the newest key sealed this."""
        return sealed[:1] == bytes([self._newest])

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

    def index(self, plain: bytes, column: str) -> bytes:
        """What stands beside the sealed bytes so that the very same value is found again: it tells who has the database nothing else."""
        return self._index(self._newest, plain, column)

    def indexes(self, plain: bytes, column: str) -> list[bytes]:
        """The same by every key: while keys are changed some rows still have the one of before."""
        return [self._index(number, plain, column) for number in self._indexers]

    def _index(self, number: int, plain: bytes, column: str) -> bytes:
        made = HMAC(self._indexers[number], SHA256())
        made.update(column.encode() + b"\0" + plain)
        return bytes([number]) + made.finalize()[:_INDEX]


def _derived(secret: bytes) -> bytes:
    """A key that serves nothing but indexes."""
    return HKDF(SHA256(), 32, salt=None, info=_FOR_INDEX).derive(secret)


def keyring(path: Path, cipher: str = "aes") -> Keyring:
    """The keys of the file; made, with one key for ``cipher``, when it is missing.

    A key that was added counts at once, in a running server too.
    """
    try:
        written = path.stat().st_mtime_ns
    except FileNotFoundError:
        _make(path, cipher)
        written = path.stat().st_mtime_ns
    return _keyring(path, written)


@lru_cache(maxsize=4)
def _keyring(path: Path, _written: int) -> Keyring:
    return Keyring(read_keys(path))


def read_keys(path: Path) -> dict[int, Key]:
    """One ``number:cipher:key`` a line, numbers 1 to 255, keys in base64; ``number:key`` is one for AES."""
    parts = [line.split(":") for line in path.read_text(encoding="ascii").split()]
    return {int(one[0]): Key(base64.b64decode(one[-1]), one[1] if len(one) > 2 else "aes") for one in parts}


def write_keys(path: Path, keys: Mapping[int, Key]) -> None:
    """Replace the file, which keeps its owner: the old one is there until the new one is whole on the disk."""
    if not keys:
        raise ValueError("a file without a key would lock everything away")
    owner = path.stat() if path.exists() else None
    write_whole(path, _lines(keys).encode(), mode=0o600, owner=(owner.st_uid, owner.st_gid) if owner else None)


def _lines(keys: Mapping[int, Key]) -> str:
    return "".join(
        f"{number}:{key.cipher}:{base64.b64encode(key.secret).decode()}\n" for number, key in sorted(keys.items())
    )


def _make(path: Path, cipher: str) -> None:
    """One new key, for the owner's eyes alone; of two processes that come at once the first one's key stays."""
    make_folder(path.parent)
    beside = path.with_name(f".{path.name}.{os.urandom(6).hex()}")
    with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(_lines({1: new_key(cipher)}))
        file.flush()
        os.fsync(file.fileno())
    try:
        os.link(beside, path)
    except FileExistsError:
        pass
    finally:
        beside.unlink()
    to_disk(path.parent)
