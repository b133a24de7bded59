"""The shapes that the pages of members share: a table that stacks on a phone, and a page with one form."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Generic, TypeVar

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet

from guanmo.ui.shapes import Text, Tone

PER_PAGE = 50
Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: a text, as a link where there is a ``url``, as a status where there is a ``tone``."""

    text: object
    url: str = ""
    tone: Tone | str = ""

    @property
    def words(self) -> object:
        """A date in figures, so that the dates of a column stand under each other."""
        return self.text.isoformat() if isinstance(self.text, date) else self.text

    @property
    def is_day(self) -> bool:
        """A day stays on one line."""
        return isinstance(self.text, date)


@dataclass(frozen=True, slots=True)
class Turn(Generic[Row]):
    """One page of a long list; ``name`` is the part of the address that turns it (``?floating=2``)."""

    page: Page[Row]
    name: str

    @property
    def count(self) -> int:
        """Rows of the whole list."""
        return self.page.paginator.count

    def __iter__(self) -> Iterator[Row]:
        return iter(self.page)


def turned(rows: Sequence[Row] | QuerySet[Any, Row], asked: Mapping[str, str], name: str) -> Turn[Row]:
    """The page of a list that an address asks for; the first for anything else."""
    return Turn(Paginator(rows, PER_PAGE).get_page(asked.get(name)), name)


@dataclass(frozen=True, slots=True)
class Table:
    """The first cell of a row names it. ``empty`` is said where there are no rows; ``page`` is which part they are."""

    title: Text
    head: Sequence[Text]
    rows: Sequence[Sequence[Cell]]
    note: Text = ""
    empty: Text = ""
    page: Turn[Any] | None = None

    @property
    def lines(self) -> list[list[tuple[Text, Cell]]]:
        """Each cell with the head of its column."""
        return [list(zip(self.head, row, strict=True)) for row in self.rows]


@dataclass(frozen=True, slots=True)
class FormPage:
    """What the form is for, what to know before, what its button says, and the page above it."""

    title: Text
    button: Text
    above: Text
    back: str
    subject: Text = ""
    hint: Text = ""
    facts: Sequence[tuple[Text, object]] = field(default_factory=tuple)
