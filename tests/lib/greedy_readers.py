"""Readers that do what no reader may, for the tests of the process in which files are read."""

import io
import os
import sys
import time
from pathlib import Path
from typing import Any

from python_calamine import CalamineWorkbook

from guanmo.lib.limited_process import in_a_child


@in_a_child
def memory() -> int:
    return len(bytearray(2**30))


@in_a_child
def endless() -> None:
    while True:
        pass


@in_a_child
def asleep() -> None:
    time.sleep(60)


@in_a_child
def much() -> bytes:
    return bytes(2000)


@in_a_child
def broken() -> int:
    return 1 // 0


@in_a_child
def killed() -> None:
    os.abort()


@in_a_child
def without_bounds(content: bytes) -> int:
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    return len(book.get_sheet_by_index(0).to_python(skip_empty_area=False))


@in_a_child
def surroundings(place: str) -> dict[str, Any]:
    """What such a process sees, after it printed something and tried to write a file."""
    print("this is no answer")
    os.write(1, b"nor is this")
    try:
        Path(place).write_bytes(b"something")
        wrote = True
    except OSError:
        wrote = False
    loaded = sorted(one for one in sys.modules if one.startswith("django."))
    return {"environment": sorted(os.environ), "loaded": loaded, "wrote": wrote}


class Evil:
    """Unpickled without care it runs a program."""

    def __init__(self, call: Any, *words: Any) -> None:
        self.call = call, words

    def __reduce__(self) -> Any:
        return self.call
