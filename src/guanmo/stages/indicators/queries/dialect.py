"""Where SQLite and PostgreSQL differ: days as texts, values out of JSON. Everything else of an indicator is one text."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Dialect:
    """One of the two databases. Names that go in here are those of our own tables and of checked ledgers."""

    postgres: bool

    def day(self, column: str) -> str:
        """A date as ``2026-03-01``: so PostgreSQL writes it on a connection of ours (``ISO`` in the settings), cheaper than TO_CHAR."""
        return f"CAST({column} AS TEXT)" if self.postgres else column

    def text(self, column: str, *keys: str) -> str:
        """A text out of JSON, NULL when it is empty."""
        return f"NULLIF({self._inside(column, keys)}, '')"

    def whole(self, column: str, *keys: str) -> str:
        """A whole number out of JSON."""
        return f"CAST({self._inside(column, keys)} AS BIGINT)"

    def fen(self, column: str, *keys: str) -> str:
        """Money in yuan, written as text, in whole fen; exact."""
        inside = self.text(column, *keys)
        number = f"CAST({inside} AS NUMERIC)" if self.postgres else inside
        return f"CAST(ROUND({number} * 100) AS BIGINT)"

    def yes(self, column: str, *keys: str) -> str:
        """Yes and no as 1 and 0."""
        inside = self._inside(column, keys)
        return f"CASE {inside} WHEN 'true' THEN 1 WHEN 'false' THEN 0 END" if self.postgres else inside

    def length(self, column: str, key: str) -> str:
        """How many things a list holds."""
        if self.postgres:
            listed = f"CASE WHEN jsonb_typeof({column}->'{key}') = 'array' THEN {column}->'{key}' END"
            return f"jsonb_array_length({listed})"
        return f"json_array_length({column}, '$.{key}')"

    def among(self, column: str, key: str, offered: Iterable[str]) -> str:
        """How many of these words a list holds; NULL when there is no list."""
        words = ", ".join("'" + one.replace("'", "''") + "'" for one in offered)
        if self.postgres:
            listed = f"CASE WHEN jsonb_typeof({column}->'{key}') = 'array' THEN {column}->'{key}' END"
            held = f"SELECT COUNT(DISTINCT e) FROM jsonb_array_elements_text({listed}) e WHERE e IN ({words})"
        else:
            held = f"SELECT COUNT(DISTINCT value) FROM json_each({column}, '$.{key}') WHERE value IN ({words})"
        return f"CASE WHEN {self.length(column, key)} IS NOT NULL THEN ({held}) END"

    def each_of(self, column: str, key: str) -> str:
        """The words of a list as rows with the column ``value``; none where there is no list."""
        if self.postgres:
            listed = f"CASE WHEN jsonb_typeof({column}->'{key}') = 'array' THEN {column}->'{key}' ELSE '[]' END"
            return f"LATERAL (SELECT value FROM jsonb_array_elements_text({listed}) AS t(value))"
        return f"json_each({column}, '$.{key}')"

    def rows_of(self, column: str, key: str) -> str:
        """The rows of a table as rows with the column ``value``, JSON out of which the cells are read."""
        if self.postgres:
            listed = f"CASE WHEN jsonb_typeof({column}->'{key}') = 'array' THEN {column}->'{key}' ELSE '[]' END"
            return f"LATERAL (SELECT value FROM jsonb_array_elements({listed}) AS t(value))"
        return f"json_each({column}, '$.{key}')"

    def days_after(self, column: str, days: str) -> str:
        """So many days after a date, as ``day`` writes it."""
        return self.day(f"({column} + {days})") if self.postgres else f"DATE({column}, '+' || {days} || ' days')"

    def days_between(self, early: str, late: str) -> str:
        """Days from one day text to another."""
        if self.postgres:
            return f"(CAST({late} AS DATE) - CAST({early} AS DATE))"
        return f"CAST(JULIANDAY({late}) - JULIANDAY({early}) AS BIGINT)"

    def day_before(self, column: str) -> str:
        """The day before a date, as ``day`` writes it."""
        return self.day(f"({column} - 1)") if self.postgres else f"DATE({column}, '-1 day')"

    def tenths(self, column: str) -> str:
        """A decimal with one place, in whole tenths."""
        return f"CAST(ROUND({column} * 10) AS BIGINT)"

    def hundredths(self, column: str) -> str:
        """A decimal with two places, in whole hundredths."""
        return f"CAST(ROUND({column} * 100) AS BIGINT)"

    def same_uuid(self, column: str, text: str) -> str:
        """Whether a UUID column and a text with dashes mean the same."""
        return f"REPLACE(CAST({column} AS TEXT), '-', '') = REPLACE({text}, '-', '')"

    def ref(self, column: str) -> str:
        """A UUID as 32 digits."""
        return f"REPLACE(CAST({column} AS TEXT), '-', '')"

    def _inside(self, column: str, keys: tuple[str, ...]) -> str:
        if self.postgres:
            *path, last = keys
            return column + "".join(f"->'{key}'" for key in path) + f"->>'{last}'"
        return f"json_extract({column}, '$.{'.'.join(keys)}')"
