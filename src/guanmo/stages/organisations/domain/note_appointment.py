"""Keep facts about an appointment, and change a secretary (S3-1.1-f, S4-12a, S4-12b, S4-13a, S4-14d)."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from guanmo.audit.record import record
from guanmo.stages.organisations.domain.check_keeper import check_day, check_from_above
from guanmo.stages.organisations.enums import FACT_WORDS, AppointmentFactKind, ChangeReason, Duty
from guanmo.stages.organisations.errors import NotAllowed, StructureRefused
from guanmo.stages.organisations.models import Appointment, AppointmentFact, Organisation, SecretaryChange, User
from guanmo.stages.organisations.queries import access_of
from guanmo.stages.organisations.rules import may_review_secretaries


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact: the word is one of ``FACT_WORDS[kind]``; ``body`` is the office that decided or did it."""

    kind: AppointmentFactKind
    word: str
    on: date
    body: str


@transaction.atomic
def note_fact(appointment: Appointment, fact: Fact, *, by: User | None) -> AppointmentFact:
    """Keep it; the newest of a kind holds. Raises NotAllowed, StructureRefused."""
    check_from_above(appointment.post.organisation, by=by)
    if fact.kind == AppointmentFactKind.REVIEW:
        _check_reviewer(appointment, by)
    check_day(fact.on)
    if fact.word not in FACT_WORDS[fact.kind]:
        raise StructureRefused(_("“%(kind)s”没有这一种情况。请重新选择。") % {"kind": fact.kind.label})
    made = AppointmentFact.objects.create(
        appointment=appointment, kind=fact.kind, word=fact.word, on=fact.on, body=fact.body, by=by
    )
    record("appointment.noted", appointment, by=by, kind=fact.kind)
    return made


@transaction.atomic
def change_secretary(
    appointment: Appointment, reason: ChangeReason, *, on: date, decided_by: Organisation, by: User
) -> SecretaryChange:
    """End a secretary's term of service by decision; the reason stays with few readers. Raises NotAllowed, StructureRefused."""
    _check_reviewer(appointment, by)
    check_day(on, after=appointment.started_on + timedelta(days=1))
    held = Appointment.objects.select_for_update().filter(pk=appointment.pk, ended_on__isnull=True)
    if appointment.post.duty != Duty.SECRETARY or not held.update(ended_on=on - timedelta(days=1)):
        raise StructureRefused(_("这个书记职务已经结束，不能再调整一次。请刷新页面查看。"))
    change = SecretaryChange.objects.create(appointment=appointment, on=on, decided_by=decided_by, reason=reason, by=by)
    record("secretary.changed", appointment, by=by, on=on.isoformat(), decided_by=decided_by.code)
    return change


def _check_reviewer(appointment: Appointment, by: User | None) -> None:
    if by is not None and not may_review_secretaries(access_of(by), appointment.post.organisation.path):
        raise NotAllowed(_("书记履职研判和调整，只由乡镇（街道）党（工）委书记和县委组织部登记、查看。"))
