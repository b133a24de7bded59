"""Every file that somebody brought has its SHA-256 in its name, so a copy takes only what is missing and checks each."""

import hashlib
from pathlib import Path

from guanmo.lib.whole_file import write_whole

NOT_KEPT = ("uploads",)
"""Folders of what waits for a confirmation for an hour: it decides nothing."""
_DIGEST = 64


def copy_files(source: Path, target: Path) -> tuple[str, ...]:
    """Copy the files that ``target`` has not yet; returns the names of those that are not what their name says."""
    damaged = []
    for path in sorted(source.rglob("*")) if source.is_dir() else []:
        place = path.relative_to(source)
        if path.is_dir() or path.name.startswith(".") or place.parts[0] in NOT_KEPT or (target / place).exists():
            continue
        body = path.read_bytes()
        if hashlib.sha256(body).hexdigest() == path.name[:_DIGEST]:
            write_whole(target / place, body)
        else:
            damaged.append(path.name)
    return tuple(damaged)
