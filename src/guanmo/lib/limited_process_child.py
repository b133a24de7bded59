"""The process that reads one file: a reader's name and its words on standard input, the answer on standard output."""

import json
import os
import pickle
import sys
import traceback
from collections.abc import Callable, Mapping
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

OUT_OF_MEMORY = 75
"""What the process ends with when not even a word about it could be made."""
POLITE = 5
"""Other requests go first."""


def main(orders: dict[str, Any]) -> None:
    """Read, answer."""
    _limit(*orders["limits"])
    sys.path[:] = orders["path"]
    _speak(orders["locale"])
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints is no answer
    with answers:
        answers.write(_asked())


def _asked() -> bytes:
    try:
        module, name, words, named = pickle.load(sys.stdin.buffer)
        reader = getattr(import_module(module), name).__wrapped__
    except (ImportError, AttributeError):
        return pickle.dumps(("broke", traceback.format_exc()))
    return answer_of(reader, words, named)


def answer_of(reader: Callable[..., Any], words: tuple[Any, ...], named: Mapping[str, Any]) -> bytes:
    """What the reader makes of the file, or its refusal, or how it broke."""
    from guanmo.lib.refusal import Refused

    try:
        return pickle.dumps(("read", reader(*words, **named)), pickle.HIGHEST_PROTOCOL)
    except Refused as refusal:
        return pickle.dumps(("refused", refusal))
    except MemoryError:
        return pickle.dumps(("too_much", ""))
    except Exception:
        return pickle.dumps(("broke", traceback.format_exc()))


def _limit(processor_seconds: int, megabytes: int) -> None:
    """The kernel stops what runs too long or grows too large, and no file can be written. Not on Windows."""
    try:
        import resource
    except ImportError:
        return
    memory = megabytes * 1024 * 1024
    resource.setrlimit(resource.RLIMIT_CPU, (processor_seconds, processor_seconds))
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    os.nice(POLITE)


def _speak(locale: str) -> None:
    """Readers say their sentences by Django's gettext: here one of the same name, with the same catalogue, takes its place.

    Django itself would take twice as long to load as most files to read, and it knows the way to the settings.
    """
    words: Any = ModuleType("django.utils.translation")
    words.gettext = _Catalogue(locale)
    words.get_language = words.to_locale = None
    sys.modules |= {"django": ModuleType("django"), "django.utils": ModuleType("django.utils"), words.__name__: words}


class _Catalogue:
    """The sentences in one language, looked up when the first is asked for."""

    def __init__(self, locale: str) -> None:
        self.locale = locale
        self.found: Callable[[str], str] | None = None

    def __call__(self, message: str) -> str:
        if self.found is None:
            import gettext

            folder = Path(__file__).parents[1] / "ui" / "locale"
            self.found = gettext.translation("django", folder, [self.locale], fallback=True).gettext
        return self.found(message)


if __name__ == "__main__":
    try:
        main(json.loads(sys.argv[1]))
    except MemoryError:
        os._exit(OUT_OF_MEMORY)
    os._exit(0)  # nothing is left to be tidied up
