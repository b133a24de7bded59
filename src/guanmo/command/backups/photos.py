"""Photos are named by their SHA-256, so a copy takes only what is missing and checks each file as it goes."""

import hashlib
from pathlib import Path

from guanmo.lib.whole_file import write_whole


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
        write_whole(place, body)
        copied += 1
    return copied, tuple(damaged)
