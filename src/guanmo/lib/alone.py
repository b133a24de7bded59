"""One process at a time: a lock on a file, which the system frees when the process ends, however it ends."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from guanmo.lib.whole_file import make_folder


@contextmanager
def alone(path: Path) -> Iterator[bool]:
    """Whether nobody else holds the lock file at ``path``; held until the block ends."""
    make_folder(path.parent)
    with path.open("ab") as file:
        yield _held(file)


def _held(file: IO[bytes]) -> bool:
    try:
        import fcntl
    except ImportError:  # Windows
        return _held_on_windows(file)
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def _held_on_windows(file: IO[bytes]) -> bool:
    import msvcrt

    try:
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined]
    except OSError:
        return False
    return True
