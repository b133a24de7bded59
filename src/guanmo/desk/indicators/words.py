"""How values are said: with unit and share, what is asked, and the tone of each state."""

from fractions import Fraction

from django.utils.translation import gettext as _

from guanmo.desk.records.words import period_text
from guanmo.method.indicator_values import Span, State, Value
from guanmo.method.indicators import Definition
from guanmo.stages.indicators.composers.words import amount_text
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


def target_text(asked: Definition) -> str:
    """What is asked; empty where a value is only shown."""
    if asked.direction == "shown":
        return ""
    target = amount_text(asked, Fraction(asked.target))
    if asked.direction == "between":
        return _("%(low)s至%(high)s") % {"low": target, "high": amount_text(asked, Fraction(asked.limit))}
    said = _("不超过%(target)s") if asked.direction == "at_most" else _("至少%(target)s")
    each = _("（每人或每个组织%(n)s次）") % {"n": asked.needed} if asked.reads_needed else ""
    return said % {"target": target} + each


def period_in_row(asked: Definition, span: Span) -> str:
    """A period beside others: years by their number."""
    return _("%(year)s年") % {"year": span.period} if asked.period == "year" else period_text(span.period)


def _parts(share: str, value: Value) -> dict[str, object]:
    return {"share": share, "part": value.numerator, "whole": value.denominator}
