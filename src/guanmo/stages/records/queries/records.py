"""Which records a user may read, and what a record says once its supplements are read with it."""

from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from guanmo.lib.refusal import NotVisible
from guanmo.stages.organisations.models import Organisation, User
from guanmo.stages.organisations.queries import access_of, below, within_reach
from guanmo.stages.organisations.rules import SUPERIORS
from guanmo.stages.records.enums import RecordState, Visibility
from guanmo.stages.records.models import EvidenceFile, Record, RecordEvidence, RecordType
from guanmo.stages.records.rules import may_keep


def visible_to(user: User) -> QuerySet[Record]:
    """The records in the user's reach; of restricted ledgers only the own ones, or those directly below (kept_out.md 18)."""
    own = access_of(user).organisation_ids()
    near = Q(type__visibility=Visibility.LINE) | Q(organisation__in=own)
    near |= Q(type__visibility=Visibility.OWN_AND_SUPERIOR) & _directly_below(user)
    whole = Record.objects.select_related("type", "organisation", "by")
    return whole.filter(within_reach(user, "organisation__path")).filter(near)


def _directly_below(user: User) -> Q:
    found = Q(pk__in=[])
    for grant in access_of(user).posts:
        depth = len(grant.path) // Organisation.steplen + 1
        found |= Q(organisation__path__startswith=grant.path, organisation__depth=depth)
    return found


def reads(user: User, organisation: Organisation, type: RecordType) -> bool:
    """Whether the user reads what an organisation keeps in this ledger; the same rule as in ``visible_to``."""
    access = access_of(user)
    if organisation.pk in access.organisation_ids():
        return True
    if type.visibility == Visibility.OWN_AND_SUPERIOR:
        return any(organisation.path[: -organisation.steplen] == grant.path for grant in access.posts)
    return type.visibility == Visibility.LINE and access.covers(organisation.path)


def counting(records: QuerySet[Record]) -> QuerySet[Record]:
    """Those that count: filed, signed where signatures are asked, and not withdrawn."""
    return records.filter(state=RecordState.LOCKED).exclude(supplements__withdraws=True)


def records_about(user: User, code: str, field: str, organisation: Organisation) -> QuerySet[Record]:
    """The records of one ledger that count and name this organisation in a field, whoever wrote them."""
    named = Q(**{f"values__{field}": str(organisation.uuid)})
    return counting(visible_to(user)).filter(named, type__code=code)


def activities_of(user: User, plan: Record) -> list[Record]:
    """What was done by a pairing's plan, as the records read today, the earliest first."""
    found = counting(visible_to(user)).filter(type__code="pairing_activity", organisation=plan.organisation_id)
    read = found.prefetch_related("supplements", "evidence__file").order_by("held_on", "pk")
    return [one for one in read if values_of(one).get("plan") == str(plan.uuid)]


def records_in(user: User, code: str) -> QuerySet[Record]:
    """The records of one ledger that count, the newest first."""
    return counting(visible_to(user)).filter(type__code=code).order_by("-held_on", "-pk")


def keepers_of(user: User, code: str) -> frozenset[int]:
    """The organisations (ids) within reach that have a record of this ledger that counts."""
    return frozenset(counting(visible_to(user)).filter(type__code=code).values_list("organisation", flat=True))


def record_for(user: User, uuid: UUID) -> Record:
    """One record; NotVisible when foreign, absent, or somebody else's draft."""
    found = visible_to(user).filter(uuid=uuid).first()
    if found is None or (found.state == RecordState.DRAFT and not keeps(user, found.organisation)):
        raise NotVisible
    return found


def keeps(user: User, organisation: Organisation) -> bool:
    """Whether the user may enter records of this organisation."""
    return may_keep(access_of(user), organisation.path, organisation.pk, organisation.kind)


def enters(user: User, organisation: Organisation, type: RecordType) -> bool:
    """Whether the user may enter records of this ledger for the organisation: nobody writes what he must not read."""
    return keeps(user, organisation) and reads(user, organisation, type)


def listed(user: User, code: str, organisation: Organisation | None = None) -> QuerySet[Record]:
    """The records of one ledger, newest first; drafts are shown to those who keep them by ``drafts_of``."""
    found = visible_to(user).filter(type__code=code).exclude(state=RecordState.DRAFT)
    if organisation is not None:
        found = found.filter(organisation=organisation)
    return found.prefetch_related("supplements")


def drafts_of(user: User) -> QuerySet[Record]:
    """What the user began and did not file."""
    return visible_to(user).filter(state=RecordState.DRAFT, by=user).exclude(supplements__withdraws=True)


def unsigned(user: User) -> QuerySet[Record]:
    """What waits for signatures, in the organisations in which the user holds a post."""
    return visible_to(user).filter(
        state=RecordState.AWAITING_SIGNATURES, organisation__in=access_of(user).organisation_ids()
    )


def last_of(organisation: Organisation, code: str) -> Record | None:
    """The newest record of a ledger, from which a new one takes what seldom changes."""
    return Record.objects.filter(organisation=organisation, type__code=code).order_by("-held_on", "-pk").first()


def values_of(record: Record) -> dict[str, Any]:
    """What the record says today: as it was corrected last. Reads prefetched supplements."""
    corrected: list[dict[str, Any]] = [one.values for one in record.supplements.all() if not one.withdraws]
    return (corrected or [record.values])[-1]


def is_withdrawn(record: Record) -> bool:
    """Whether it counts no more. Reads prefetched supplements."""
    return any(one.withdraws for one in record.supplements.all())


def is_closed(record: Record) -> bool:
    """Whether its year is closed, so that nothing is added any more."""
    return hasattr(record, "closing")


def another_of_the_period(record: Record) -> bool:
    """Whether its organisation has filed another one of this ledger for the same period, not withdrawn."""
    filed = Record.objects.filter(
        organisation=record.organisation_id, type__code=record.type.code, period=record.period
    ).exclude(state=RecordState.DRAFT)
    return filed.exclude(pk=record.pk).exclude(supplements__withdraws=True).exists()


def promotable(record: Record) -> bool:
    """Whether it may be put into a library: filed, not withdrawn, not in one yet."""
    return record.state == RecordState.LOCKED and not is_withdrawn(record) and not hasattr(record, "library_entry")


def was_filed(record: Record) -> bool:
    """Whether it left the desk of its keeper once: then it is kept, with all that happened, even as a draft again."""
    return record.transitions.exclude(target=RecordState.DRAFT).exists()


def files_of(user: User, organisation: Organisation, number: int = 12) -> list[EvidenceFile]:
    """The newest files of an organisation that the user may read: one file serves many records."""
    return list(_readable(user).filter(organisation=organisation)[:number])


def file_for(user: User, uuid: UUID) -> EvidenceFile:
    """One file of which the user may read a record."""
    found = _readable(user).filter(uuid=uuid).first()
    if found is None:
        raise NotVisible
    return found


def _readable(user: User) -> QuerySet[EvidenceFile]:
    """The files of the user's own organisations, and those that serve a record which the user may read: no stranger's draft."""
    keeps = below((g.path for g in access_of(user).grants if g.role in SUPERIORS), "organisation__path")
    read = visible_to(user).filter(~Q(state=RecordState.DRAFT) | keeps)
    served = RecordEvidence.objects.filter(record__in=read.values("pk")).values("file")
    return EvidenceFile.objects.filter(Q(organisation__in=access_of(user).organisation_ids()) | Q(pk__in=served))
