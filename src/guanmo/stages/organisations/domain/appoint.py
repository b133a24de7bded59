"""Put a person into a post, and end an appointment. Posts and their holders are dated."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from guanmo.audit.record import Line, record, record_all
from guanmo.stages.organisations.domain.keep_apart import check_no_administrator, hold_account
from guanmo.stages.organisations.domain.keep_head import check_seating
from guanmo.stages.organisations.enums import SINGLE_SEAT, Duty
from guanmo.stages.organisations.errors import SeatTaken
from guanmo.stages.organisations.models import Appointment, Organisation, Post, User


@transaction.atomic
def appoint(
    *,
    organisation: Organisation,
    duty: Duty,
    user: User,
    started_on: date,
    ended_on: date | None = None,
    by: User | None,
) -> Appointment:
    """Appoint ``user``. Repeating the same appointment returns it unchanged. Raises SeatTaken for a single seat,
    GrantRefused for one of the three administrators, NotAllowed where ``by`` would choose who watches over him.
    """
    hold_account(user)
    check_no_administrator(user, started_on, ended_on)
    post, _created = Post.objects.get_or_create(organisation=organisation, duty=duty)
    overlapping = post.appointments.filter(Q(ended_on__isnull=True) | Q(ended_on__gte=started_on))
    if ended_on is not None:
        overlapping = overlapping.filter(started_on__lte=ended_on)
    same = overlapping.filter(user=user).first()
    if same is not None:
        return same
    check_seating(organisation, duty, user, by=by)
    holder = overlapping.select_related("user").first()
    if duty in SINGLE_SEAT and holder is not None:
        raise SeatTaken(
            _("%(post)s现由%(holder)s担任。请先登记离任日期，再任命新人。") % {"post": post, "holder": holder.user}
        )
    appointment = Appointment.objects.create(post=post, user=user, started_on=started_on, ended_on=ended_on)
    record("appointment.started", appointment, by=by, post=str(post), user=user.username)
    return appointment


@dataclass(frozen=True, slots=True)
class FirstHolder:
    """Somebody whose account was just made, and the post of an organisation that nobody held before."""

    organisation: Organisation
    duty: Duty
    user: User
    started_on: date
    ended_on: date | None


@transaction.atomic
def appoint_first(holders: Sequence[FirstHolder], *, by: User | None) -> None:
    """Appoint them all in a few statements. New accounts hold no role and new posts no holder, so nothing can stand against it;
    posts of the department are never among them (``check_seating``).
    """
    there = Post.objects.filter(organisation__in=[one.organisation for one in holders]).select_related("organisation")
    posts = {(one.organisation_id, one.duty): one for one in there}
    missing = [one for one in holders if (one.organisation.pk, one.duty) not in posts]
    made = Post.objects.bulk_create(Post(organisation=one.organisation, duty=one.duty) for one in missing)
    posts |= {(one.organisation_id, one.duty): one for one in made}
    found = Appointment.objects.bulk_create(
        Appointment(
            post=posts[one.organisation.pk, one.duty], user=one.user, started_on=one.started_on, ended_on=one.ended_on
        )
        for one in holders
    )
    words = [{"post": str(one.post), "user": one.user.username} for one in found]
    record_all(Line("appointment.started", one, by, facts) for one, facts in zip(found, words, strict=True))


@transaction.atomic
def correct_appointment(appointment: Appointment, *, started_on: date, ended_on: date | None, by: User | None) -> None:
    """Write both days as they should stand; the audit line keeps the old ones. Nothing differs: nothing happens."""
    old = (appointment.started_on, appointment.ended_on)
    if old == (started_on, ended_on):
        return
    hold_account(appointment.user)
    check_no_administrator(appointment.user, started_on, ended_on)
    check_seating(appointment.post.organisation, Duty(appointment.post.duty), appointment.user, by=by)
    appointment.started_on, appointment.ended_on = started_on, ended_on
    appointment.full_clean()
    appointment.save(update_fields=["started_on", "ended_on"])
    days = [str(day) if day else None for day in (*old, started_on, ended_on)]
    record("appointment.corrected", appointment, by=by, old=days[:2], new=days[2:])
