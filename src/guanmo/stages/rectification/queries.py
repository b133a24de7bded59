"""Reads of stage rectification. A problem is seen by its organisation, its township and the county."""

from collections import Counter
from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

from guanmo.lib.refusal import NotVisible
from guanmo.stages.organisations.enums import Role
from guanmo.stages.organisations.models import User
from guanmo.stages.organisations.queries import access_of, below
from guanmo.stages.rectification.enums import OVER, PROBLEMS, FindingType
from guanmo.stages.rectification.models import Attachment, Finding, LedgerRow, Notice
from guanmo.stages.rounds.enums import Tier
from guanmo.stages.rounds.models import Round, Visit

_READERS = (Role.TOWNSHIP_SECRETARY, Role.TOWNSHIP_OFFICER, Role.ORG_SECRETARY, Role.ORG_RECORDER)


def _reach(user: User, field: str) -> Q:
    access = access_of(user)
    if access.is_county:
        return Q()
    return below((g.path for g in access.grants if g.role in _READERS), field)


def visible_to(user: User) -> QuerySet[LedgerRow]:
    """The ledger rows that a user may see."""
    rows = LedgerRow.objects.filter(_reach(user, "organisation__path"))
    return rows.select_related("organisation", "finding__visit__round", "finding__item__section")


def row_for(user: User, uuid: UUID) -> LedgerRow:
    """One ledger row as the user may see it; NotVisible when foreign or absent."""
    found = visible_to(user).filter(uuid=uuid).first()
    if found is None:
        raise NotVisible
    return found


def overdue(rows: QuerySet[LedgerRow], today: date) -> QuerySet[LedgerRow]:
    """Those past their time limit and not signed off (S1-L-b)."""
    return rows.filter(due_date__lt=today).exclude(state__in=OVER)


def findings_visible_to(user: User) -> QuerySet[Finding]:
    """The findings that a user may see: the township's leaders of its rounds; an observer the own ones."""
    access = access_of(user)
    findings = Finding.objects.select_related("visit__organisation", "visit__round__organiser", "item__section", "by")
    if access.is_county:
        return findings
    staff = (Role.TOWNSHIP_SECRETARY, Role.TOWNSHIP_OFFICER)
    leads = below((g.path for g in access.grants if g.role in staff), "visit__organisation__path")
    internal = Q(visit__round__tier=Tier.INTERNAL)
    return findings.filter((leads & internal) | Q(by=user))


def finding_for(user: User, uuid: UUID) -> Finding:
    """One finding as the user may see it; NotVisible when foreign or absent."""
    found = findings_visible_to(user).filter(uuid=uuid).first()
    if found is None:
        raise NotVisible
    return found


def without_row(findings: QuerySet[Finding]) -> QuerySet[Finding]:
    """Problems that have no ledger row and were not set aside (S0-3.1-m)."""
    return findings.filter(finding_type__in=PROBLEMS, rows=None, set_aside="")


def notices_visible_to(user: User) -> QuerySet[Notice]:
    """The notices that a user may see."""
    notices = Notice.objects.filter(_reach(user, "organisation__path"))
    return notices.select_related("organisation", "round__organiser", "issued_by")


def notice_for(user: User, uuid: UUID) -> Notice:
    """One notice as the user may see it; NotVisible when foreign or absent."""
    found = notices_visible_to(user).filter(uuid=uuid).first()
    if found is None:
        raise NotVisible
    return found


def attachment_for(user: User, uuid: UUID) -> Attachment:
    """One attachment of a row that the user may see; NotVisible when foreign or absent."""
    found = Attachment.objects.filter(uuid=uuid, transition__row__in=visible_to(user)).first()
    if found is None:
        raise NotVisible
    return found


def rows_of_round(user: User, round: Round) -> QuerySet[LedgerRow]:
    """The ledger rows of a round that the user may see."""
    return visible_to(user).filter(finding__visit__round=round)


def findings_by_type(user: User, round: Round) -> dict[FindingType, int]:
    """How many findings of each type the user may see in a round, all four types named (S0-1-d)."""
    counts = Counter(findings_visible_to(user).filter(visit__round=round).values_list("finding_type", flat=True))
    return {one: counts[one] for one in FindingType}


def findings_by_visit(user: User, visits: Iterable[Visit]) -> Counter[int]:
    """How many findings the user may see on each visit (S0-4.2-b), by the visit's id."""
    found = findings_visible_to(user).filter(visit__in=[visit.pk for visit in visits])
    return Counter(found.values_list("visit_id", flat=True))


def open_rows_by_organisation(user: User) -> Counter[int]:
    """How many rectifications that the user may see are still open (S0-4.2-b), by the organisation's id."""
    return Counter(visible_to(user).exclude(state__in=OVER).values_list("organisation_id", flat=True))
