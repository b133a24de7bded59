"""What was entered in the optional points ledger for one member: read by the member and by the own organisation (S1-V-3.8)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from guanmo.stages.members.models import Member
from guanmo.stages.organisations.models import User
from guanmo.stages.records.models import Record
from guanmo.stages.records.queries.records import counting, reads, values_of

LEDGER, RULES = "member_points", "points_rule"


@dataclass(frozen=True, slots=True)
class PointsEntry:
    """One entry as it reads today; ``rule`` says by which rule of the organisation.

    Of a ledger that the county described anew ``points`` (None) and ``matter`` may be empty.
    """

    record: Record
    rule: str
    points: int | None
    matter: str


def points_of(user: User, member: Member) -> Sequence[PointsEntry]:
    """The member's entries, newest first; none for whoever is neither the member nor of the own organisation.

    The member reads those of an earlier organisation too. There is no sum over members and no order of persons (kept_out.md 25).
    """
    rows = counting(Record.objects.filter(type__code=LEDGER))
    if member.account_id != user.pk:
        rows = rows.filter(organisation=member.organisation_id)
    listed = list(rows.select_related("type").prefetch_related("supplements").order_by("-held_on", "-pk"))
    mine = [(one, said) for one in listed if (said := values_of(one)).get("recipient") == member.code]
    if not mine or not _may_read(user, member, mine[0][0]):
        return ()
    titles = _titles({one.organisation_id for one, _said in mine})
    return [_entry(one, said, titles) for one, said in mine]


def _titles(organisations: Iterable[int]) -> dict[str, str]:
    rules = Record.objects.filter(type__code=RULES, organisation__in=organisations)
    return {str(uuid): title for uuid, title in rules.values_list("uuid", "title")}


def _entry(record: Record, said: Mapping[str, Any], titles: Mapping[str, str]) -> PointsEntry:
    points = str(said.get("points", ""))
    number = int(points) if points.removeprefix("-").isdecimal() else None
    return PointsEntry(record, titles.get(str(said.get("rule")), ""), number, str(said.get("matter") or ""))


def _may_read(user: User, member: Member, record: Record) -> bool:
    return member.account_id == user.pk or reads(user, member.organisation, record.type)
