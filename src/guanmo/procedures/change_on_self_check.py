"""Change a secretary, and keep the self-check on which the decision rests (S4-5d)."""

from datetime import date

from django.db import transaction

from guanmo.stages.organisations.domain.note_appointment import change_secretary
from guanmo.stages.organisations.enums import ChangeReason
from guanmo.stages.organisations.models import Appointment, Organisation, SecretaryChange, User
from guanmo.stages.rectification.domain.check_oneself import rest_change_on
from guanmo.stages.rectification.models import SelfCheck


@transaction.atomic
def change_on_self_check(
    appointment: Appointment,
    reason: ChangeReason,
    *,
    on: date,
    decided_by: Organisation,
    self_check: SelfCheck | None,
    by: User,
) -> SecretaryChange:
    """Change the secretary as ``change_secretary`` does, with its refusals; None where no self-check is the basis."""
    change = change_secretary(appointment, reason, on=on, decided_by=decided_by, by=by)
    if self_check is not None:
        rest_change_on(self_check, change, by=by)
    return change
