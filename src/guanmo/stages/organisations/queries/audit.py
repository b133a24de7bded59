"""The audit log for whoever audits."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from guanmo.audit.models import Entry
from guanmo.lib.refusal import NotVisible
from guanmo.stages.organisations.models import User
from guanmo.stages.organisations.queries.standing import access_of
from guanmo.stages.organisations.rules import may_read_audit


@dataclass(frozen=True, slots=True)
class LineFilter:
    """Which lines are wanted: days from and to (both included), who, what the act is about, the object's number."""

    since: date | None = None
    until: date | None = None
    person: str = ""
    thing: str = ""
    key: str = ""


def audit_lines(user: User, wanted: LineFilter) -> QuerySet[Entry]:
    """The lines, newest first. NotVisible for everybody who does not audit."""
    if not may_read_audit(access_of(user)):
        raise NotVisible
    lines = Entry.objects.select_related("by", "link").order_by("-pk")
    if wanted.since:
        lines = lines.filter(at__date__gte=wanted.since)
    if wanted.until:
        lines = lines.filter(at__date__lte=wanted.until)
    if wanted.person:
        lines = lines.filter(Q(by__name__icontains=wanted.person) | Q(by__username__iexact=wanted.person))
    if wanted.thing:
        lines = lines.filter(act__startswith=f"{wanted.thing}.")
    return lines.filter(target_id=wanted.key) if wanted.key else lines
