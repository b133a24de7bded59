"""What stands on a 汇总得分表? All counted sheets of one organisation, item by item (S0-A-a, S0-3.1-j)."""

import datetime
from dataclasses import dataclass
from decimal import Decimal

from guanmo.stages.documents.content.ranking import RuleUsed


@dataclass(frozen=True, slots=True)
class AggregateItem:
    """One 考核内容: how many of the counted sheets took points off, how many in all, and on average over all of them."""

    no: int
    text: str
    points: Decimal
    judges: int = 0
    deducted: Decimal | None = None
    mean: Decimal | None = None
    reasons: tuple[str, ...] = ()
    applies: bool = True


@dataclass(frozen=True, slots=True)
class AggregateSection:
    """One 考核指标 with its official section score, None where it has none."""

    no: str
    title: str
    points: Decimal
    score: Decimal | None
    items: tuple[AggregateItem, ...]


@dataclass(frozen=True, slots=True)
class AggregateContent:
    """The counted sheets of one organisation together. ``score`` and ``rank`` are the official ones, None without a rank.

    ``scores`` are the totals of the counted sheets, the highest first; no judge is named.
    """

    title: str
    organisation: str
    round_name: str
    version: str
    issuer: str
    date: datetime.date
    sections: tuple[AggregateSection, ...]
    scores: tuple[Decimal, ...]
    score: Decimal | None
    rank: int | None
    rule: RuleUsed
