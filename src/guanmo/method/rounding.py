"""How an exact number becomes one with a stated number of decimal places: rounded once, at the end, by a stated rule.

Source: issues_in_sources D31 (mean to two decimals); the rounding rule is a parameter of the round.
"""

from collections.abc import Sequence
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from math import floor


class Rounding(StrEnum):
    """Where a half goes: ``HALF_UP`` away from zero (四舍五入), ``HALF_EVEN`` to the even digit."""

    HALF_UP = "half_up"
    HALF_EVEN = "half_even"


def round_exactly(value: Fraction, places: int = 2, rounding: Rounding = Rounding.HALF_UP) -> Decimal:
    """The decimal with ``places`` places that lies nearest to ``value``; no intermediate result is ever rounded.

    >>> round_exactly(Fraction(181, 200))
    Decimal('0.91')
    >>> round_exactly(Fraction(181, 200), 2, Rounding.HALF_EVEN)
    Decimal('0.90')
    """
    scaled = value * 10**places
    if rounding is Rounding.HALF_EVEN:
        units = round(scaled)
    else:
        units = floor(abs(scaled) + Fraction(1, 2)) * (-1 if scaled < 0 else 1)
    return Decimal(f"{units}E-{places}")


def shared_out(parts: Sequence[Fraction], places: int) -> list[Decimal]:
    """Parts (0 or more, not all 0) as shares with ``places`` places that make exactly 1 together.

    Each is rounded down; what is left goes to those of which most was cut off (largest remainders), the first among equals.

    >>> shared_out([Fraction(1), Fraction(1), Fraction(1)], 2)
    [Decimal('0.34'), Decimal('0.33'), Decimal('0.33')]
    """
    whole, unit = sum(parts, Fraction(0)), 10**places
    exact = [part / whole * unit for part in parts]
    units = [floor(one) for one in exact]
    cut_off = sorted(range(len(parts)), key=lambda place: units[place] - exact[place])
    for place in cut_off[: unit - sum(units)]:
        units[place] += 1
    return [Decimal(f"{one}E-{places}") for one in units]
