"""Which ledgers are in force, and which of them concern somebody."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Min, OuterRef, QuerySet, Subquery

from guanmo.lib.ready_query import ReadyQuery
from guanmo.lib.refusal import NotVisible
from guanmo.stages.organisations.enums import Kind
from guanmo.stages.organisations.models import Organisation, User
from guanmo.stages.organisations.queries import access_of, visible_to
from guanmo.stages.records.enums import LedgerGroup, kinds_of
from guanmo.stages.records.models import RecordType
from guanmo.stages.records.rules import may_read_at_all


def in_force() -> list[RecordType]:
    """The newest version of each ledger that still asks something, group by group in the order they were described."""
    places = {group: place for place, group in enumerate(LedgerGroup.values)}
    return sorted(_once(_newest_asking()), key=lambda one: (places[one.group], one.pk))


def _asking() -> QuerySet[RecordType]:
    newest = RecordType.objects.filter(code=OuterRef("code")).order_by("-version").values("pk")[:1]
    return RecordType.objects.filter(pk=Subquery(newest), retired=False).only("uuid")


_newest_asking = ReadyQuery(_asking)
_all_versions = ReadyQuery(lambda: RecordType.objects.order_by("code", "-version").only("uuid"))
_versions: dict[UUID, RecordType] = {}


def _once(found: Iterable[RecordType]) -> list[RecordType]:
    """These versions in the order given, each read once in the life of the process: a version never changes."""
    wanted = [one.uuid for one in found]
    if new := [one for one in wanted if one not in _versions]:
        _versions.update((one.uuid, one) for one in RecordType.objects.filter(uuid__in=new))
    return [_versions[one] for one in wanted]


@dataclass(frozen=True, slots=True)
class Term:
    """The time in which one version of a ledger asks: from ``since`` until the day ``before`` which it ends (None: open)."""

    type: RecordType
    since: date
    before: date | None


def terms_by_code() -> dict[str, list[Term]]:
    """The versions of each ledger one after another: a later one asks from its own first day and leaves what was before."""
    found: dict[str, list[Term]] = defaultdict(list)
    for one in _once(_all_versions()):
        before = found[one.code][0].since if found[one.code] else None
        if before is None or one.kept_from < before:
            found[one.code].insert(0, Term(one, one.kept_from, before))
    return found


def kept_from() -> dict[str, date]:
    """Since when each ledger (its code) is kept, in whichever version."""
    return dict(RecordType.objects.order_by().values_list("code").annotate(Min("kept_from")))


def ledgers_for(user: User) -> list[RecordType]:
    """The ledgers that some organisation in the user's reach keeps; all of them for the county."""
    access = access_of(user)
    if not may_read_at_all(access):
        return []
    if access.is_county:
        return in_force()
    kinds = {Kind(kind) for kind in visible_to(user).order_by().values_list("kind", flat=True).distinct()}
    return [one for one in in_force() if kinds & kinds_of(one.ledger.kinds)]


def ledger_for(user: User, code: str) -> RecordType:
    """One ledger as the user may read it; NotVisible when it does not concern the user."""
    found = next((one for one in ledgers_for(user) if one.code == code), None)
    if found is None:
        raise NotVisible
    return found


def ledgers_of(organisation: Organisation) -> list[RecordType]:
    """What an organisation of this kind keeps."""
    return [one for one in in_force() if Kind(organisation.kind) in kinds_of(one.ledger.kinds)]
