"""Rankings, their standings, the classes, and the filing with the county."""

from guanmo.stages.results.models.adjustment import AdjustedScore, Adjustment
from guanmo.stages.results.models.classification import Classification
from guanmo.stages.results.models.filing import Filing, FilingAnswer
from guanmo.stages.results.models.ranking import CountedBallot, Ranking, Standing

__all__ = [
    "AdjustedScore",
    "Adjustment",
    "Classification",
    "CountedBallot",
    "Filing",
    "FilingAnswer",
    "Ranking",
    "Standing",
]
