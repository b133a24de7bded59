"""Which members a user may see: those of the own organisation and below, those it hosts, and the own row."""

from uuid import UUID

from django.db.models import Max, Q, QuerySet

from guanmo.audit.models import Entry
from guanmo.lib.refusal import NotVisible
from guanmo.stages.members.models import Floating, Member, MemberChange
from guanmo.stages.members.rules import READERS, may_keep, own_organisations
from guanmo.stages.organisations.models import Organisation, User
from guanmo.stages.organisations.queries import access_of, below, in_force

_LOOKS = ("contact.revealed", "contact.searched")


def within_reach(user: User, field: str = "organisation__path") -> Q:
    """What is held about members of the own organisation and below, for those who keep it; the county reads all of its own."""
    access = access_of(user)
    if access.is_county:
        return below(access.counties, field)
    return below((grant.path for grant in access.grants if grant.role in READERS), field)


def visible_to(user: User) -> QuerySet[Member]:
    """The members that a user may see, those who left too."""
    everybody = Member.objects.select_related("organisation")
    if access_of(user).is_county or not user.is_active:
        return everybody.filter(within_reach(user))
    hosted = Floating.objects.filter(host__in=own_organisations(access_of(user)), ended_on__isnull=True).values(
        "member"
    )
    return everybody.filter(within_reach(user) | Q(account=user) | Q(pk__in=hosted))


def has_own_page(user: User) -> bool:
    """Whether the user is a member on a roster and so reads the own row."""
    return Member.objects.filter(account=user).exists()


def on_roster(user: User, organisation: Organisation | None = None, text: str = "") -> QuerySet[Member]:
    """The members on the rosters within reach: of one organisation, and with this in name or number."""
    found = Member.objects.filter(within_reach(user), left_on__isnull=True).select_related("organisation")
    if organisation is not None:
        found = found.filter(organisation=organisation)
    for word in text.split():
        found = found.filter(Q(name__icontains=word) | Q(code__icontains=word))
    return found


def member_for(user: User, uuid: UUID) -> Member:
    """One member as the user may see it; NotVisible (404) when foreign or absent."""
    found = visible_to(user).filter(uuid=uuid).first()
    if found is None:
        raise NotVisible
    return found


def keepable(user: User) -> QuerySet[Organisation]:
    """The organisations in force whose roster the user may keep, in tree order."""
    access = access_of(user)
    if access.is_county_admin:
        return in_force().filter(below(access.counties))
    return in_force().filter(below(grant.path for grant in access.grants if grant.role in READERS))


def organisation_to_keep(user: User, uuid: UUID) -> Organisation:
    """One of them; NotVisible when it is foreign or absent."""
    found = keepable(user).filter(uuid=uuid).first()
    if found is None or not may_keep(access_of(user), found.path):
        raise NotVisible
    return found


def changes_of(user: User, member: Member) -> QuerySet[MemberChange]:
    """The history of a member that the user may see, newest first."""
    return MemberChange.objects.filter(member__in=visible_to(user).filter(pk=member.pk)).select_related("by")


def last_change(member: Member) -> int:
    """What tells one version of a member's row from the next: the id of its last change, 0 before the first."""
    return MemberChange.objects.filter(member=member).aggregate(last=Max("pk"))["last"] or 0


def contact_reveals(user: User, member: Member) -> QuerySet[Entry]:
    """Who read the contact detail or found the member by it, when and why, newest first."""
    seen = [str(one.pk) for one in visible_to(user).filter(pk=member.pk)]
    lines = Entry.objects.filter(act__in=_LOOKS, target_type=Member._meta.label_lower, target_id__in=seen)
    return lines.select_related("by")
