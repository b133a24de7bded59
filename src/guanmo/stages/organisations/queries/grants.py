"""Which grants hold on a day."""

from datetime import date

from django.db.models import QuerySet
from django.utils import timezone

from guanmo.stages.organisations.models import RoleGrant


def grants_in_force(day: date | None = None) -> QuerySet[RoleGrant]:
    """Those in force on ``day`` (today when None) with their organisations; with its organisation a grant ends too."""
    day = day or timezone.localdate()
    held = RoleGrant.objects.on(day).exclude(organisation__dissolved_on__lte=day)
    return held.select_related("organisation", "user")
