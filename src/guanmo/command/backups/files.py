"""Every file that somebody brought has its SHA-256 in its name, so a copy takes only what is missing and checks each."""

import hashlib
from collections.abc import Iterator
from pathlib import Path

from guanmo.command.backups.encrypted import digest_inside, is_encrypted, read_encrypted, work_folder, write_encrypted
from guanmo.command.backups.secrets import SUFFIX, Secret, header_of
from guanmo.lib.encrypted_file import FileKey
from guanmo.lib.refusal import Refused
from guanmo.lib.whole_file import write_whole

NOT_KEPT = ("uploads",)
"""Folders of what waits for a confirmation for an hour: it decides nothing."""
_DIGEST = 64


def copy_files(source: Path, target: Path, key: FileKey | None = None) -> tuple[str, ...]:
    """Copy the files that ``target`` has not yet, or not rightly, with ``key`` encrypted by it; returns the names of those that are damaged."""
    damaged = []
    for path, place in _files(source):
        copy = target / (f"{place}{SUFFIX}" if key else place)
        if copy.exists() and _holds(copy, place, key):
            continue
        body = path.read_bytes()
        if not _is_itself(body, path.name):
            damaged.append(path.name)
        elif key is None:
            write_whole(copy, body)
        else:
            write_encrypted(path, copy, key, place.as_posix())
    return tuple(damaged)


def put_files_back(source: Path, target: Path, secret: Secret | None) -> tuple[str, ...]:
    """Bring the copies that ``target`` has not yet, or not rightly, encrypted or not; returns the names of those that are damaged or do not open."""
    damaged = []
    with work_folder() as folder:
        for path, copied in _files(source):
            place = copied.with_name(copied.name.removesuffix(SUFFIX))
            if (target / place).exists() and _holds(target / place, place):
                continue
            body = _body(path, place, secret, folder / "plain")
            if body is not None and _is_itself(body, place.name):
                write_whole(target / place, body)
            elif place.name not in damaged:
                damaged.append(place.name)
    return tuple(damaged)


def _body(path: Path, place: Path, secret: Secret | None, plain: Path) -> bytes | None:
    """The content, None where it does not open or was given another file's name."""
    if not is_encrypted(path):
        return path.read_bytes()
    try:
        header = read_encrypted(path, plain, secret)
    except Refused:
        return None
    return plain.read_bytes() if header.name == place.as_posix() else None


def _files(folder: Path) -> Iterator[tuple[Path, Path]]:
    """Each file that is kept, and its place below the folder."""
    for path in sorted(folder.rglob("*")) if folder.is_dir() else []:
        place = path.relative_to(folder)
        if path.is_file() and not path.name.startswith(".") and place.parts[0] not in NOT_KEPT:
            yield path, place


def _is_itself(body: bytes, name: str) -> bool:
    return hashlib.sha256(body).hexdigest() == name[:_DIGEST]


def _holds(copy: Path, place: Path, key: FileKey | None = None) -> bool:
    """Whether a file is what its name says, read from end to end; any other is written anew: the right length is not enough."""
    if key is None:
        return _is_itself(copy.read_bytes(), copy.name)
    header = header_of(copy)
    return header is not None and header.name == place.as_posix() and digest_inside(copy, key) == copy.name[:_DIGEST]
