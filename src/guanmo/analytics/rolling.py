"""The sums up the tree of one snapshot, as a table in its folder; only when they are those of which the manifest knows."""

import os
from dataclasses import dataclass
from pathlib import Path

from guanmo.analytics.engine import engine, write_parquet
from guanmo.analytics.manifest import ROLLED, read_manifest
from guanmo.analytics.reading import fact_parts, make_rolled, open_tables, rolled_parts
from guanmo.lib.whole_file import to_disk
from guanmo.method.indicator_facts import fingerprint


@dataclass(frozen=True, slots=True)
class RolledUp:
    """How many sums there are, the fingerprint that was found, and whether it is that of the manifest."""

    rows: int
    sha256: str
    agrees: bool


def roll_up_snapshot(folder: Path, threads: int) -> RolledUp:
    """Write ``rolled.parquet``; nothing is written where the facts are not what they were. Raises NotASnapshot, Unreadable."""
    manifest = read_manifest(folder)
    with engine(threads) as line:
        open_tables(line, folder, manifest)
        make_rolled(line)
        parts = rolled_parts(line)
        found = fingerprint(fact_parts(line), parts)
        if found == manifest.sha256:
            beside = folder / f".{ROLLED}.{os.urandom(6).hex()}.part"
            write_parquet(line, "SELECT * FROM rolled ORDER BY indicator, period, organisation", beside)
            to_disk(beside)
            os.replace(beside, folder / ROLLED)
            to_disk(folder)
    return RolledUp(sum(one.rows for one in parts), found, found == manifest.sha256)
