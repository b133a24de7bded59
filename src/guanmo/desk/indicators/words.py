"""How values are said: with unit and share, what is asked, and the tone of each state."""

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from django.utils.translation import gettext as _

from guanmo.desk.records.words import money
from guanmo.method.indicator_values import State, Value
from guanmo.method.indicators import Definition
from guanmo.method.pre_score import PreScoreRule, Proposal
from guanmo.ui.shapes import Tone

TONES: dict[str, Tone] = {
    State.MET: "good",
    State.MISSED: "bad",
    State.ON_TRACK: "info",
    State.BEHIND: "warn",
    State.SHOWN: "mute",
    State.UNKNOWN: "mute",
    State.NOT_APPLICABLE: "mute",
}
ICONS: dict[str, str] = {
    State.MET: "circle-check",
    State.MISSED: "triangle-alert",
    State.ON_TRACK: "play",
    State.BEHIND: "clock",
    State.SHOWN: "circle",
    State.UNKNOWN: "circle-question-mark",
    State.NOT_APPLICABLE: "minus",
}


def value_text(asked: Definition, value: Value | None, *, plain: bool = False) -> str:
    """A value as people read it; a dash where nobody knows. ``plain`` leaves out the parts of a share."""
    if value is None or value.ratio is None:
        return "—"
    if asked.unit == "share":
        share = amount_text(asked, value.ratio)
        return (
            share
            if plain or asked.top.function == "sum"
            else _("%(share)s（%(part)d/%(whole)d）") % _parts(share, value)
        )
    return amount_text(asked, value.ratio)


def amount_text(asked: Definition, amount: Fraction) -> str:
    """A number with the unit of the indicator."""
    if asked.unit == "share":
        return f"{_places(amount * 100, '0.1').normalize():f}%"
    if asked.unit == "money":
        return _("%(amount)s元") % {"amount": money(_places(amount / 100, "0.01"))}
    number = {"n": f"{_places(amount, '0.1').normalize():f}"}
    if asked.unit == "people":
        return _("%(n)s人") % number
    return _("%(n)s次") % number if asked.unit == "times" else _("%(n)s项") % number


def target_text(asked: Definition) -> str:
    """What is asked; empty where a value is only shown."""
    if asked.direction == "shown":
        return ""
    target = amount_text(asked, Fraction(asked.target))
    if asked.direction == "between":
        return _("%(low)s至%(high)s") % {"low": target, "high": amount_text(asked, Fraction(asked.limit))}
    return (
        _("不超过%(target)s") % {"target": target}
        if asked.direction == "at_most"
        else _("至少%(target)s") % {"target": target}
    )


def proposal_text(rule: PreScoreRule, asked: Definition, proposal: Proposal) -> str:
    """The fact in the rule's own words."""
    counted = asked.unit in ("times", "number", "people")
    needed, held = (
        f"{_places(one, '0.1').normalize():f}" if counted else amount_text(asked, one)
        for one in (proposal.needed, proposal.held)
    )
    return rule.words.format(needed=needed, held=held)


def _parts(share: str, value: Value) -> dict[str, object]:
    return {"share": share, "part": value.numerator, "whole": value.denominator}


def _places(number: Fraction, step: str) -> Decimal:
    """Rounded once, half up, for reading only."""
    exact = Decimal(number.numerator) / Decimal(number.denominator)
    return exact.quantize(Decimal(step), ROUND_HALF_UP)
