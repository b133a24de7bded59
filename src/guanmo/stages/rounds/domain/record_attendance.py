"""Record who came, or why not (S0-3.1-c)."""

from django.db import transaction
from django.utils.translation import gettext as _

from guanmo.audit.record import record
from guanmo.stages.organisations.errors import NotAllowed
from guanmo.stages.organisations.models import User
from guanmo.stages.organisations.queries import access_of
from guanmo.stages.rounds.enums import Attendance
from guanmo.stages.rounds.errors import ReasonMissing, WrongStep
from guanmo.stages.rounds.models import Participant
from guanmo.stages.rounds.rules import may_run


@transaction.atomic
def record_attendance(participant: Participant, attendance: Attendance, *, reason: str = "", by: User) -> None:
    """Set one participant's attendance. Absence needs a reason. Raises NotAllowed, ReasonMissing, WrongStep."""
    round = participant.round
    if not may_run(access_of(by), round.tier, round.organiser.path):
        raise NotAllowed(_("只有本轮的组织者可以登记参加情况。"))
    if round.scoring_is_over:
        raise WrongStep(_("打分已经结束，参加情况不能再改。"))
    if attendance == Attendance.ABSENT and not reason.strip():
        raise ReasonMissing(_("请写明%(person)s缺席的原因。") % {"person": participant.user})
    participant.attendance = attendance
    participant.absence_reason = reason.strip() if attendance == Attendance.ABSENT else ""
    participant.save(update_fields=["attendance", "absence_reason"])
    record("participant.attendance", participant, by=by, attendance=str(attendance), reason=reason)
