"""Compose the learning report of a team (S0-3.2-e)."""

from django.utils import timezone
from django.utils.translation import override

from guanmo.stages.documents.content import LearningContent
from guanmo.stages.rounds.models import LearningReport


@override("zh-hans")
def learning_report(report: LearningReport) -> LearningContent:
    """The report as its team's leader filed it, line by line."""
    team = report.team
    members = [str(one.user) for one in team.members.select_related("user") if one.user_id != team.leader_id]
    return LearningContent(
        title=f"{team}学习报告",
        round_name=team.round.title,
        sender=team.sender.name,
        target=team.target.name if team.target else "有关乡镇（街道）",
        leader=str(team.leader),
        members=tuple(members),
        date=timezone.localtime(report.at).date(),
        ideas=_lines(report.ideas),
        experience=_lines(report.experience),
        gaps=_lines(report.gaps),
    )


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.splitlines() if line.strip())
