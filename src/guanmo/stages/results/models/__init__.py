"""Rankings, their standings, the classes, the filing with the county, and the seal."""

from guanmo.stages.results.models.adjustment import AdjustedScore, Adjustment
from guanmo.stages.results.models.classification import Classification
from guanmo.stages.results.models.filing import Filing, FilingAnswer
from guanmo.stages.results.models.objection import ChangedLine, Objection, ObjectionAnswer, ObjectionFile
from guanmo.stages.results.models.ranking import CountedBallot, Ranking, Standing
from guanmo.stages.results.models.reopening import Reopening, ReopeningAnswer
from guanmo.stages.results.models.seal import Seal, SealSignature

__all__ = [
    "AdjustedScore",
    "Adjustment",
    "ChangedLine",
    "Classification",
    "CountedBallot",
    "Filing",
    "FilingAnswer",
    "Objection",
    "ObjectionAnswer",
    "ObjectionFile",
    "Ranking",
    "Reopening",
    "ReopeningAnswer",
    "Seal",
    "SealSignature",
    "Standing",
]
