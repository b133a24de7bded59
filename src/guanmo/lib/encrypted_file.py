"""Files that only their key opens, cut into chunks of which none can be changed, exchanged, left out or put in (security.md 3.7).

AES-256-GCM chunk by chunk as in STREAM (Hoang, Reyhanitabar, Rogaway and Vizár, 2015): the nonce is the number of the chunk and
whether it is the last one, so that a file that was cut off does not open either. Each file has a key of its own, made
from the key of all by HKDF; the header, with the file's name, is authenticated with every chunk.
"""

import json
import os
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from functools import cached_property
from hashlib import sha256
from hmac import digest
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

MAGIC = b"guanmo-encrypted/1\n"
CHUNK = 64 * 1024
LENGTH = 32
"""Bytes of a key."""
_TAG = 16
_HEADER_AT_MOST = 4096


class NotEncrypted(Exception):
    """A file that does not begin like one of ours."""


class WrongKey(Exception):
    """The file was encrypted with another key."""


class Broken(Exception):
    """The file was changed, cut off or put together from others."""


@dataclass(frozen=True)
class FileKey:
    """The key of many files. ``salt`` (hex): what it was made from together with a passphrase; empty for a random key."""

    secret: bytes
    salt: str = ""

    @cached_property
    def id(self) -> str:
        """Tells keys apart and gives none away."""
        return digest(self.secret, b"guanmo-encrypted id", "sha256").hex()[:16]


@dataclass(frozen=True, slots=True)
class Header:
    """What stands readable at the beginning: which key, from which salt, the name at that time, and the file's own random number."""

    key: str
    salt: str
    name: str
    nonce: str

    def line(self) -> bytes:
        """As it is written and authenticated."""
        return MAGIC + json.dumps(asdict(self), ensure_ascii=False, sort_keys=True).encode() + b"\n"


def encrypt(source: BinaryIO, target: BinaryIO, key: FileKey, name: str) -> str:
    """Write ``source`` encrypted to ``target``; returns the SHA-256 of what was read."""
    header = Header(key.id, key.salt, name, os.urandom(16).hex())
    cipher, plain = _cipher(key, header), sha256()
    target.write(header.line())
    for number, (chunk, last) in enumerate(_chunks(source, CHUNK)):
        plain.update(chunk)
        target.write(cipher.encrypt(nonce(number, last), chunk, header.line()))
    return plain.hexdigest()


def read_header(source: BinaryIO) -> Header:
    """Read to the end of the header. Raises NotEncrypted; Broken where the header cannot be read."""
    if source.read(len(MAGIC)) != MAGIC:
        raise NotEncrypted
    line = source.readline(_HEADER_AT_MOST)
    try:
        header = Header(**json.loads(line))
        again = header.line()
    except (ValueError, TypeError, RecursionError) as error:  # also half a character, and brackets without end
        raise Broken from error
    if not all(isinstance(text, str) for text in asdict(header).values()) or again != MAGIC + line:
        raise Broken
    return header


def size_of(header: Header, plain: int) -> int:
    """How many bytes a file of so many is once it is encrypted."""
    return len(header.line()) + plain + _TAG * max(1, -(-plain // CHUNK))


def decrypt(source: BinaryIO, header: Header, key: FileKey) -> Iterator[bytes]:
    """The chunks after the header. Raises WrongKey, Broken: what came before must then not be used either."""
    if key.id != header.key:
        raise WrongKey
    cipher = _cipher(key, header)
    for number, (chunk, last) in enumerate(_chunks(source, CHUNK + _TAG)):
        try:
            yield cipher.decrypt(nonce(number, last), chunk, header.line())
        except InvalidTag as error:
            raise Broken from error


def nonce(number: int, last: bool) -> bytes:
    """Where a chunk stands; no two chunks of a file have the same one."""
    return number.to_bytes(11, "big") + bytes([last])


def _cipher(key: FileKey, header: Header) -> AESGCM:
    own = HKDF(SHA256(), LENGTH, salt=header.nonce.encode(), info=b"guanmo-encrypted file")
    return AESGCM(own.derive(key.secret))


def _chunks(source: BinaryIO, size: int) -> Iterator[tuple[bytes, bool]]:
    """Chunks of this size and whether each is the last; an empty file is one empty chunk."""
    chunk = source.read(size)
    while True:
        following = source.read(size)
        yield chunk, not following
        if not following:
            return
        chunk = following
