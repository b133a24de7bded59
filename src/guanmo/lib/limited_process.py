"""Read what somebody uploaded in a process of its own: half a gigabyte, nine seconds of processor, no keys.

``@in_a_child`` over a reader is all. The reader is a function at the top of a module that needs neither Django nor the
database; what it raises as a refusal is raised here, in the language of who asks. The answer is pickled, and taken as
a stranger's word: no more than 128 MB of it, and nothing in it but plain values, our dataclasses and our refusals.
Windows has no such limits for a process; there the clock alone ends it (security.md 3.8).
"""

import json
import os
import pickle
import subprocess
import sys
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import is_dataclass
from functools import wraps
from io import BytesIO
from pathlib import Path
from threading import BoundedSemaphore, Event, Timer
from typing import Any, ParamSpec, TypeVar, cast

from django.utils.translation import get_language, to_locale
from django.utils.translation import gettext as _

from guanmo.lib.limited_process_child import OUT_OF_MEMORY
from guanmo.lib.office_file import FileRefused
from guanmo.lib.refusal import Refused

PROCESSOR_SECONDS, WALL_SECONDS, MEGABYTES = 9, 60, 512
"""With its start the child ends within ten seconds; the wall's clock is longer, for a machine that is busy with others."""
LARGEST_ANSWER = 128 * 1024 * 1024
AT_ONCE = 2
"""So many files are read at the same moment by one process of the server; the others wait."""
_CHILD = Path(__file__).with_name("limited_process_child.py")
_PLAIN = {
    "datetime": {"date", "datetime", "time", "timedelta"},
    "decimal": {"Decimal"},
    "builtins": {"frozenset", "set"},
    "uuid": {"UUID"},
}
_NEEDED = ("SYSTEMROOT",)
"""Without it Windows starts nothing."""
_seats = BoundedSemaphore(AT_ONCE)
P = ParamSpec("P")
R = TypeVar("R")


def in_a_child(reader: Callable[P, R]) -> Callable[P, R]:
    """The reader, run in a child each time it is called. Raises what it refuses, and FileRefused with code too_much."""

    @wraps(reader)
    def asked(*words: P.args, **named: P.kwargs) -> R:
        return cast(R, ask(reader, words, named))

    return asked


def ask(reader: Callable[..., Any], words: tuple[Any, ...], named: Mapping[str, Any]) -> Any:
    """Start the child, hand it the file, wait for its answer."""
    if not _seats.acquire(timeout=WALL_SECONDS):
        raise FileRefused(_("正在读取的文件太多，请过一会儿再上传。"), code="busy")
    try:
        return told(_answer(pickle.dumps((reader.__module__, reader.__qualname__, words, named))))
    finally:
        _seats.release()


def told(answer: bytes) -> Any:
    """What stands in an answer; a refusal in it is raised. Raises RuntimeError when the reader broke."""
    how, what = _Answer(BytesIO(answer)).load()
    if how == "read":
        return what
    if how == "refused" and isinstance(what, Refused):
        raise what
    if how == "too_much":
        raise _too_much()
    raise RuntimeError(what)


def _too_much() -> FileRefused:
    message = _("文件太大或太复杂，系统读不完。请分成几个小一些的文件后再上传。")
    return FileRefused(message, code="too_much")


def _answer(question: bytes) -> bytes:
    """The child reads everything before it writes anything, so that neither waits for the other."""
    with _started() as child:
        overdue = Event()
        clock = Timer(WALL_SECONDS, _end, (child, overdue))
        clock.start()
        try:
            with suppress(OSError), child.stdin:  # it may have died over the file
                child.stdin.write(question)
            answer = cast(bytes, child.stdout.read(LARGEST_ANSWER + 1))
            if len(answer) > LARGEST_ANSWER:
                child.kill()
            child.wait()
        finally:
            clock.cancel()
    stopped = overdue.is_set() or child.returncode < 0 or child.returncode == OUT_OF_MEMORY
    if stopped or len(answer) > LARGEST_ANSWER:
        raise _too_much()
    if child.returncode:
        raise RuntimeError(f"the reader ended with {child.returncode}")
    return answer


def _end(child: Any, overdue: Event) -> None:
    overdue.set()
    child.kill()


def _started() -> Any:
    """Python alone: without its site packages' start-up files, without the environment, which may hold secrets."""
    orders = {
        "path": [one for one in sys.path if one],
        "locale": to_locale(get_language() or "zh-hans"),
        "limits": (PROCESSOR_SECONDS, MEGABYTES),
    }
    return subprocess.Popen(
        [sys.executable, "-I", "-S", "-B", str(_CHILD), json.dumps(orders)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={name: os.environ[name] for name in _NEEDED if name in os.environ},
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )


class _Answer(pickle.Unpickler):
    """A child that was taken over by the file can make nothing here but what a reader answers with."""

    def find_class(self, module: str, name: str) -> Any:
        if name in _PLAIN.get(module, ()):
            return super().find_class(module, name)
        found = getattr(sys.modules.get(module), name, None) if module.startswith("guanmo.") else None
        if isinstance(found, type) and (is_dataclass(found) or issubclass(found, Refused)):
            return found
        raise pickle.UnpicklingError(f"an answer holds no {module}.{name}")
