"""Amounts with their units, and a fact in the words of its rule."""

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from django.utils.translation import gettext as _

from guanmo.method.indicators import Definition
from guanmo.stages.indicators.queries import ItemFact


def amount_text(asked: Definition, amount: Fraction) -> str:
    """A number with the unit of the indicator."""
    if asked.unit == "share":
        return f"{_plain(amount * 100)}%"
    if asked.unit == "money":
        return _("%(amount)s元") % {"amount": f"{_places(amount / 100, '0.01'):,}"}
    number = {"n": _plain(amount)}
    if asked.unit == "people":
        return _("%(n)s人") % number
    if asked.unit == "years":
        return _("%(n)s岁") % number
    return _("%(n)s次") % number if asked.unit == "times" else _("%(n)s项") % number


def fact_text(one: ItemFact) -> str:
    """What the records show, such as 支委会应开3次，记录2次."""
    counted = one.asked.unit in ("times", "number", "people")
    needed, held = (
        _plain(amount) if counted else amount_text(one.asked, amount) for amount in (one.fact.needed, one.fact.held)
    )
    return one.rule.words.format(needed=needed, held=held)


def _plain(number: Fraction) -> str:
    """At most one place."""
    return f"{_places(number, '0.1').normalize():f}"


def _places(number: Fraction, step: str) -> Decimal:
    """Rounded once, half up, for reading only."""
    return (Decimal(number.numerator) / Decimal(number.denominator)).quantize(Decimal(step), ROUND_HALF_UP)
