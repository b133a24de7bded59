"""All stylesheets as one file and all behaviours as another: a phone far from the mast must not ask thirty times.

The address names the content, so that a browser keeps the file for good and never shows a page with an old one.
"""

import gzip
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

from django.conf import settings
from django.templatetags.static import static
from django.urls import reverse

FILES = Path(__file__).parent / "static" / "ui"
STYLESHEETS = (
    "tokens", "base", "small", "frame", "button", "card", "kpi", "table", "marks", "tiles", "chart", "choice", "form",
    "message", "record", "fold", "entry", "phone", "item", "print",
)  # fmt: skip
BEHAVIOURS = (
    "mark_script", "large_type", "drawer", "pop", "autosubmit", "print", "confirm", "unsaved", "file_drop",
    "scroll_region", "focus_summary", "fold_narrow", "filter", "refresh", "enter_next",
)  # fmt: skip


@dataclass(frozen=True)
class Bundle:
    """One file made of several, in their order."""

    kind: str
    content: bytes

    @cached_property
    def digest(self) -> str:
        """The first digits of the content's SHA-256."""
        return hashlib.sha256(self.content).hexdigest()[:12]

    @cached_property
    def packed(self) -> bytes:
        """The content as gzip, the same at each start."""
        return gzip.compress(self.content, mtime=0)

    @property
    def url(self) -> str:
        return reverse(f"ui:{self.kind}", args=[self.digest])


def bundle(kind: str) -> Bundle:
    """The bundle ``css`` or ``js``; read anew each time while DEBUG is on."""
    return _read(kind) if settings.DEBUG else _kept(kind)


@cache
def _kept(kind: str) -> Bundle:
    return _read(kind)


def _read(kind: str) -> Bundle:
    parts = _styles() if kind == "css" else _scripts()
    return Bundle(kind, "\n".join(parts).encode())


def _styles() -> Iterator[str]:
    for name in STYLESHEETS:
        text = (FILES / "css" / f"{name}.css").read_text(encoding="utf-8")
        yield text.replace('url("../', f'url("{static("ui/")}')


def _scripts() -> Iterator[str]:
    """Each in a task of its own: one that fails must not silence the others."""
    for name in BEHAVIOURS:
        text = (FILES / "js" / f"{name}.js").read_text(encoding="utf-8")
        yield f"queueMicrotask(() => {{\n{text}}});"
