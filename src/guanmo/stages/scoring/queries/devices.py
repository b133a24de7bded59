"""Judges' phones: who comes in with which key, and what the phones last said, for who runs the round."""

from datetime import date

from django.db.models import QuerySet

from guanmo.stages.organisations.models import User
from guanmo.stages.organisations.queries import access_of
from guanmo.stages.rounds.models import Participant, Round
from guanmo.stages.rounds.rules import may_run
from guanmo.stages.scoring.models import DeviceReport, JudgeLink
from guanmo.stages.scoring.rules import link_is_open


def judge_by_key(key_digest: str, today: date) -> Participant | None:
    """The participant whose phone has this key, or None when the key opens nothing (any more)."""
    link = _links().filter(key_digest=key_digest).first()
    return link.participant if link and _is_open(link, today) else None


def links_of(user: User, round: Round) -> dict[int, JudgeLink]:
    """The newest link of each participant (by id), open or not, for who runs the round; empty for everybody else."""
    if not may_run(access_of(user), round.tier, round.organiser.path):
        return {}
    return {link.participant_id: link for link in _links().filter(participant__round=round).order_by("pk")}


def reports_of(user: User, round: Round) -> QuerySet[DeviceReport]:
    """The last report of each phone of the round's participants, for who runs the round; none for everybody else."""
    reports = DeviceReport.objects.select_related("user").order_by("user", "-at")
    if not may_run(access_of(user), round.tier, round.organiser.path):
        return reports.none()
    return reports.filter(user__in=Participant.objects.filter(round=round).values("user"), at__gte=round.created_at)


def _links() -> QuerySet[JudgeLink]:
    return JudgeLink.objects.select_related(
        "participant__round__organiser", "participant__user", "participant__organisation"
    )


def _is_open(link: JudgeLink, today: date) -> bool:
    return link_is_open(revoked=link.revoked_at is not None, deadline=link.participant.round.deadline, today=today)
