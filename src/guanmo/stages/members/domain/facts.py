"""What may be written about a member, and what cannot be so (S1-V-3.2)."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from guanmo.stages.members.enums import Education, Membership, MemberType, OfficeStatus, Sex
from guanmo.stages.members.errors import FactsRefused
from guanmo.stages.members.models import Member
from guanmo.stages.organisations.enums import TWO_NEW, Kind
from guanmo.stages.organisations.models import Organisation

YOUNGEST = 18
"""Years: nobody joins before (the Constitution of the Party, article 1)."""

_TYPES = {
    Kind.COMMUNITY: MemberType.COMMUNITY,
    Kind.AGENCY: MemberType.AGENCY,
    Kind.SOE: MemberType.SOE,
    Kind.SCHOOL: MemberType.SCHOOL,
    **dict.fromkeys(TWO_NEW, MemberType.TWO_NEW),
}


@dataclass(frozen=True, slots=True)
class MemberFacts:
    """Everything that the roster holds about a member, but for the organisation and the contact detail."""

    name: str
    membership: Membership
    type: MemberType
    office_status: OfficeStatus
    joined_on: date
    full_on: date | None = None
    sex: Sex | str = ""
    birth_year: int | None = None
    education: Education | str = ""
    home_study: bool = False


def usual_type(organisation: Organisation) -> MemberType:
    """The type of a member of such an organisation, where nobody says otherwise."""
    return _TYPES.get(Kind(organisation.kind), MemberType.RURAL)


def problems_of(facts: MemberFacts, today: date) -> Iterator[tuple[str, str]]:
    """Each contradiction: the field that should be looked at, and the sentence."""
    if facts.joined_on > today:
        yield "joined_on", _("入党日期还没有到。请核对。")
    if facts.full_on and facts.full_on < facts.joined_on:
        yield "full_on", _("转正日期早于入党日期。请核对。")
    if facts.full_on and facts.membership == Membership.PROBATIONARY:
        yield "full_on", _("预备党员还没有转正。请删去转正日期，或把人员类别改为正式党员。")
    if facts.birth_year and facts.joined_on.year - facts.birth_year < YOUNGEST:
        yield "birth_year", _("入党时不满 %(years)d 岁。请核对出生年份和入党日期。") % {"years": YOUNGEST}


def check_facts(facts: MemberFacts, today: date) -> None:
    """Raise FactsRefused with the first contradiction."""
    for _field, sentence in problems_of(facts, today):
        raise FactsRefused(sentence)


def facts_of(member: Member) -> MemberFacts:
    """What is held now."""
    return MemberFacts(**{name: getattr(member, name) for name in MemberFacts.__dataclass_fields__})


def differences(member: Member, facts: MemberFacts) -> dict[str, list[Any]]:
    """Field -> old and new value as people read them in the workbook, of what would change."""
    held, wanted = asdict(facts_of(member)), asdict(facts)
    return {name: [_shown(held[name]), _shown(wanted[name])] for name in held if held[name] != wanted[name]}


def _shown(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value
