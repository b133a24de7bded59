"""Photos of 200 kB: through the sync API, and written to a file with nothing around it."""

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


def make_photos(number: int) -> list[bytes]:
    """So many different photos: one picture of noise, each with a comment of its own."""
    from PIL import Image

    file = io.BytesIO()
    Image.frombytes("RGB", (SIDE, SIDE), os.urandom(SIDE * SIDE * 3)).save(file, "JPEG", quality=92)
    start, rest = file.getvalue()[:2], file.getvalue()[2:]
    return [start + b"\xff\xfe\x00\x12" + os.urandom(16) + rest for _ in range(number)]


def through_the_product(port: int, judge: Judge, photos: list[bytes], clients: int) -> Turn:
    """Every client sends its share, one photo after the other."""

    def open_line() -> Callable[[bytes], bool]:
        line = Line(port, judge)

        def send(photo: bytes) -> bool:
            digest = hashlib.sha256(photo).hexdigest()
            answer = line.ask("PUT", f"/field/api/photos/{digest}", photo, {"Content-Type": "image/jpeg"})
            return answer.status == 201 and answer.data.get("digest") == digest

        return send

    return _timed(open_line, photos, clients)


def as_plain_files(folder: Path, photos: list[bytes], clients: int) -> Turn:
    """Write each to a new file and wait for the disk; no name beside, no folder synced."""

    def write(photo: bytes) -> bool:
        with open(folder / os.urandom(8).hex(), "wb") as file:
            file.write(photo)
            file.flush()
            os.fsync(file.fileno())
        return True

    folder.mkdir(exist_ok=True)
    return _timed(lambda: write, photos, clients)


def _timed(opener: Callable[[], Callable[[bytes], bool]], photos: list[bytes], clients: int) -> Turn:
    each: list[float] = []
    failed: list[int] = []
    start = threading.Barrier(clients + 1)

    def send_share(share: list[bytes]) -> None:
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
