"""What each judge saw: ballots, their frozen versions, the deductions in them, and what was kept aside."""

from guanmo.stages.scoring.models.ballot import Ballot, BallotVersion
from guanmo.stages.scoring.models.deduction import BallotDeduction
from guanmo.stages.scoring.models.held import HeldBallot

__all__ = ["Ballot", "BallotDeduction", "BallotVersion", "HeldBallot"]
