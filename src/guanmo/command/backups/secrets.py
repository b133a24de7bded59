"""What opens encrypted copies: a key in a file, or a passphrase that people keep (security.md 3.7)."""

import base64
import os
import unicodedata
from functools import cache
from getpass import getpass
from pathlib import Path
from typing import Protocol

from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from guanmo.command.language import gettext as _
from guanmo.lib.encrypted_file import LENGTH, Broken, FileKey, Header, NotEncrypted, read_header
from guanmo.lib.refusal import Refused
from guanmo.lib.whole_file import write_whole

KEY_NAME = "backup.key"
"""The key file's name among the keys that are kept apart."""
SUFFIX = ".enc"
NO_KEY = "no_backup_key"
"""The code of the refusal of a key file that is not there."""
SHORTEST = 12
COST = 2**17
"""scrypt's N with r=8 and p=1: 128 MB of memory for each guess."""
_OWNER_ALONE = 0o600


class Secret(Protocol):
    """What the copies are encrypted with."""

    def for_writing(self, folder: Path) -> FileKey:
        """The key of the copies in ``folder`` from now on."""

    def for_reading(self, header: Header) -> FileKey:
        """The key with which a file of this header was written, if it was this secret."""


class KeyFile:
    """A random key in a file of its own."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._key = FileKey(_read(path))

    def for_writing(self, folder: Path) -> FileKey:
        """The key. Raises Refused where it lies among the copies that it locks."""
        if folder.resolve() in self.path.resolve().parents:
            raise Refused(_("密钥不能和备份放在一起。请换一个地方，例如锁在保险柜里的U盘。"))
        return self._key

    def for_reading(self, header: Header) -> FileKey:
        """The key."""
        return self._key


class Passphrase:
    """Words that people keep. One salt serves a folder: what was derived once opens every file in it."""

    def __init__(self, text: str) -> None:
        if len(text) < SHORTEST:
            raise Refused(_("备份口令至少要{count}个字。").format(count=SHORTEST))
        self._text = unicodedata.normalize("NFKC", text)

    def for_writing(self, folder: Path) -> FileKey:
        """With the newest copy's salt, or a new one where that copy has another passphrase."""
        newest = max(folder.glob(f"guanmo-*{SUFFIX}"), default=None)
        header = header_of(newest) if newest else None
        if header and header.salt:
            key = self.for_reading(header)
            if key.id == header.key:
                return key
        return _derived(self._text, os.urandom(16).hex())

    def for_reading(self, header: Header) -> FileKey:
        """Made from the file's salt."""
        return _derived(self._text, header.salt)


@cache
def _derived(text: str, salt: str) -> FileKey:
    return FileKey(Scrypt(salt=salt.encode(), length=LENGTH, n=COST, r=8, p=1).derive(text.encode()), salt)


def header_of(path: Path) -> Header | None:
    """The header of an encrypted file; None for any other."""
    try:
        with path.open("rb") as file:
            return read_header(file)
    except (NotEncrypted, Broken):
        return None


def new_key(path: Path) -> None:
    """Make a key file for its owner alone. Raises Refused where there is a file."""
    if path.exists():
        raise Refused(_("文件 {path} 已经存在。密钥不能覆盖：旧备份还要用它打开。").format(path=path))
    write_whole(path, base64.b64encode(os.urandom(LENGTH)) + b"\n", mode=_OWNER_ALONE)


def _read(path: Path) -> bytes:
    try:
        secret = base64.b64decode(path.read_bytes().strip(), validate=True)
    except FileNotFoundError as error:
        raise Refused(_("没有找到备份密钥 {path}。").format(path=path), code=NO_KEY) from error
    except (ValueError, OSError):
        secret = b""
    if len(secret) != LENGTH:
        raise Refused(_("文件 {path} 不是备份密钥。").format(path=path))
    return secret


def secret_of(key: Path | None, *, passphrase: bool, twice: bool = False, keys: Path | None = None) -> Secret | None:
    """What the command line asks for, else the key among those kept apart in ``keys``, else what the settings name."""
    from django.conf import settings

    beside = keys / KEY_NAME if keys else None
    if passphrase:
        return _asked(twice)
    if key:
        return KeyFile(key)
    if beside and beside.is_file():
        return KeyFile(beside)
    if settings.BACKUP_KEY:
        return KeyFile(Path(settings.BACKUP_KEY))
    return Passphrase(settings.BACKUP_PASSPHRASE) if settings.BACKUP_PASSPHRASE else None


def _asked(twice: bool) -> Passphrase:
    first = getpass(_("备份口令："))
    if twice and getpass(_("再输入一次：")) != first:
        raise Refused(_("两次输入的口令不一样，没有备份。"))
    return Passphrase(first)
