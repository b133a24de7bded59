"""The rows behind a value as the page shows them, with a link to each and their sum."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from django.urls import reverse

from guanmo.method.indicators import Definition
from guanmo.stages.indicators.composers.words import amount_text
from guanmo.stages.indicators.queries import ProofRow, Reading, proof_for
from guanmo.stages.organisations.models import User


@dataclass(frozen=True, slots=True)
class ProofLine:
    """One row (None for the sum), and what it adds above and below the line in words."""

    row: ProofRow | None
    url: str
    top: str
    bottom: str


def proof_lines(user: User, reading: Reading) -> Sequence[ProofLine]:
    """Every row of one value."""
    rows = proof_for(user, reading.asked, reading.organisation, reading.span)
    return [
        ProofLine(
            one,
            reverse(one.page, args=[one.uuid]) if one.page and one.uuid else "",
            *(added(reading.asked, [one]) if one.numerator is not None else ("", "")),
        )
        for one in rows
    ]


def added(asked: Definition, rows: Iterable[ProofRow]) -> tuple[str, str]:
    """What these rows add above and below the line. Below the line of money stands a number, such as households."""
    listed = list(rows)
    top, bottom = sum(one.numerator or 0 for one in listed), sum(one.denominator or 0 for one in listed)
    over = amount_text(asked, Fraction(top)) if asked.unit == "money" else _sum_text(asked, top)
    return over, _sum_text(asked, bottom)


def _sum_text(asked: Definition, number: int) -> str:
    return amount_text(replace(asked, unit="money"), Fraction(number)) if asked.in_fen else str(number)
