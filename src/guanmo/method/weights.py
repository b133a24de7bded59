"""Parts of a score that weigh differently: groups of judges, tiers of rounds. Weights are per cent and make 100 together.

Source: S0-3.1-j and issues_in_sources D31 leave the rule to the county; design.md 4 asks for it before the round opens.
"""

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from fractions import Fraction

Weights = tuple[tuple[str, Decimal], ...]
"""Each part with its weight, sorted by the part's key; empty where everything weighs the same."""

WHOLE = Decimal(100)


def weights_of(data: object) -> Weights:
    """Read weights from a mapping (or from weights). Raises ValueError unless each lies above 0 and all make 100.

    >>> weights_of({"village": "40", "township": "60"})
    (('township', Decimal('60')), ('village', Decimal('40')))
    """
    if not isinstance(data, Mapping | tuple):
        raise ValueError(f"weights must name their parts: {data!r}")
    found = tuple(sorted((str(part), _decimal(weight)) for part, weight in dict(data).items()))
    if any(weight <= 0 for _part, weight in found):
        raise ValueError("a weight must be more than 0; leave out what does not count")
    if found and (total := sum(weight for _part, weight in found)) != WHOLE:
        raise ValueError(f"weights must make 100 together, not {total}")
    return found


def as_json(weights: Weights) -> dict[str, str]:
    """Weights as plain JSON values; decimals are strings."""
    return {part: f"{weight.normalize():f}" for part, weight in weights}


def weighted(values: Mapping[str, Fraction], weights: Weights) -> Fraction:
    """Sum of weight x value / 100, exactly. Every part needs its value.

    >>> weighted({"township": Fraction(90), "village": Fraction(80)}, weights_of({"township": 60, "village": 40}))
    Fraction(86, 1)
    """
    return sum((Fraction(weight) * values[part] for part, weight in weights), Fraction(0)) / Fraction(WHOLE)


def _decimal(value: object) -> Decimal:
    try:
        number = Decimal(str(value))
    except InvalidOperation:
        raise ValueError(f"a weight must be a number: {value!r}") from None
    if not number.is_finite():
        raise ValueError(f"a weight must be a finite number: {value!r}")
    return number
