"""Import a roster: one transaction, all or nothing, in bulk; the same workbook twice changes nothing (S1-V-3.2)."""

from collections.abc import Sequence
from dataclasses import asdict

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from guanmo.audit.record import record
from guanmo.stages.members.domain.only_one import only_one
from guanmo.stages.members.domain.roster_plan import Entry, RosterPlan, check_may_import, compare
from guanmo.stages.members.domain.roster_rows import FIELDS, Roster
from guanmo.stages.members.domain.roster_stock import read_stock
from guanmo.stages.members.errors import RosterRefused
from guanmo.stages.members.models import Contact, Member, MemberChange
from guanmo.stages.organisations.enums import Outcome
from guanmo.stages.organisations.models import User

_BATCH = 1000
"""Rows in one statement."""


@transaction.atomic
def import_roster(roster: Roster, *, by: User | None) -> RosterPlan:
    """Write the roster and say what was done. Raises NotAllowed, and RosterRefused when any cell is wrong."""
    check_may_import(by)
    plan = compare(roster, read_stock(by, lock=True))
    if plan.problems:
        raise RosterRefused(refusal_of(plan))
    _enter([entry for entry in plan.entries if entry.member is None], by)
    _correct([entry for entry in plan.entries if entry.member is not None and entry.changes], by)
    if plan.entries:
        counts = {outcome.value: plan.count(outcome) for outcome in Outcome}
        record("roster.imported", plan.entries[0].organisation, by=by, **counts)
    return plan


def refusal_of(plan: RosterPlan) -> str:
    """The sentence that says how much is wrong, with the first problem."""
    first = plan.problems[0]
    message = _("表中有 %(count)d 处错误，没有导入任何内容。第一处：第 %(row)d 行“%(column)s”：%(problem)s")
    values = {"count": len(plan.problems), "row": first.row, "column": first.column, "problem": first.message}
    return message % values


def _enter(entries: Sequence[Entry], by: User | None) -> None:
    made = (Member(code=one.code, organisation=one.organisation, entered_by=by, **asdict(one.facts)) for one in entries)
    with only_one(lambda: RosterRefused(_("刚才有人登记了表中的党员，没有导入任何内容。请重新上传，看过预览再导入。"))):
        members = Member.objects.bulk_create(made, batch_size=_BATCH)
    pairs = zip(members, entries, strict=True)
    Contact.objects.bulk_create(
        (Contact(member=member).put(one.contact) for member, one in pairs if one.contact), batch_size=_BATCH
    )


def _correct(entries: Sequence[Entry], by: User | None) -> None:
    changed, contacts = [], []
    for one in entries:
        member = one.member
        assert member is not None
        for name in one.changes.keys() - {"contact"}:
            setattr(member, name, getattr(one.facts, name))
        changed.append(member)
        if "contact" in one.changes:
            contacts.append(Contact(member=member).put(one.contact))
    Member.objects.bulk_update(changed, list(FIELDS.values()), batch_size=_BATCH)
    Contact.objects.bulk_create(
        contacts, batch_size=_BATCH, update_conflicts=True, unique_fields=["member"], update_fields=["sealed", "index"]
    )
    reason = gettext_noop("导入花名册")
    MemberChange.objects.bulk_create(
        (MemberChange(member=one.member, changes=one.changes, reason=reason, by=by) for one in entries),
        batch_size=_BATCH,
    )
