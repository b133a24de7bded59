"""Write a snapshot: the facts by period, the tree, the definitions and the manifest, in one folder that is whole or not there."""

import os
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from guanmo.analytics.engine import Line, engine, write_parquet
from guanmo.analytics.manifest import DEFINITIONS, NAME, ORGANISATIONS, File, Manifest, sha256_of
from guanmo.lib.whole_file import make_folder, to_disk
from guanmo.method.indicator_facts import Fact, fingerprint, in_order, parts_of, plain, rank, roll_up

AT_ONCE = 50_000
"""Rows that are handed to the engine at a time."""
FACT = "indicator VARCHAR, period VARCHAR, organisation VARCHAR, numerator BIGINT, denominator BIGINT, state VARCHAR"
ORGANISATION = "organisation VARCHAR, code VARCHAR, above VARCHAR"


@dataclass(frozen=True, slots=True)
class Content:
    """What is written. ``organisations`` are (what it is known by, its code, directly under whom); ``definitions`` is a text."""

    program: str
    day: str
    county: str
    definitions: str
    organisations: Sequence[tuple[str, str, str | None]]
    facts: Sequence[Fact]


def write_snapshot(folder: Path, content: Content) -> Manifest:
    """Write everything beside ``folder``, then give it its name. Raises OSError where something stands there already."""
    make_folder(folder.parent)
    beside = folder.with_name(f".{folder.name}.{os.urandom(6).hex()}.part")
    try:
        manifest = _write(beside, content)
        if folder.is_dir():
            folder.rmdir()  # empty, or this raises
        os.rename(beside, folder)
    except BaseException:
        shutil.rmtree(beside, ignore_errors=True)
        raise
    to_disk(folder.parent)
    return manifest


def _write(folder: Path, content: Content) -> Manifest:
    (folder / "facts").mkdir(parents=True)
    counts = {ORGANISATIONS: len(content.organisations), DEFINITIONS: 0}
    (folder / DEFINITIONS).write_text(content.definitions, encoding="utf-8")
    with engine() as line:
        _fill(line, "organisation", ORGANISATION, content.organisations)
        write_parquet(line, "SELECT * FROM organisation ORDER BY organisation", folder / ORGANISATIONS)
        _fill(line, "fact", FACT, [plain(one) for one in in_order(content.facts)])
        counts |= _write_facts(line, folder)
    manifest = _manifest(folder, content, counts)
    (folder / NAME).write_text(manifest.text(), encoding="utf-8")
    for path in (*folder.rglob("*"), folder):
        to_disk(path)
    return manifest


def _fill(line: Line, name: str, columns: str, rows: Sequence[tuple[object, ...]]) -> None:
    """A table of these rows, handed over column by column."""
    line.execute(f"CREATE TABLE {name} ({columns})")
    kinds = [one.split()[-1] for one in columns.split(", ")]
    unnested = ", ".join(f"UNNEST(?::{kind}[])" for kind in kinds)
    for start in range(0, len(rows), AT_ONCE):
        some = rows[start : start + AT_ONCE]
        line.execute(f"INSERT INTO {name} SELECT {unnested}", [list(column) for column in zip(*some, strict=True)])


def _write_facts(line: Line, folder: Path) -> dict[str, int]:
    """One file for each period, sorted by indicator and organisation."""
    counts = {}
    periods = line.execute("SELECT period, COUNT(*) FROM fact GROUP BY period ORDER BY period").fetchall()
    for period, rows in periods:
        name = f"facts/{period}.parquet"
        chosen = f"SELECT * FROM fact WHERE period = '{period}' ORDER BY indicator, organisation"
        write_parquet(line, chosen, folder / name)
        counts[name] = int(rows)
    return counts


def _manifest(folder: Path, content: Content, counts: dict[str, int]) -> Manifest:
    above = {organisation: over for organisation, _code, over in content.organisations}
    sums = roll_up(content.facts, above)
    facts, rolled, ranked = parts_of(content.facts), parts_of(sums), parts_of(rank(sums, above))
    files = tuple(File(name, rows, sha256_of(folder / name)) for name, rows in sorted(counts.items()))
    return Manifest(
        program=content.program,
        day=content.day,
        county=content.county,
        definitions=sha256_of(folder / DEFINITIONS),
        facts=tuple(facts),
        rolled=tuple(rolled),
        ranked=tuple(ranked),
        files=files,
        sha256=fingerprint(facts, rolled, ranked),
    )
