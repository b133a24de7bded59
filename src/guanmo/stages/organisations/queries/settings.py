"""What changed in how organisations are set up, and which ones nobody confirmed this year."""

from datetime import date

from django.db.models import QuerySet

from guanmo.stages.organisations.enums import Kind
from guanmo.stages.organisations.models import Organisation, SettingChange, SettingConfirmation, User
from guanmo.stages.organisations.queries.standing import access_of
from guanmo.stages.organisations.queries.tree import in_force, within_reach

_AUTHORITIES = (Kind.COUNTY, Kind.ORGANISATION_DEPARTMENT)


def setting_changes(user: User) -> QuerySet[SettingChange]:
    """Every change within reach, newest first."""
    rows = SettingChange.objects.filter(within_reach(user, "organisation__path"))
    return rows.select_related("organisation", "approved_by")


def unconfirmed(user: User, day: date) -> list[Organisation]:
    """Subordinates that nobody confirmed in the survey of this year, in tree order; the own organisation is not among them."""
    done = SettingConfirmation.objects.filter(year=day.year).values("organisation")
    there = in_force(day).filter(within_reach(user)).exclude(kind__in=_AUTHORITIES)
    return list(there.exclude(pk__in=done).exclude(pk__in=access_of(user).organisation_ids()))
