"""What was entered in the optional points ledger for one member: read by the member and by the own organisation (S1-V-3.8)."""

from collections.abc import Sequence
from dataclasses import dataclass

from guanmo.stages.members.models import Member
from guanmo.stages.organisations.models import User
from guanmo.stages.records.models import Record
from guanmo.stages.records.queries.records import counting, reads, values_of

LEDGER = "member_points"


@dataclass(frozen=True, slots=True)
class PointsEntry:
    """One entry as it reads today; ``rule`` says by which rule of the organisation."""

    record: Record
    rule: str
    points: int
    matter: str


def points_of(user: User, member: Member) -> Sequence[PointsEntry]:
    """The member's entries, newest first; none for whoever is neither the member nor of the own organisation.

    There is no sum over members and no order of persons (kept_out.md 25).
    """
    rows = counting(Record.objects.filter(type__code=LEDGER, organisation=member.organisation_id))
    listed = list(rows.select_related("type").prefetch_related("supplements").order_by("-held_on", "-pk"))
    mine = [(one, said) for one in listed if (said := values_of(one)).get("recipient") == member.code]
    if not mine or not _may_read(user, member, mine[0][0]):
        return ()
    rules = dict(Record.objects.filter(uuid__in=[said.get("rule") for _one, said in mine]).values_list("uuid", "title"))
    titles = {str(uuid): title for uuid, title in rules.items()}
    return [PointsEntry(one, titles.get(str(s.get("rule")), ""), int(s["points"]), s["matter"]) for one, s in mine]


def _may_read(user: User, member: Member, record: Record) -> bool:
    return member.account_id == user.pk or reads(user, member.organisation, record.type)
