"""Photos are named by their SHA-256, so a copy takes only what is missing and checks each file as it goes."""

import hashlib
import os
from pathlib import Path


def copy_photos(source: Path, target: Path) -> tuple[int, tuple[str, ...]]:
    """Copy new photos; returns how many were copied and the names of those that are not what their name says."""
    copied, damaged = 0, []
    for path in sorted(source.rglob("*.jpg")) if source.is_dir() else []:
        place = target / path.relative_to(source)
        if place.exists():
            continue
        body = path.read_bytes()
        if hashlib.sha256(body).hexdigest() != path.stem:
            damaged.append(path.name)
            continue
        place.parent.mkdir(parents=True, exist_ok=True)
        write_whole(place, body)
        copied += 1
    return copied, tuple(damaged)


def write_whole(path: Path, body: bytes) -> None:
    """The file is there whole and on the disk, or not at all."""
    beside = path.with_name(f".{path.name}.part")
    with open(beside, "wb") as file:
        file.write(body)
        file.flush()
        os.fsync(file.fileno())
    os.replace(beside, path)


def to_disk(path: Path) -> None:
    """Wait until the file or folder is on the disk; Windows syncs no folders."""
    if os.name == "nt" and path.is_dir():
        return
    handle = os.open(path, os.O_RDWR if path.is_file() else os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
