"""What each judge saw: ballots, their frozen versions, the deductions and photos in them, and what was kept aside."""

from guanmo.stages.scoring.models.ballot import Ballot, BallotVersion, ConflictDecision
from guanmo.stages.scoring.models.deduction import BallotDeduction
from guanmo.stages.scoring.models.device import DeviceReport, JudgeLink
from guanmo.stages.scoring.models.held import HeldBallot, Readmission
from guanmo.stages.scoring.models.paper import PaperEntry
from guanmo.stages.scoring.models.photo import BallotPhoto, Photo
from guanmo.stages.scoring.models.proposal import AnsweredProposal, ProposedDeduction, RecordedFact
from guanmo.stages.scoring.models.signing_key import SigningKey

__all__ = [
    "AnsweredProposal",
    "Ballot",
    "BallotDeduction",
    "BallotPhoto",
    "BallotVersion",
    "ConflictDecision",
    "DeviceReport",
    "HeldBallot",
    "JudgeLink",
    "PaperEntry",
    "Photo",
    "ProposedDeduction",
    "Readmission",
    "RecordedFact",
    "SigningKey",
]
