"""Cycles, rounds, teams, participants, visits and inspections, and the score log of each round."""

from guanmo.stages.rounds.models.calendar import CalendarDay
from guanmo.stages.rounds.models.cycle import Cycle
from guanmo.stages.rounds.models.inspection import Draw, DrawList, InspectedOrganisation, Inspection, InspectionStart
from guanmo.stages.rounds.models.participant import Participant
from guanmo.stages.rounds.models.practice import Practice, PracticeWithdrawal
from guanmo.stages.rounds.models.round import Round, RoundTransition
from guanmo.stages.rounds.models.score_event import ScoreEvent
from guanmo.stages.rounds.models.team import LearningReport, Team
from guanmo.stages.rounds.models.visit import Praise, Visit, VisitPart

__all__ = [
    "CalendarDay",
    "Cycle",
    "Draw",
    "DrawList",
    "InspectedOrganisation",
    "Inspection",
    "InspectionStart",
    "LearningReport",
    "Participant",
    "Practice",
    "PracticeWithdrawal",
    "Praise",
    "Round",
    "RoundTransition",
    "ScoreEvent",
    "Team",
    "Visit",
    "VisitPart",
]
