"""Record who came, or why not (S0-3.1-c)."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from guanmo.audit.record import record
from guanmo.stages.organisations.errors import NotAllowed
from guanmo.stages.organisations.models import User
from guanmo.stages.organisations.queries import access_of
from guanmo.stages.rounds.domain.limits import fitting
from guanmo.stages.rounds.domain.transition import lock_round
from guanmo.stages.rounds.enums import Attendance
from guanmo.stages.rounds.errors import HasScored, ReasonMissing, WrongStep
from guanmo.stages.rounds.models import Participant, Round
from guanmo.stages.rounds.rules import may_run


@dataclass(frozen=True, slots=True)
class Presence:
    """Whether one person came, and why not."""

    attendance: Attendance
    reason: str = ""


@transaction.atomic
def record_attendance(participant: Participant, attendance: Attendance, *, reason: str = "", by: User) -> None:
    """Set one participant's attendance. Absence needs a reason, and is refused for somebody who has sent a sheet.

    Raises NotAllowed, ReasonMissing, TextTooLong, HasScored, WrongStep.
    """
    round = participant.round
    if not may_run(access_of(by), round.tier, round.organiser.path):
        raise NotAllowed(_("只有本轮的组织者可以登记参加情况。"))
    if lock_round(round).scoring_is_over:  # a ballot that is on its way in is either here or sees the absence
        raise WrongStep(_("打分已经结束，参加情况不能再改。"))
    if attendance == Attendance.ABSENT and not reason.strip():
        raise ReasonMissing(_("请写明%(person)s缺席的原因。") % {"person": participant.user})
    if attendance == Attendance.ABSENT and _has_scored(participant):
        raise HasScored(
            _("%(person)s在本轮已经提交了评分表，不能登记为缺席。请核对是不是登记错了人。")
            % {"person": participant.user}
        )
    participant.attendance = attendance
    participant.absence_reason = (
        fitting(reason, name=_("缺席原因"), most=200) if attendance == Attendance.ABSENT else ""
    )
    participant.save(update_fields=["attendance", "absence_reason"])
    record("participant.attendance", participant, by=by, attendance=str(attendance), reason=reason)


def _has_scored(participant: Participant) -> bool:
    return participant.ballots.exists()


@transaction.atomic
def record_attendances(round: Round, presences: Mapping[int, Presence], *, by: User) -> int:
    """Set the attendance of several participants (by id) at once, all or none; gives how many changed.

    Raises as ``record_attendance``; ids that do not belong to the round are ignored.
    """
    changed = 0
    for one in round.participants.select_related("user", "round__organiser").filter(pk__in=list(presences)):
        presence = presences[one.pk]
        if (one.attendance, one.absence_reason) != (presence.attendance, presence.reason.strip()):
            record_attendance(one, presence.attendance, reason=presence.reason, by=by)
            changed += 1
    return changed


def record_all_present(round: Round, *, by: User) -> int:
    """Everybody of whom nothing is recorded yet came; one record each. Raises NotAllowed, WrongStep."""
    waiting = round.participants.filter(attendance=Attendance.EXPECTED).values_list("pk", flat=True)
    return record_attendances(round, {pk: Presence(Attendance.ATTENDED) for pk in waiting}, by=by)
