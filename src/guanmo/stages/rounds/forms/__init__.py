"""The forms of stage rounds: a round before it opens, and the notes of a visit."""

from guanmo.stages.rounds.forms.calendar import CalendarForm
from guanmo.stages.rounds.forms.inspection import InspectionForm
from guanmo.stages.rounds.forms.learning_report import LearningReportForm
from guanmo.stages.rounds.forms.notes import NotesForm
from guanmo.stages.rounds.forms.proposal import RoundForm

__all__ = ["CalendarForm", "InspectionForm", "LearningReportForm", "NotesForm", "RoundForm"]
