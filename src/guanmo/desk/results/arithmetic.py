"""The sum behind a score, written so that one can do it again by hand."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from django.utils.translation import gettext as _

from guanmo.method.aggregation import Method, OfficialRule
from guanmo.method.weights import as_json, weighted
from guanmo.stages.rounds.enums import JudgeGroup, Tier


@dataclass(frozen=True, slots=True)
class Given:
    """One sheet's score; ``dropped`` as in ``method.aggregation.Dropped.side``, ``group`` that of its judge or empty."""

    score: Decimal
    dropped: str
    group: str


def sum_in_words(sheets: Sequence[Given], rule: OfficialRule, score: Decimal) -> list[str]:
    """The steps from the single sheets to the score that they make, before other tiers are added."""
    if not rule.groups:
        return _steps(sheets, rule, score)
    weights = dict(rule.groups)
    steps, values = [], {}
    for group in (one for one in JudgeGroup if one in weights):
        mine = [one for one in sheets if one.group == group]
        values[group.value] = _value([one.score for one in mine if not one.dropped], rule)
        steps += [f"{group.label}：{step}" for step in _steps(mine, rule, None)]
    exact = weighted(values, rule.groups)
    terms = [f"{_digits(values[part], rule.places + 2)} × {share}%" for part, share in _in_order(rule).items()]
    return [*steps, f"{' + '.join(terms)} = {_exactly(exact, rule.places, score)}"]


def tiers_in_words(tiers: Sequence[Mapping[str, str]], rule: OfficialRule, score: Decimal) -> str:
    """How the scores of several tiers add up; ``tiers`` as they are kept with the standing."""
    values = {one["tier"]: Fraction(one["score"]) for one in tiers}
    by_tier = {one["tier"]: one for one in tiers}
    terms = [f"{one.label} {by_tier[one]['score']} × {by_tier[one]['weight']}%" for one in Tier if one.value in by_tier]
    return f"{' + '.join(terms)} = {_exactly(weighted(values, rule.tiers), rule.places, score)}"


def _in_order(rule: OfficialRule) -> dict[str, str]:
    """The weights of the groups, the highest level first."""
    shares = as_json(rule.groups)
    return {one.value: shares[one] for one in JudgeGroup if one in shares}


def _steps(sheets: Sequence[Given], rule: OfficialRule, score: Decimal | None) -> list[str]:
    """What one set of sheets gives; ``score`` is its rounded value, None where it is only rounded later."""
    counted = [one.score for one in sheets if not one.dropped]
    dropped = [one.score for one in sheets if one.dropped in ("high", "low")]
    steps = []
    if dropped:
        listed = _("、").join(f"{one}" for one in sorted(dropped, reverse=True))
        steps.append(_("去掉%(drop)d份最高和%(drop)d份最低：%(scores)s。") % {"drop": rule.drop, "scores": listed})
    steps.append(_median(counted, rule, score) if rule.method is Method.MEDIAN else _mean(counted, rule, score))
    return steps


def _value(counted: Sequence[Decimal], rule: OfficialRule) -> Fraction:
    ordered = sorted(map(Fraction, counted))
    if rule.method is Method.MEDIAN:
        ordered = ordered[(len(ordered) - 1) // 2 : len(ordered) // 2 + 1]
    return sum(ordered, Fraction(0)) / len(ordered)


def _mean(counted: Sequence[Decimal], rule: OfficialRule, score: Decimal | None) -> str:
    terms = " + ".join(f"{one}" for one in counted)
    quotient = _exactly(_value(counted, rule), rule.places, score)
    return _("(%(terms)s) ÷ %(count)d = %(quotient)s") % {"terms": terms, "count": len(counted), "quotient": quotient}


def _median(counted: Sequence[Decimal], rule: OfficialRule, score: Decimal | None) -> str:
    ordered = sorted(counted, reverse=True)
    listed, half = _("、").join(f"{one}" for one in ordered), len(ordered) // 2
    if len(ordered) % 2:
        middle = _exactly(_value(counted, rule), rule.places, score)
        return _("从高到低：%(scores)s；居中的一份是%(score)s。") % {"scores": listed, "score": middle}
    high, low = ordered[half - 1], ordered[half]
    quotient = _exactly(_value(counted, rule), rule.places, score)
    return _("从高到低：%(scores)s；居中的两份是%(high)s和%(low)s，(%(high)s + %(low)s) ÷ 2 = %(quotient)s") % {
        "scores": listed,
        "high": high,
        "low": low,
        "quotient": quotient,
    }


def _exactly(value: Fraction, places: int, rounded: Decimal | None) -> str:
    """The value with two places more than the score where it is not exact, then the score where it is rounded here."""
    if rounded is not None and value == Fraction(rounded):
        return f"{rounded}"
    digits = _digits(value, places + 2)
    return digits if rounded is None else f"{digits} ≈ {rounded}"


def _digits(value: Fraction, places: int) -> str:
    """The value with at most so many places, and … where there would be more."""
    shifted = value * 10**places
    digits = f"{Decimal(int(shifted)).scaleb(-places):f}"
    return digits.rstrip("0").removesuffix(".") if shifted.denominator == 1 else f"{digits}…"


def rescaling_in_words(raw: Decimal, applicable: Decimal, whole: Decimal, total: Decimal) -> str:
    """How one sheet with items that do not apply is brought to the full scale (D37)."""
    return (
        f"{raw} ÷ {applicable} × {whole} = {_exactly(Fraction(raw) * Fraction(whole) / Fraction(applicable), 2, total)}"
    )
