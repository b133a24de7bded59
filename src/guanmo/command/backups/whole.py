"""A copy of the whole PostgreSQL server: how it ends, where its log lies beside it, and where it is to go."""

from dataclasses import dataclass
from pathlib import Path

WHOLE = ".base.tar.gz"
"""How such a copy ends."""
LOG = "wal"
"""The folder beside the copies with the log that followed them."""


@dataclass(frozen=True)
class Wanted:
    """Where to: an empty folder; how far: ``until`` a moment, else as far as the log in ``wal`` goes."""

    into: Path
    wal: Path
    until: str = ""
