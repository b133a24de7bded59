"""Say that an organisation's roster was checked against the people and is right (S1-V-3.2, S1-E-3.2)."""

from django.db import transaction
from django.utils import timezone

from guanmo.audit.record import record
from guanmo.stages.members.domain.check_keeper import check_keeper
from guanmo.stages.members.models import Member, RosterVerification
from guanmo.stages.organisations.models import Organisation, User


@transaction.atomic
def verify_roster(organisation: Organisation, *, by: User) -> RosterVerification:
    """Keep who verified how many members today. Raises NotAllowed."""
    check_keeper(organisation, by=by)
    count = Member.objects.filter(organisation=organisation, left_on__isnull=True).count()
    verified = RosterVerification.objects.create(organisation=organisation, on=timezone.localdate(), count=count, by=by)
    record("roster.verified", organisation, by=by, count=count)
    return verified
