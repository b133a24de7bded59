"""What the county changed about the shipped indicators, and the facts that are kept."""

from guanmo.stages.indicators.models.definition import IndicatorDefinition
from guanmo.stages.indicators.models.fact import IndicatorDelta, IndicatorFact, IndicatorMark, IndicatorSum

__all__ = ["IndicatorDefinition", "IndicatorDelta", "IndicatorFact", "IndicatorMark", "IndicatorSum"]
