"""A snapshot's folder read and changed past the product, with DuckDB's own words."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import duckdb


def engine() -> duckdb.DuckDBPyConnection:
    """Imported late: what is there before the first test is kept to the end, and DuckDB then complains of it."""
    import duckdb

    return duckdb.connect()


def bytes_in(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def manifest_of(folder: Path) -> Any:
    return json.loads((folder / "manifest.json").read_text(encoding="utf-8"))


def write_manifest(folder: Path, plain: Any) -> None:
    (folder / "manifest.json").write_text(json.dumps(plain), encoding="utf-8")


def codes(folder: Path) -> dict[str, str]:
    """By the code of an organisation what it is known by."""
    found = engine().execute(f"SELECT code, organisation FROM read_parquet('{folder / 'organisations.parquet'}')")
    return dict(found.fetchall())


def rows(folder: Path, table: str, indicator: str, period: str) -> dict[str, tuple[Any, ...]]:
    """The rows of one indicator and period by the code of the organisation."""
    chosen = f"SELECT * FROM read_parquet('{folder / table}') WHERE indicator = ? AND period = ?"
    found = engine().execute(chosen, [indicator, period]).fetchall()
    known_as = {organisation: code for code, organisation in codes(folder).items()}
    return {known_as[row[2]]: row[3:] for row in found}


def rewrite(path: Path, change: str) -> None:
    """The same file after one statement on its rows, the table ``fact``."""
    line = engine()
    line.execute(f"CREATE TABLE fact AS SELECT * FROM read_parquet('{path}')")
    line.execute(change)
    line.execute(
        f"COPY (SELECT * FROM fact ORDER BY indicator, organisation) TO '{path}' (FORMAT parquet, COMPRESSION zstd)"
    )


def admit(folder: Path, name: str) -> None:
    """Let the manifest call the changed file the right one."""
    plain = manifest_of(folder)
    files = [{**one, "sha256": digest(folder / name)} if one["name"] == name else one for one in plain["files"]]
    write_manifest(folder, {**plain, "files": files})


def cut_anew(folder: Path, cut: str) -> None:
    """The facts in another order and in other files, of which the manifest then knows the names and digests."""
    line, plain = engine(), manifest_of(folder)
    line.execute(
        f"CREATE TABLE fact AS SELECT *, ({cut})::VARCHAR AS part FROM read_parquet('{folder}/facts/*.parquet')"
    )
    for path in (folder / "facts").iterdir():
        path.unlink()
    files = [one for one in plain["files"] if not one["name"].startswith("facts/")]
    for number, (part, count) in enumerate(line.execute("SELECT part, COUNT(*) FROM fact GROUP BY part").fetchall()):
        path = folder / "facts" / f"p{number}.parquet"
        shuffled = (
            f"SELECT * EXCLUDE part FROM fact WHERE part = '{part}' ORDER BY hash(organisation || indicator || period)"
        )
        line.execute(f"COPY ({shuffled}) TO '{path}' (FORMAT parquet)")
        files.append({"name": f"facts/{path.name}", "rows": count, "sha256": digest(path)})
    write_manifest(folder, {**plain, "files": files[::-1]})
