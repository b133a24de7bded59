"""File what a team learned (S0-3.2-e)."""

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from guanmo.audit.record import record
from guanmo.stages.organisations.errors import NotAllowed
from guanmo.stages.organisations.models import User
from guanmo.stages.rounds.enums import BEFORE
from guanmo.stages.rounds.errors import RoundIncomplete, WrongStep
from guanmo.stages.rounds.models import LearningReport, Team


@transaction.atomic
def file_learning_report(team: Team, *, ideas: str, experience: str, gaps: str, by: User) -> LearningReport:
    """Keep the report of the team's leader for good.

    Raises NotAllowed (not the leader), WrongStep (the round has not begun, or there is a report), RoundIncomplete (one of
    the three parts is empty).
    """
    if by != team.leader:
        raise NotAllowed(_("学习报告由督导组组长提交。"))
    if team.round.state in BEFORE:
        raise WrongStep(_("交叉观摩还没有开始，观摩之后再写学习报告。"))
    parts = {"ideas": ideas.strip(), "experience": experience.strip(), "gaps": gaps.strip()}
    if not all(parts.values()):
        raise RoundIncomplete(_("启发的思路、学到的经验、本地的差距三部分都要写。"))
    try:
        with transaction.atomic():
            report = LearningReport.objects.create(team=team, by=by, **parts)
    except IntegrityError as error:
        raise WrongStep(_("学习报告已经提交，不能再改。")) from error
    record("learning_report.filed", team, by=by)
    return report
