"""What a snapshot says of itself: of which day, by which definitions, how many rows, and the digests of files and rows.

The digest of the rows (``sha256``) is the snapshot's identity: it is the same for any engine, partition, number of threads
and order of rows. The digests of the files guard the way from one place to another.
"""

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any

from guanmo.method.indicator_facts import Part, fingerprint, read_part

NAME = "manifest.json"
WHAT = "guanmo snapshot of indicators"
FORM = 2
"""Raised when files or columns change; another form is refused."""
ORGANISATIONS, DEFINITIONS = "organisations.parquet", "definitions.json"
ROLLED, RANKED = "rolled.parquet", "ranked.parquet"
PARTS = ("facts", "rolled", "ranked")
_FACTS = re.compile(r"facts/[A-Za-z0-9_-]{1,80}\.parquet")
_DIGEST = re.compile("[0-9a-f]{64}")


class NotASnapshot(Exception):
    """The folder cannot be read as a snapshot. ``why``: folder, manifest, foreign or form."""

    def __init__(self, why: str, detail: str = "") -> None:
        super().__init__(why)
        self.why, self.detail = why, detail


@dataclass(frozen=True, slots=True)
class File:
    """One file by its name inside the folder, and its SHA-256; ``rows`` is 0 for what is no table."""

    name: str
    rows: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """``definitions`` is the SHA-256 of the definitions in force; ``sha256`` the fingerprint of all facts, sums and places."""

    program: str
    day: str
    county: str
    definitions: str
    facts: tuple[Part, ...]
    rolled: tuple[Part, ...]
    ranked: tuple[Part, ...]
    files: tuple[File, ...]
    sha256: str

    @property
    def agrees(self) -> bool:
        """Whether the fingerprint is that of the parts that it lists, and the files hold as many rows as these."""
        in_files = sum(one.rows for one in self.files if one.name in self.fact_files)
        return fingerprint(self.facts, self.rolled, self.ranked) == self.sha256 and in_files == self.rows

    @property
    def fact_files(self) -> tuple[str, ...]:
        return tuple(one.name for one in self.files if _FACTS.fullmatch(one.name))

    @property
    def rows(self) -> int:
        return sum(one.rows for one in self.facts)

    def text(self) -> str:
        """As it stands in the folder; nothing in it depends on when or where it was written."""
        lists = {name: [one.line for one in getattr(self, name)] for name in PARTS}
        plain = {"what": WHAT, "form": FORM, **asdict(self), **lists, "rows": self.rows}
        return json.dumps(plain, ensure_ascii=False, sort_keys=True, indent=1) + "\n"


def read_manifest(folder: Path) -> Manifest:
    """Raises NotASnapshot."""
    if not folder.is_dir():
        raise NotASnapshot("folder")
    try:
        plain = json.loads((folder / NAME).read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise NotASnapshot("manifest") from None
    except (OSError, ValueError, RecursionError):
        raise NotASnapshot("foreign") from None
    if not isinstance(plain, dict) or plain.get("what") != WHAT:
        raise NotASnapshot("foreign")
    if plain.get("form") != FORM:
        raise NotASnapshot("form", str(plain.get("program", "?"))[:40])
    return _read(plain)


def _read(plain: Mapping[str, Any]) -> Manifest:
    try:
        facts, rolled, ranked = (tuple(map(read_part, plain[name])) for name in PARTS)
        files = tuple(File(**one) for one in plain["files"])
        texts = {name: str(plain[name]) for name in ("program", "day", "county", "definitions", "sha256")}
        date.fromisoformat(texts["day"])
    except (AttributeError, KeyError, TypeError, ValueError):
        raise NotASnapshot("foreign") from None
    digests = [one.sha256 for one in (*facts, *rolled, *ranked)] + [one.sha256 for one in files]
    whole = all(isinstance(one, str) and _DIGEST.fullmatch(one) for one in digests)
    if not whole or not all(_is_ours(one.name) and isinstance(one.rows, int) for one in files):
        raise NotASnapshot("foreign")
    return Manifest(facts=facts, rolled=rolled, ranked=ranked, files=files, **texts)


def _is_ours(name: object) -> bool:
    """No name leads out of the folder."""
    return isinstance(name, str) and (name in (ORGANISATIONS, DEFINITIONS) or _FACTS.fullmatch(name) is not None)


def sha256_of(path: Path) -> str:
    """The SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
