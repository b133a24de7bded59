"""Sums up the tree of one snapshot and places by them, as tables in its folder; only when the manifest knows of the same."""

import os
from dataclasses import dataclass
from pathlib import Path

from guanmo.analytics.engine import Line, engine, write_parquet
from guanmo.analytics.manifest import RANKED, ROLLED, read_manifest
from guanmo.analytics.reading import fact_parts, make_rolled, open_tables, ranked_parts, rolled_parts
from guanmo.lib.whole_file import to_disk
from guanmo.method.indicator_facts import fingerprint


@dataclass(frozen=True, slots=True)
class RolledUp:
    """How many sums there are, the fingerprint that was found, and whether it is that of the manifest."""

    rows: int
    sha256: str
    agrees: bool


def roll_up_snapshot(folder: Path, threads: int) -> RolledUp:
    """Write ``rolled.parquet`` and ``ranked.parquet``; nothing is written where the facts are not what they were. Raises NotASnapshot, Unreadable."""
    manifest = read_manifest(folder)
    with engine(threads) as line:
        open_tables(line, folder, manifest)
        make_rolled(line)
        parts = rolled_parts(line)
        found = fingerprint(fact_parts(line), parts, ranked_parts(line))
        if found == manifest.sha256:
            _write(line, "rolled", folder / ROLLED)
            _write(line, "ranked", folder / RANKED)
            to_disk(folder)
    return RolledUp(sum(one.rows for one in parts), found, found == manifest.sha256)


def _write(line: Line, table: str, path: Path) -> None:
    beside = path.with_name(f".{path.name}.{os.urandom(6).hex()}.part")
    write_parquet(line, f"SELECT * FROM {table} ORDER BY indicator, period, organisation", beside)
    to_disk(beside)
    os.replace(beside, path)
