"""The databases whose power is cut: as shipped, and kept carelessly as a control that must lose."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from benchmarks.database import Database
from tests import postgres
from tests.postgres import Cluster

SHIPPED = "shipped"
KINDS = {
    "sqlite": SHIPPED,
    "sqlite-full": "PRAGMA journal_mode=DELETE; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;",
    "sqlite-wal-normal": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;",
    "postgres": "on",
    "postgres-no-fsync": "off",
}
"""For SQLite what each connection begins with, for PostgreSQL its ``fsync``. What is not as shipped must lose."""


@dataclass
class Powered:
    """A database on a disk whose power goes: ``down`` ends what still runs of it, ``up`` starts it again."""

    database: Database
    cluster: Cluster | None = None
    process: int = 0
    started: bool = True

    def down(self) -> None:
        """Kill -9 the database's own server, if it has one."""
        if self.cluster:
            self.cluster.kill(self.process)

    def up(self) -> None:
        """Start it again; it recovers by itself, or cannot."""
        if self.cluster is None:
            return
        try:
            self.cluster.start()
            self.process = self.cluster.process()
        except RuntimeError:
            self.started = False

    def whole(self) -> bool:
        """Whether the file has its right form; PostgreSQL says so by starting."""
        if self.cluster:
            return self.started
        try:
            return self.database.rows("PRAGMA integrity_check") == [("ok",)]
        except sqlite3.DatabaseError:
            return False


@contextmanager
def powered(kind: str, disk: Path) -> Iterator[Powered]:
    """The product's settings on a new database of this kind, with Django loaded in this process and not connected."""
    if kind.startswith("sqlite"):
        product = Powered(Database("sqlite", disk))
        _load_django(product.database, KINDS[kind])
        yield product
        return
    # Without this a recovery would read every file of the cluster first.
    careful = {"fsync": KINDS[kind], "recovery_init_sync_method": "syncfs"}
    cluster = postgres.start(folder=disk, settings=careful)
    try:
        product = Powered(Database("postgres", disk, cluster.url), cluster, cluster.process())
        _load_django(product.database, SHIPPED)
        yield product
    finally:
        cluster.stop()


def _load_django(database: Database, begin: str) -> None:
    os.environ.update(database.environment)
    import django
    from django.conf import settings

    if begin != SHIPPED:
        settings.DATABASES["default"]["OPTIONS"]["init_command"] = begin
    django.setup()
