"""End what a member holds in an organisation that he leaves: posts, registration, absence, care."""

from datetime import date
from typing import Any

from django.db.models import DateField, F, Value
from django.db.models.functions import Greatest

from guanmo.stages.members.models import AssignedPost, CareNeed, CommunityRegistration, Floating, Member

_BEGINS = {
    AssignedPost: "started_on",
    CareNeed: "started_on",
    Floating: "started_on",
    CommunityRegistration: "registered_on",
}


def end_open_rows(member: Member, *, on: date) -> None:
    """Set the end of every open row to ``on``; what began later ends on the day it began. Inside the caller's transaction."""
    for model, begins in _BEGINS.items():
        held: Any = model
        end = Greatest(F(begins), Value(on, output_field=DateField()))
        held.objects.filter(member=member, ended_on__isnull=True).update(ended_on=end)
