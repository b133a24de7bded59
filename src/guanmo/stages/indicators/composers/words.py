"""Amounts with their units, and a fact in the words of its rule."""

from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from functools import lru_cache

from django.utils.translation import get_language, ngettext, override
from django.utils.translation import gettext as _

from guanmo.method.indicators import Definition
from guanmo.stages.indicators.queries import ItemFact

SOURCE_LANGUAGE = "zh-hans"
"""What is issued on paper, and what a judge's sheet says as a reason."""


def amount_text(asked: Definition, amount: Fraction) -> str:
    """A number with the unit of the indicator."""
    return _with_unit(asked.unit, amount)


def _with_unit(unit: str, amount: Fraction) -> str:
    if unit == "share":
        return f"{_plain(amount * 100)}%"
    if unit == "money":
        return _("%(amount)s元") % {"amount": f"{_places(amount / 100, '0.01'):,}"}
    number, many = {"n": _plain(amount)}, 1 if amount == 1 else 2
    if unit == "people":
        return ngettext("%(n)s人", "%(n)s人", many) % number
    if unit == "years":
        return ngettext("%(n)s岁", "%(n)s岁", many) % number
    return ngettext("%(n)s次", "%(n)s次", many) % number if unit == "times" else _("%(n)s项") % number


def fact_figures(one: ItemFact) -> dict[str, str]:
    """What the records show as data to keep: the rule's words as a text to translate, and the figures to put into it."""
    needed, held = str(one.fact.needed), str(one.fact.held)
    return {"words": one.rule.words, "unit": one.asked.unit, "needed": needed, "held": held}


def fact_text(figures: Mapping[str, str]) -> str:
    """What the records show, such as 支委会应开3次，记录2次, in the reader's language."""
    return _sentence(get_language() or SOURCE_LANGUAGE, **figures)


def fact_on_paper(figures: Mapping[str, str]) -> str:
    """The same in the language of what is issued, whoever reads."""
    return _sentence(SOURCE_LANGUAGE, **figures)


@lru_cache(4096)  # a judge's phone is given thousands, and few differ
def _sentence(language: str, words: str, unit: str, needed: str, held: str) -> str:
    counted = unit in ("times", "number", "people")
    with override(language):
        texts = [_plain(one) if counted else _with_unit(unit, one) for one in (Fraction(needed), Fraction(held))]
        return _(words).format(needed=texts[0], held=texts[1])


def _plain(number: Fraction) -> str:
    """At most one place."""
    return f"{_places(number, '0.1').normalize():f}"


def _places(number: Fraction, step: str) -> Decimal:
    """Rounded once, half up, for reading only."""
    return (Decimal(number.numerator) / Decimal(number.denominator)).quantize(Decimal(step), ROUND_HALF_UP)
