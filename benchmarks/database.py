"""An empty database of either kind for one run, and a way to read its rows without going through the product."""

import shutil
import sqlite3
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests import postgres

KINDS = ("sqlite", "postgres")


@dataclass(frozen=True)
class Database:
    """``environment`` is what the product needs to use it; ``folder`` holds everything that the product writes."""

    kind: str
    folder: Path
    url: str = ""

    @property
    def environment(self) -> dict[str, str]:
        return {
            "GUANMO_DATA_DIR": str(self.folder),
            "GUANMO_DATABASE_URL": self.url,
            "GUANMO_SECRET_KEY": "only-for-benchmarks-" + "x" * 40,
            "GUANMO_DEBUG": "0",
            "GUANMO_ALLOWED_HOSTS": "localhost,127.0.0.1",
            "DJANGO_SETTINGS_MODULE": "guanmo.config.settings",
            "PYTHONDONTWRITEBYTECODE": "",  # a server that is started forty times must not be compiled forty times
        }

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        """What is stored, asked through a connection of its own."""
        with closing(self.connect()) as connection:
            return list(connection.execute(sql).fetchall())

    def connect(self) -> Any:
        """A plain connection: sqlite3 or psycopg, in autocommit."""
        if self.kind == "sqlite":
            return sqlite3.connect(self.folder / "guanmo.sqlite3", timeout=20, isolation_level=None)
        import psycopg

        return psycopg.connect(self.url, autocommit=True)


@contextmanager
def empty(kind: str, *, folder: Path | None = None, settings: Mapping[str, str] | None = None) -> Iterator[Database]:
    """A database that is gone at the end.

    Without a folder it lies in memory where that is possible: killing a process loses nothing that the process had
    handed to the system, so the disk adds only waiting. PostgreSQL then runs without fsync, too.
    """
    memory = Path("/dev/shm") if Path("/dev/shm").is_dir() else None
    made = Path(tempfile.mkdtemp(prefix="guanmo-bench-", dir=folder or memory))
    (made / "static").mkdir()
    try:
        if kind == "sqlite":
            yield Database(kind, made)
            return
        cluster = postgres.start(folder=folder or memory, settings=settings)
        try:
            yield Database(kind, made, cluster.url)
        finally:
            cluster.stop()
    finally:
        shutil.rmtree(made, ignore_errors=True)
