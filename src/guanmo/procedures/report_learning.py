"""File what a team learned, and keep it as a document (S0-3.2-e)."""

from django.db import transaction

from guanmo.procedures.publish import publish
from guanmo.stages.documents.composers.learning import learning_report
from guanmo.stages.documents.domain.issue_document import Cover
from guanmo.stages.documents.enums import Audience, Kind
from guanmo.stages.documents.models import Document
from guanmo.stages.organisations.models import User
from guanmo.stages.rounds.domain.file_learning_report import file_learning_report
from guanmo.stages.rounds.models import Team


@transaction.atomic
def report_learning(team: Team, *, ideas: str, experience: str, gaps: str, by: User) -> Document:
    """Raises NotAllowed, WrongStep, RoundIncomplete (see ``file_learning_report``)."""
    report = file_learning_report(team, ideas=ideas, experience=experience, gaps=gaps, by=by)
    content = learning_report(report)
    cover = Cover(Kind.LEARNING, content.title, team.sender, Audience.TOWNSHIP, round=team.round)
    return publish(cover, content, by=by)
