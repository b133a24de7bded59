"""Files that are there whole and on the disk, or not at all: a power cut leaves no half of one (security.md 3.7)."""

import os
from pathlib import Path


def write_whole(path: Path, body: bytes, *, mode: int = 0o666, owner: tuple[int, int] | None = None) -> None:
    """Write beside, sync, rename, and sync the folder; folders that are missing are made and synced too.

    ``mode`` is what the owner and others may do with the file, before the process's own mask. ``owner`` (user and group)
    is whose it becomes; only the superuser can give a file away, anybody else raises PermissionError and changes nothing.
    """
    make_folder(path.parent)
    beside = _beside(path)
    try:
        with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode), "wb") as file:
            if owner is not None and os.name != "nt" and owner != (os.geteuid(), os.getegid()):
                os.fchown(file.fileno(), *owner)
            file.write(body)
            file.flush()
            os.fsync(file.fileno())
        os.replace(beside, path)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise
    to_disk(path.parent)


def write_new(path: Path, body: bytes) -> None:
    """The same for a file that nothing points to yet, with half the waiting: it has its name before the one wait.

    Who reads it finds it whole at any time. Only a power cut before the return may leave a part of it under its name, and
    the next call puts that right: a name that is taken is written by ``write_whole``.
    """
    make_folder(path.parent)
    beside = _beside(path)
    with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666), "wb") as file:
        try:
            file.write(body)
            file.flush()
            os.link(beside, path)  # not a renaming: it must not take the place of another's file that is on the disk
        except OSError:
            named = False
        else:
            named = True
        finally:
            beside.unlink()
        if named:
            os.fsync(file.fileno())
    if named:
        to_disk(path.parent)
    else:
        write_whole(path, body)


def to_disk(path: Path) -> None:
    """Wait until the file or folder is on the disk. Windows offers no such call for a folder: it keeps a journal."""
    if os.name == "nt" and path.is_dir():
        return
    handle = os.open(path, os.O_RDWR if path.is_file() else os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def make_folder(folder: Path) -> None:
    """Make it and those above it; the name of each new one is synced in the folder that holds it."""
    if folder.is_dir():
        return
    make_folder(folder.parent)
    folder.mkdir(exist_ok=True)
    to_disk(folder.parent)


def _beside(path: Path) -> Path:
    return path.with_name(f".{path.name}.{os.urandom(6).hex()}.part")
