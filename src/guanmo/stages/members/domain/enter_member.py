"""Put a member on the roster (S1-V-3.2)."""

from dataclasses import asdict
from itertools import count

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from guanmo.audit.record import record
from guanmo.stages.members.domain.check_keeper import check_keeper
from guanmo.stages.members.domain.facts import MemberFacts, check_facts
from guanmo.stages.members.domain.member_code import made_code
from guanmo.stages.members.domain.only_one import only_one
from guanmo.stages.members.errors import CodeTaken
from guanmo.stages.members.models import Contact, Member
from guanmo.stages.organisations.models import Organisation, User


@transaction.atomic
def enter_member(
    facts: MemberFacts,
    *,
    organisation: Organisation,
    code: str = "",
    contact: str = "",
    namesake: bool = False,
    by: User | None,
) -> Member:
    """Enter a member of ``organisation``; without a ``code`` one is made.

    ``namesake``: somebody of this name and day of joining is held here, and this is another person.
    Raises NotAllowed, FactsRefused, CodeTaken.
    """
    check_keeper(organisation, by=by)
    check_facts(facts, timezone.localdate())
    code = code or _free_code(organisation, facts, namesake=namesake)
    taken = _("党员编号“%(code)s”已经有人用了。请核对，同一个人不要登记两次。") % {"code": code}
    with only_one(lambda: CodeTaken(taken)):
        member = Member.objects.create(organisation=organisation, code=code, entered_by=by, **asdict(facts))
    if contact:
        Contact(member=member).put(contact).save()
    record("member.entered", member, by=by, code=code)
    return member


def _free_code(organisation: Organisation, facts: MemberFacts, *, namesake: bool) -> str:
    """The made number, for a namesake the first free one after it. Raises CodeTaken with what to do."""
    code = made_code(organisation.code, facts.name, facts.joined_on)
    held = set(Member.objects.filter(code__startswith=code).values_list("code", flat=True))
    if code not in held:
        return code
    if not namesake:
        raise CodeTaken(
            _(
                "%(name)s已经登记过（同姓名、同入党日期）。移出花名册的请在党员页面恢复；确实是另一个人的，请勾选“另一个人”再登记。"
            )
            % {"name": facts.name}
        )
    return next(made for number in count(2) if (made := f"{code}-{number}") not in held)
