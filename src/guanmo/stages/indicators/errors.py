"""Named refusals of stage indicators."""

from guanmo.lib.refusal import Refused


class IndicatorRefused(Refused):
    """The definition contradicts itself, or reads what nobody records."""

    code = "indicator_refused"
