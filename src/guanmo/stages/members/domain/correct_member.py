"""Correct what is held about a member; the history keeps the old values (S1-V-3.2)."""

from dataclasses import asdict
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from guanmo.audit.record import record
from guanmo.stages.members.domain.check_keeper import check_keeper
from guanmo.stages.members.domain.facts import MemberFacts, check_facts, differences
from guanmo.stages.members.errors import AlreadyLeft, ChangedSince
from guanmo.stages.members.models import Contact, Member, MemberChange
from guanmo.stages.members.queries import last_change
from guanmo.stages.organisations.models import User


@transaction.atomic
def correct_member(
    member: Member, facts: MemberFacts, *, contact: str = "", reason: str = "", seen: int | None = None, by: User
) -> None:
    """Write the facts as they should stand; nothing differs: nothing happens. An empty ``contact`` leaves it alone.

    ``seen`` is the last change (``last_change``) that the writer had before the eyes; None when nothing was shown.
    Raises NotAllowed, AlreadyLeft, FactsRefused, ChangedSince.
    """
    current = locked(member, by=by)
    if seen is not None and seen != last_change(member):
        raise ChangedSince(_("这名党员的情况刚才由别人改过。请刷新页面核对后再改。"))
    check_facts(facts, timezone.localdate())
    changes: dict[str, Any] = dict(differences(current, facts))
    if changes:
        Member.objects.filter(pk=member.pk).update(**{name: asdict(facts)[name] for name in changes})
    if contact:
        changes["contact"] = None  # that it changed, never what it was or is
        _replace_contact(member, contact)
    if changes:
        MemberChange.objects.create(member=member, changes=changes, reason=reason, by=by)
        record("member.corrected", member, by=by, fields=sorted(changes), reason=reason)


def _replace_contact(member: Member, contact: str) -> None:
    new = Contact(member=member).put(contact)
    Contact.objects.update_or_create(member=member, defaults={"sealed": new.sealed, "index": new.index})


def locked(member: Member, *, by: User | None) -> Member:
    """The member as stored, held until the transaction ends. Raises NotAllowed, AlreadyLeft."""
    current = Member.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=member.pk)
    check_keeper(current.organisation, by=by)
    if current.left_on is not None:
        raise AlreadyLeft(_("%(name)s已经不在花名册上，不能再改。") % {"name": current.name})
    return current
