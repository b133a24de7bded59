"""Is a snapshot what was written? Each fault names the file, or the indicator and period, where it is not."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from guanmo.analytics.engine import Line, Unreadable, engine, quoted
from guanmo.analytics.manifest import (
    DEFINITIONS,
    NAME,
    ORGANISATIONS,
    RANKED,
    ROLLED,
    Manifest,
    read_manifest,
    sha256_of,
)
from guanmo.analytics.reading import (
    fact_parts,
    facts_in,
    make_rolled,
    open_tables,
    probe,
    ranked_parts,
    rolled_parts,
    strays,
)
from guanmo.method.indicator_facts import Fact, Part


@dataclass(frozen=True, slots=True)
class Fault:
    """``what``: noted, manifest, missing, changed, extra, unreadable, definitions, facts, strays, sums, places, rolled or
    ranked.
    """

    what: str
    where: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Verdict:
    """The manifest and everything that is wrong; no fault means that file by file and row by row nothing was changed."""

    manifest: Manifest
    faults: tuple[Fault, ...]


def verify_snapshot(folder: Path, threads: int = 1, noted: str | None = None) -> Verdict:
    """Read every file and every row again. ``noted`` is a fingerprint kept elsewhere. Raises NotASnapshot."""
    manifest = read_manifest(folder)
    faults = [*_of_manifest(manifest, noted), *_of_files(folder, manifest)]
    if not any(one.what == "missing" for one in faults):
        with engine(threads) as line:
            faults += _of_rows(line, folder, manifest)
    return Verdict(manifest, tuple(faults))


def read_facts(folder: Path) -> list[Fact]:
    """All facts of a snapshot in which every row can be read. Raises NotASnapshot, Unreadable."""
    with engine() as line:
        open_tables(line, folder, read_manifest(folder))
        return facts_in(line)


def _of_manifest(manifest: Manifest, noted: str | None) -> Iterator[Fault]:
    if noted is not None and noted != manifest.sha256:
        yield Fault("noted")
    if not manifest.agrees:
        yield Fault("manifest")


def _of_files(folder: Path, manifest: Manifest) -> Iterator[Fault]:
    for one in manifest.files:
        path = folder / one.name
        if not path.is_file():
            yield Fault("missing", {"file": one.name})
        elif sha256_of(path) != one.sha256:
            yield Fault("changed", {"file": one.name})
    known = {NAME, ROLLED, RANKED, *(one.name for one in manifest.files)}
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.is_file() and name not in known:
            yield Fault("extra", {"file": name})
    if {DEFINITIONS: manifest.definitions}.items() - {one.name: one.sha256 for one in manifest.files}.items():
        yield Fault("definitions")


def _of_rows(line: Line, folder: Path, manifest: Manifest) -> Iterator[Fault]:
    try:
        open_tables(line, folder, manifest)
        facts = fact_parts(line)
    except Unreadable:
        yield from _unreadable(folder, manifest)
        return
    wrong = list(_differences("facts", manifest.facts, facts))
    lost = strays(line)
    yield from wrong
    if lost:
        yield Fault("strays", {"rows": lost})
    if not wrong and not lost:  # sums of other facts are other sums
        make_rolled(line)
        yield from _differences("sums", manifest.rolled, rolled_parts(line))
        yield from _differences("places", manifest.ranked, ranked_parts(line))
    yield from _of_table(line, folder / ROLLED, manifest.rolled, rolled_parts)
    yield from _of_table(line, folder / RANKED, manifest.ranked, ranked_parts)


def _of_table(
    line: Line, path: Path, wanted: Iterable[Part], read: Callable[[Line, str], Iterable[Part]]
) -> Iterator[Fault]:
    """What ``rollup`` wrote, where it did."""
    if not path.is_file():
        return
    try:
        line.execute(f"CREATE VIEW kept_{path.stem} AS SELECT * FROM read_parquet({quoted(path)})")
        yield from _differences(path.stem, wanted, read(line, f"kept_{path.stem}"))
    except Unreadable:
        yield Fault("unreadable", {"file": path.name})


def _unreadable(folder: Path, manifest: Manifest) -> Iterator[Fault]:
    """Each table by itself: a file that is no Parquet, or has other columns."""
    for name in (ORGANISATIONS, *manifest.fact_files):
        with engine() as line:
            try:
                probe(line, folder / name, organisations=name == ORGANISATIONS)
            except Unreadable:
                yield Fault("unreadable", {"file": name})


def _differences(what: str, wanted: Iterable[Part], found: Iterable[Part]) -> Iterator[Fault]:
    """The parts that are not the same, each with the rows that it should have and those that it has."""
    before, now = ({(one.indicator, one.period): one for one in parts} for parts in (wanted, found))
    for place in sorted(before.keys() | now.keys()):
        if before.get(place) != now.get(place):
            rows = {
                name: one.rows if one else 0 for name, one in (("wanted", before.get(place)), ("found", now.get(place)))
            }
            yield Fault(what, {"indicator": place[0], "period": place[1], **rows})
