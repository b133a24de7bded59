"""Copies that only their key opens: written and read in pieces, and never taken before the last piece was found right."""

import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path

from guanmo.command.backups.secrets import SUFFIX, Secret, header_of
from guanmo.command.language import gettext as _
from guanmo.lib.encrypted_file import (
    MAGIC,
    Broken,
    FileKey,
    Header,
    NotEncrypted,
    WrongKey,
    decrypt,
    encrypt,
    read_header,
)
from guanmo.lib.refusal import Refused
from guanmo.lib.whole_file import make_folder, to_disk

_WORK = ".backup-"
_DAY = 24 * 60 * 60


@contextmanager
def work_folder() -> Iterator[Path]:
    """A folder beside the database for what must lie open for a moment, for this account's eyes alone; gone afterwards."""
    from django.conf import settings

    make_folder(settings.DATA_DIR)
    for left in settings.DATA_DIR.glob(f"{_WORK}*"):
        if time.time() - left.stat().st_mtime > _DAY:  # of a process that was killed
            shutil.rmtree(left, ignore_errors=True)
    with tempfile.TemporaryDirectory(dir=settings.DATA_DIR, prefix=_WORK) as folder:
        yield Path(folder)


def write_encrypted(plain: Path, target: Path, key: FileKey, name: str) -> None:
    """Encrypt to ``target``, and read it again before it counts. Raises Refused; then there is nothing under its name."""
    make_folder(target.parent)
    part = target.with_name(f".{target.name}.part")
    with plain.open("rb") as source, part.open("wb") as written:
        digest = encrypt(source, written, key, name)
    to_disk(part)
    if digest_inside(part, key) != digest:
        part.unlink()
        raise Refused(_("备份文件 {path} 写出后读回来不一样，没有保存。请检查磁盘。").format(path=target))
    os.replace(part, target)
    to_disk(target.parent)


def digest_inside(path: Path, key: FileKey) -> str | None:
    """The SHA-256 of the content; None where it does not open: whatever became of it, it is not what was written."""
    found = sha256()
    try:
        with path.open("rb") as source:
            for chunk in decrypt(source, read_header(source), key):
                found.update(chunk)
    except (NotEncrypted, Broken, WrongKey):
        return None
    return found.hexdigest()


@contextmanager
def opened(copy: Path, secret: Secret | None, *, plain: bool = False) -> Iterator[Path]:
    """The copy as it was before it was encrypted, under its name of that time; one that was not is the file itself.

    Raises Refused, also for an open file where there is a ``secret``, unless somebody says that it is ``plain``: whoever
    comes to the disk can lay one there, and no key tells whose it is.
    """
    if not is_encrypted(copy):
        if secret and not plain:
            said = _(
                "备份 {path} 没有加密，可这里设了备份密钥：它可能被人换过。确实没有加密过的，请加上 --plain。什么都没有恢复。"
            )
            raise Refused(said.format(path=copy), code="plain")
        yield copy
        return
    with work_folder() as folder:
        header = read_encrypted(copy, folder / "plain", secret)
        yield (folder / "plain").rename(folder / Path(header.name).name)


def is_encrypted(path: Path) -> bool:
    """Whether it is one of ours by its name or its first bytes; what was cut off at the beginning is still by its name."""
    with path.open("rb") as file:
        return path.name.endswith(SUFFIX) or file.read(len(MAGIC)) == MAGIC


def read_encrypted(copy: Path, target: Path, secret: Secret | None) -> Header:
    """Decrypt to ``target``, where nothing is left when the copy is not right. Raises Refused."""
    if secret is None:
        said = _("备份 {path} 是加密的。请用 --key 指出备份密钥文件，或用 --passphrase 输入口令。")
        raise Refused(said.format(path=copy), code="encrypted")
    header = header_of(copy)
    try:
        if header is None:
            raise Broken
        with copy.open("rb") as source, target.open("wb") as plain:
            for chunk in decrypt(source, read_header(source), secret.for_reading(header)):
                plain.write(chunk)
    except WrongKey as error:
        target.unlink()
        said = _("备份 {path} 不是用这个密钥（口令）加密的。请换成备份那天的，再恢复。什么都没有恢复。")
        raise Refused(said.format(path=copy), code="wrong_key") from error
    except Broken as error:
        target.unlink(missing_ok=True)
        said = _("备份 {path} 被改动过或者不完整，不能使用。请换一份备份。什么都没有恢复。")
        raise Refused(said.format(path=copy), code="broken") from error
    return header
