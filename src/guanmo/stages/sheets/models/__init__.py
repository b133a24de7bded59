"""Score sheets as versioned data."""

from guanmo.stages.sheets.models.applicability import NotApplicable
from guanmo.stages.sheets.models.sheet import DeductionRule, Item, ScoreSheet, Section

__all__ = ["DeductionRule", "Item", "NotApplicable", "ScoreSheet", "Section"]
