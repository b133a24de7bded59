"""A sheet while it is being put together from rows: what is printed, before numbers and points are settled."""

from dataclasses import dataclass, field
from decimal import Decimal

from guanmo.stages.sheets.importers.headings import Heading


@dataclass(slots=True)
class DraftItem:
    """``no`` is None when the file prints none; ``parts`` > 1 when the points are a sum of amounts in the text."""

    no: int | None
    text: str
    points: Decimal | None = None
    parts: int = 0
    method: list[str] = field(default_factory=list)
    text_points: Decimal | None = None
    unreadable_points: str = ""


@dataclass(slots=True)
class DraftSection:
    """A section as printed; ``no`` is '' when the file prints none."""

    no: str
    title: str
    points: Decimal | None = None
    items: list[DraftItem] = field(default_factory=list)

    def is_again(self, heading: Heading) -> bool:
        """True when the heading is this section's, printed again on the next page or in each row."""
        return heading.title == self.title and heading.no in ("", self.no)


@dataclass(slots=True)
class Draft:
    """The whole sheet as printed, and the rows that could not be understood, by their place."""

    title: str
    total: Decimal | None
    sections: list[DraftSection] = field(default_factory=list)
    unread_rows: list[tuple[str, str]] = field(default_factory=list)
    repeated_heads: list[str] = field(default_factory=list)
