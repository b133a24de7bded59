"""DuckDB as it is used here: in memory, with so many threads, without fetching anything from anywhere."""

from collections.abc import Sequence
from pathlib import Path

import duckdb

Line = duckdb.DuckDBPyConnection
Unreadable = duckdb.Error
"""What the engine raises on a file that is no Parquet or has other columns."""


def engine(threads: int = 1) -> Line:
    """A fresh engine. Extensions are neither loaded nor fetched: what is needed is built in."""
    return duckdb.connect(
        ":memory:",
        config={"threads": threads, "autoinstall_known_extensions": False, "autoload_known_extensions": False},
    )


def quoted(path: Path) -> str:
    """A path as text of a statement; views and COPY take no parameters."""
    return "'" + str(path).replace("'", "''") + "'"


def listed(paths: Sequence[Path]) -> str:
    """Several paths as a list of a statement."""
    return f"[{', '.join(map(quoted, paths))}]"


def write_parquet(line: Line, rows: str, path: Path) -> None:
    """The rows of a query with a fixed order into one file: the same rows give the same bytes, whatever the threads."""
    line.execute(f"COPY ({rows}) TO {quoted(path)} (FORMAT parquet, COMPRESSION zstd)")
