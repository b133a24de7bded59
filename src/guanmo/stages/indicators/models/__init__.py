"""What the county changed about the shipped indicators."""

from guanmo.stages.indicators.models.definition import IndicatorDefinition

__all__ = ["IndicatorDefinition"]
