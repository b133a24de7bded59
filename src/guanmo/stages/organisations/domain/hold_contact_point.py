"""Give a leader a contact point, and end it (S2-3.3-a)."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from guanmo.audit.record import record
from guanmo.stages.organisations.domain.check_keeper import check_day, check_from_above
from guanmo.stages.organisations.errors import StructureRefused
from guanmo.stages.organisations.models import ContactPoint, Organisation, User


@transaction.atomic
def open_contact_point(leader: User, organisation: Organisation, *, on: date, by: User | None) -> ContactPoint:
    """Raises NotAllowed, StructureRefused (the leader keeps contact with it already)."""
    check_from_above(organisation, by=by)
    check_day(on)
    if ContactPoint.objects.filter(leader=leader, organisation=organisation, ended_on__isnull=True).exists():
        words = {"leader": leader.name, "organisation": organisation.short_name}
        raise StructureRefused(_("%(organisation)s已经是%(leader)s的联系点。") % words)
    point = ContactPoint.objects.create(leader=leader, organisation=organisation, started_on=on)
    record("contact_point.opened", point, by=by, leader=leader.username, organisation=organisation.code)
    return point


@transaction.atomic
def end_contact_point(point: ContactPoint, *, on: date, by: User | None) -> None:
    """Raises NotAllowed, StructureRefused."""
    check_from_above(point.organisation, by=by)
    check_day(on, after=point.started_on)
    ContactPoint.objects.filter(pk=point.pk, ended_on__isnull=True).update(ended_on=on)
    record("contact_point.ended", point, by=by, on=on.isoformat())
