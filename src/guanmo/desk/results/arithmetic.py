"""The sum behind a score, written so that one can do it again by hand."""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from django.utils.translation import gettext as _

from guanmo.method.aggregation import Method, OfficialRule


def sum_in_words(
    counted: Sequence[Decimal], dropped: Sequence[Decimal], rule: OfficialRule, score: Decimal
) -> list[str]:
    """The steps from the single sheets to the score; ``counted`` and ``dropped`` are the scores of the sheets."""
    steps = []
    if dropped:
        listed = "、".join(f"{one}" for one in sorted(dropped, reverse=True))
        steps.append(_("去掉%(drop)d份最高和%(drop)d份最低：%(scores)s。") % {"drop": rule.drop, "scores": listed})
    steps.append(_median(counted, rule, score) if rule.method is Method.MEDIAN else _mean(counted, rule, score))
    return steps


def _mean(counted: Sequence[Decimal], rule: OfficialRule, score: Decimal) -> str:
    terms = " + ".join(f"{one}" for one in counted)
    quotient = _exactly(Fraction(sum(counted)) / len(counted), rule.places, score)
    return _("(%(terms)s) ÷ %(count)d = %(quotient)s") % {"terms": terms, "count": len(counted), "quotient": quotient}


def _median(counted: Sequence[Decimal], rule: OfficialRule, score: Decimal) -> str:
    ordered = sorted(counted, reverse=True)
    listed, half = "、".join(f"{one}" for one in ordered), len(ordered) // 2
    if len(ordered) % 2:
        return _("从高到低：%(scores)s；居中的一份是%(score)s。") % {"scores": listed, "score": ordered[half]}
    high, low = ordered[half - 1], ordered[half]
    quotient = _exactly(Fraction(high + low) / 2, rule.places, score)
    return _("从高到低：%(scores)s；居中的两份是%(high)s和%(low)s，(%(high)s + %(low)s) ÷ 2 = %(quotient)s") % {
        "scores": listed,
        "high": high,
        "low": low,
        "quotient": quotient,
    }


def _exactly(value: Fraction, places: int, rounded: Decimal) -> str:
    """The quotient with two places more than the score where it is not exact, then the score."""
    if value == Fraction(rounded):
        return f"{rounded}"
    shifted = value * 10 ** (places + 2)
    digits = f"{Decimal(int(shifted)).scaleb(-places - 2)}"
    shown = digits.rstrip("0") if shifted.denominator == 1 else f"{digits}…"
    return f"{shown} ≈ {rounded}"


def rescaling_in_words(raw: Decimal, applicable: Decimal, whole: Decimal, total: Decimal) -> str:
    """How one sheet with items that do not apply is brought to the full scale (D37)."""
    return (
        f"{raw} ÷ {applicable} × {whole} = {_exactly(Fraction(raw) * Fraction(whole) / Fraction(applicable), 2, total)}"
    )
