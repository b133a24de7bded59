"""Photos of 200 kB: through the sync API, through a bare endpoint, and written to a file with nothing around it."""

import hashlib
import io
import os
import threading
import time
from collections.abc import Callable
from pathlib import Path

from benchmarks.field.writers import Turn
from benchmarks.judging import Judge
from benchmarks.line import Line

SIDE = 380
"""Pixels of noise on each side: about 200 kB as JPEG."""


Photo = tuple[str, bytes]
"""The SHA-256, which a phone makes when the picture is taken, and the bytes."""


def make_photos(number: int) -> list[Photo]:
    """So many different photos: one picture of noise, each with a comment of its own."""
    from PIL import Image

    file = io.BytesIO()
    Image.frombytes("RGB", (SIDE, SIDE), os.urandom(SIDE * SIDE * 3)).save(file, "JPEG", quality=92)
    start, rest = file.getvalue()[:2], file.getvalue()[2:]
    made = [start + b"\xff\xfe\x00\x12" + os.urandom(16) + rest for _ in range(number)]
    return [(hashlib.sha256(one).hexdigest(), one) for one in made]


def through_the_line(port: int, path: str, judge: Judge, photos: list[Photo], clients: int) -> Turn:
    """Every client sends its share below this path, one photo after the other."""

    def open_line() -> Callable[[Photo], bool]:
        line = Line(port, judge)

        def send(photo: Photo) -> bool:
            digest, body = photo
            answer = line.ask("PUT", f"{path}{digest}", body, {"Content-Type": "image/jpeg"})
            return answer.status == 201 and answer.data.get("digest") == digest

        return send

    return _timed(open_line, photos, clients)


def as_plain_files(folder: Path, photos: list[Photo], clients: int) -> Turn:
    """Write each to a new file and wait for the disk; no name beside, no folder synced."""
    folder.mkdir(exist_ok=True)
    return _timed(lambda: lambda photo: write_plainly(folder, photo[1]), photos, clients)


def write_plainly(folder: Path, body: bytes) -> bool:
    """The least that can be done with a photo."""
    with open(folder / os.urandom(8).hex(), "wb") as file:
        file.write(body)
        file.flush()
        os.fsync(file.fileno())
    return True


def _timed(opener: Callable[[], Callable[[Photo], bool]], photos: list[Photo], clients: int) -> Turn:
    each: list[float] = []
    failed: list[int] = []
    start = threading.Barrier(clients + 1)

    def send_share(share: list[Photo]) -> None:
        send = opener()
        start.wait()
        for photo in share:
            began = time.perf_counter()
            stored = send(photo)
            each.append(time.perf_counter() - began)
            failed.extend([] if stored else [1])

    threads = [threading.Thread(target=send_share, args=(photos[client::clients],)) for client in range(clients)]
    for thread in threads:
        thread.start()
    start.wait()
    began = time.perf_counter()
    for thread in threads:
        thread.join()
    return Turn(len(photos), time.perf_counter() - began, tuple(sorted(each)), len(failed))
