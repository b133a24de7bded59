"""What a source of rows is: columns with their kinds, and how the database writes them."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from guanmo.stages.indicators.queries.dialect import Dialect

COUNTED_BY = frozenset({"organisation", "day"})
FOREVER = "0001-01-01"
"""The day of what nobody knows the beginning of."""
NAMED_BY = frozenset({"ref", "label"})
"""What only the rows behind a value need."""


@dataclass(frozen=True)
class Source:
    """``columns`` map a name to (kind, SQL); ``about_persons`` says that ``label`` is or holds a name, ``own_alone`` that nobody above
    the organisation reads it.

    Every source has ``organisation`` (id), ``ref`` (32 digits, by which the row's page is found), ``label`` and ``day``.
    ``page`` names the page on which the row stands, empty when there is none. A ``table`` that no SQL can say is made of
    the organisations (ids; None: all) whose rows are asked.
    """

    name: str
    table: str | Callable[[Collection[int] | None], str]
    columns: Mapping[str, tuple[str, str]]
    page: str = ""
    about_persons: bool = False
    own_alone: bool = False

    @cached_property
    def kinds(self) -> dict[str, str]:
        return {name: kind for name, (kind, _sql) in self.columns.items()}

    def query(self, wanted: Iterable[str], organisations: Collection[int] | None = None) -> str:
        """The rows as a query, with no more columns than are wanted; it may hold rows of further organisations."""
        chosen = sorted(wanted)
        listed = ", ".join(f"{self.columns[name][1]} AS {name}" for name in chosen)
        table = self.table if isinstance(self.table, str) else self.table(organisations)
        return f"SELECT {listed} FROM {table}"


def home_of(dialect: Dialect) -> str:
    """The organisation of a row, as a field of a ledger names one."""
    return f"(SELECT {dialect.ref('q.uuid')} FROM organisations_organisation q WHERE q.id = x.organisation_id)"
