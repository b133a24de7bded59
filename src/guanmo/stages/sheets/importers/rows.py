"""What every file format is turned into before anything is understood: rows of cells, with their place in the file."""

from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell. ``merged_up`` = it belongs to the merged cell above; ``span`` = rows of the merged cell it starts.

    ``unread`` names the cell ("D5") when it holds a formula for which the file carries no computed value.
    """

    text: str = ""
    merged_up: bool = False
    span: int = 1
    unread: str = ""

    @property
    def own(self) -> bool:
        """True when this row itself says something in this cell."""
        return not self.merged_up and bool(self.text)


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table, or (``is_text``) one line of text outside every table. ``where`` is for a person."""

    cells: tuple[Cell, ...]
    where: str
    is_text: bool = False

    @property
    def own(self) -> tuple[tuple[int, str], ...]:
        """The cells that say something, with their column."""
        return tuple((column, cell.text) for column, cell in enumerate(self.cells) if cell.own)

    @property
    def only(self) -> str:
        """The text of the row when exactly one thing stands in it (merged cells may repeat it), otherwise ''."""
        texts = {text for _, text in self.own}
        return texts.pop() if len(texts) == 1 else ""

    def at(self, column: int | None) -> Cell:
        """The cell in that column, an empty one when the row is shorter or the table has no such column."""
        return self.cells[column] if column is not None and column < len(self.cells) else Cell()


@dataclass(frozen=True, slots=True)
class Stream:
    """The rows of one file, or of one worksheet, in reading order. ``name`` is the worksheet's or the file's."""

    name: str
    rows: tuple[Row, ...]

    @property
    def text(self) -> Iterator[str]:
        """Every piece of text in it."""
        return (cell.text for row in self.rows for cell in row.cells if cell.own)
