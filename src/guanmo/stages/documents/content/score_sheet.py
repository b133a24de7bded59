"""What stands on a 得分表, blank or filled? (S1-V-*, S1-E-*; header and columns as in the source.)"""

import datetime
from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class ScoreSheetItem:
    """One 考核内容. ``deducted`` None means not scored; ``applies`` False means 不适用 and prints no figures."""

    no: int
    text: str
    points: Decimal
    deducted: Decimal | None = None
    reason: str = ""
    applies: bool = True

    @property
    def score(self) -> Decimal | None:
        """The points left, or None when the item was not scored or does not apply."""
        return None if self.deducted is None or not self.applies else self.points - self.deducted


@dataclass(frozen=True, slots=True)
class ScoreSheetSection:
    """One 考核指标 with its items; ``no`` is the Chinese numeral of the source (一, 二, …)."""

    no: str
    title: str
    points: Decimal
    items: tuple[ScoreSheetItem, ...]

    @property
    def score(self) -> Decimal | None:
        """The sum of the scored items, or None when none is scored."""
        scores = [item.score for item in self.items if item.score is not None]
        return sum(scores, Decimal(0)) if scores else None


@dataclass(frozen=True, slots=True)
class ScoreSheetContent:
    """A sheet to be printed. Blank: leave ``score``, ``judge`` and every ``deducted`` empty.

    ``score`` is the official mark out of ``total``; when items did not apply it is rescaled, ``rescaled`` is True and
    ``points_kept`` of ``points_possible`` say from what. ``date`` is the day of publication (blank) or of submission
    (filled).
    """

    title: str
    version: str
    date: datetime.date
    sections: tuple[ScoreSheetSection, ...]
    total: Decimal = Decimal(100)
    organisation: str = ""
    round_name: str = ""
    score: Decimal | None = None
    rescaled: bool = False
    points_kept: Decimal | None = None
    points_possible: Decimal | None = None
    judge: str = ""
    remark: str = ""
    code: str = ""

    @property
    def is_blank(self) -> bool:
        """True when nothing has been scored."""
        return self.score is None and all(i.deducted is None for s in self.sections for i in s.items)


@dataclass(frozen=True, slots=True)
class ScoreSheetSet:
    """Several coded sheets to be printed in one go; each begins on a page of its own."""

    title: str
    date: datetime.date
    sheets: tuple[ScoreSheetContent, ...]
