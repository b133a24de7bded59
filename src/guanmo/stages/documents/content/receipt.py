"""What does an organisation learn from its 得分反馈单? Every deduction, its rule, how to put it right, whom to ask."""

import datetime
from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class DeductionLine:
    """One deduction of one counted sheet. ``rule`` is the clause of the sheet; ``remedy`` what puts it right, by when."""

    item: str
    points: Decimal
    reason: str
    rule: str
    remedy: str


@dataclass(frozen=True, slots=True)
class ReceiptContent:
    """The result of one organisation, told to it alone. ``score`` and ``rank`` are None when it was not ranked.

    ``of`` organisations were ranked in its list; ``ask`` says whom to ask, ``reply`` how to object.
    """

    title: str
    organisation: str
    round_name: str
    list_name: str
    issuer: str
    date: datetime.date
    score: Decimal | None
    rank: int | None
    of: int
    class_name: str
    ballots: int
    lines: tuple[DeductionLine, ...]
    ask: str
    reply: str = ""
