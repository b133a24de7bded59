"""What the county changed about the shipped indicators, and the facts that are kept."""

from guanmo.stages.indicators.models.definition import IndicatorDefinition
from guanmo.stages.indicators.models.fact import FOLLOWED, IndicatorDelta, IndicatorFact, IndicatorMark, IndicatorSum

__all__ = ["FOLLOWED", "IndicatorDefinition", "IndicatorDelta", "IndicatorFact", "IndicatorMark", "IndicatorSum"]
