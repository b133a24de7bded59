"""The tables of a snapshot for DuckDB, and what it finds in them: digests of the rows and the sums up the tree."""

from collections.abc import Sequence
from pathlib import Path

from guanmo.analytics.engine import Line, listed, quoted
from guanmo.analytics.manifest import ORGANISATIONS, Manifest
from guanmo.method.indicator_facts import COUNTED, Fact, Part, ranked_sql, rolled_sql
from guanmo.method.indicator_values import State

FACT_CELLS = ("numerator", "denominator", "state")
ROLLED_CELLS = ("numerator", "denominator", *COUNTED)
RANKED_CELLS = ("place", "among")


def open_tables(line: Line, folder: Path, manifest: Manifest) -> None:
    """``fact``, ``organisation``, ``upwards`` and ``parent`` as named in ``rolled_sql``. Raises ``Unreadable``."""
    line.execute(_facts_view([folder / name for name in manifest.fact_files]))
    _make_organisations(line, folder / ORGANISATIONS)
    line.execute("""CREATE TABLE upwards AS WITH RECURSIVE chain(below, above) AS (
          SELECT organisation, organisation FROM organisation
          UNION SELECT c.below, o.above FROM chain c JOIN organisation o ON o.organisation = c.above
          WHERE o.above IS NOT NULL)
        SELECT below, above FROM chain""")
    line.execute(
        "CREATE TABLE parent AS SELECT DISTINCT above AS organisation FROM organisation WHERE above IS NOT NULL"
    )


def _make_organisations(line: Line, path: Path) -> None:
    line.execute(f"""CREATE TABLE organisation AS
        SELECT organisation::VARCHAR AS organisation, code::VARCHAR AS code, above::VARCHAR AS above
        FROM read_parquet({quoted(path)})""")


def probe(line: Line, path: Path, *, organisations: bool) -> None:
    """Read one file from end to end in a fresh engine. Raises ``Unreadable``."""
    if organisations:
        _make_organisations(line, path)
    else:
        line.execute(_facts_view([path]))
        fact_parts(line)


def _facts_view(files: Sequence[Path]) -> str:
    """No file means no fact. Folders named ``a=b`` say nothing about the rows."""
    columns = """indicator::VARCHAR AS indicator, period::VARCHAR AS period, organisation::VARCHAR AS organisation,
        numerator::BIGINT AS numerator, denominator::BIGINT AS denominator, state::VARCHAR AS state"""
    source = f"read_parquet({listed(files)}, hive_partitioning = false)" if files else _NO_FACTS
    return f"CREATE VIEW fact AS SELECT {columns} FROM {source}"


_NO_FACTS = """(SELECT '' AS indicator, '' AS period, '' AS organisation, 0 AS numerator, 0 AS denominator, '' AS state
    LIMIT 0)"""


def fact_parts(line: Line) -> tuple[Part, ...]:
    """The digests of the facts, made by the engine itself. Raises ``Unreadable``."""
    return _parts(line, "fact", FACT_CELLS)


def rolled_parts(line: Line, table: str = "rolled") -> tuple[Part, ...]:
    """The digests of the sums that stand in a table."""
    return _parts(line, table, ROLLED_CELLS)


def ranked_parts(line: Line, table: str = "ranked") -> tuple[Part, ...]:
    """The digests of the places that stand in a table."""
    return _parts(line, table, RANKED_CELLS)


def _parts(line: Line, table: str, cells: Sequence[str]) -> tuple[Part, ...]:
    """As ``parts_of``: lines in the order of the organisations, one digest for each indicator and period."""
    text = " || ',' || ".join(("organisation", *cells))
    order = ", ".join(("organisation", *cells))
    found = line.execute(f"""SELECT indicator, period, COUNT(*),
          sha256(STRING_AGG({text} || CHR(10), '' ORDER BY {order}))
        FROM {table} GROUP BY indicator, period ORDER BY indicator, period""").fetchall()
    return tuple(Part(*row) for row in found)


def make_rolled(line: Line) -> None:
    """The tables ``rolled`` and, from it, ``ranked``. Raises ``Unreadable``."""
    line.execute(f"CREATE TABLE rolled AS {rolled_sql()}")
    line.execute(f"CREATE TABLE ranked AS {ranked_sql()}")


def strays(line: Line) -> int:
    """Facts of organisations that the tree does not know."""
    found = line.execute("SELECT COUNT(*) FROM fact WHERE organisation NOT IN (SELECT organisation FROM organisation)")
    row = found.fetchone()
    return int(row[0]) if row else 0


def facts_in(line: Line) -> list[Fact]:
    """All facts, in order."""
    found = line.execute("SELECT * FROM fact ORDER BY indicator, period, organisation").fetchall()
    return [
        Fact(indicator, period, organisation, numerator, denominator, State(state))
        for indicator, period, organisation, numerator, denominator, state in found
    ]
