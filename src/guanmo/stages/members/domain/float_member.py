"""Keep who is away, by whom they are kept in touch with, and what home and host branch did (S1-V-3.5-a, S3-6.1-a)."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from guanmo.audit.record import record
from guanmo.stages.members.domain.check_keeper import check_keeper
from guanmo.stages.members.domain.correct_member import locked
from guanmo.stages.members.domain.develop import check_day
from guanmo.stages.members.enums import FloatingCategory, LifeKind
from guanmo.stages.members.errors import AlreadyOpen, FactsRefused
from guanmo.stages.members.models import Floating, FloatingContact, LifeEntry, Member
from guanmo.stages.members.queries import recording_units
from guanmo.stages.organisations.errors import NotAllowed
from guanmo.stages.organisations.models import Organisation, User


@dataclass(frozen=True, slots=True)
class Absence:
    """Why and since when, the branch where the member is (in the county, or by name), and who keeps in touch."""

    category: FloatingCategory
    started_on: date
    contact_person: str
    host: Organisation | None = None
    host_name: str = ""


@transaction.atomic
def register_floating(member: Member, absence: Absence, *, by: User | None) -> Floating:
    """Note that a member is away. Raises NotAllowed, AlreadyLeft, AlreadyOpen, FactsRefused."""
    current = locked(member, by=by)
    check_day(absence.started_on)
    if not absence.contact_person.strip():
        raise FactsRefused(_("请写明分包联系人：每名流动党员都要有人联系。"))
    if absence.host == current.organisation:
        raise FactsRefused(_("流入地党组织不能是本人所在的党支部。"))
    if Floating.objects.filter(member=member, ended_on__isnull=True).exists():
        raise AlreadyOpen(_("%(name)s已经登记为流动党员。") % {"name": current.name})
    values = {name: getattr(absence, name) for name in Absence.__dataclass_fields__}
    floating = Floating.objects.create(member=member, **values)
    record("floating.registered", floating, by=by)
    return floating


@transaction.atomic
def record_floating_contact(floating: Floating, *, on: date, by: User | None) -> FloatingContact:
    """Note that the contact person was in touch. Raises NotAllowed, FactsRefused."""
    check_keeper(floating.member.organisation, by=by)
    check_day(on)
    contact = FloatingContact.objects.create(floating=floating, on=on, by=by)
    record("floating.contacted", floating, by=by, on=on.isoformat())
    return contact


@transaction.atomic
def end_floating(floating: Floating, *, on: date, by: User | None) -> None:
    """Note that the member is back. Raises NotAllowed, FactsRefused."""
    check_keeper(floating.member.organisation, by=by)
    check_day(on)
    if on < floating.started_on:
        raise FactsRefused(_("返回日期早于外出日期。请核对。"))
    Floating.objects.filter(pk=floating.pk, ended_on__isnull=True).update(ended_on=on)
    record("floating.ended", floating, by=by, on=on.isoformat())


@transaction.atomic
def record_life(member: Member, kind: LifeKind, *, on: date, title: str, by: User) -> LifeEntry:
    """Note an education or meeting, by the home or the host branch or who stands above it. Raises NotAllowed, FactsRefused."""
    units = recording_units(by, member)
    if not units:
        raise NotAllowed(_("由党员所在的党支部或流入地党支部登记。"))
    check_day(on)
    entry = LifeEntry.objects.create(member=member, kind=kind, on=on, title=title, organisation=units[0], by=by)
    record("life.recorded", member, by=by, kind=kind, on=on.isoformat())
    return entry
