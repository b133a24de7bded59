"""Posts with duties, who has none, publication, and service in communities, within reach (S1-V-3.4, S1-V-4.5)."""

from uuid import UUID

from django.db.models import Count, Exists, Max, OuterRef, QuerySet, Sum

from guanmo.lib.refusal import NotVisible
from guanmo.stages.members.enums import OfficeStatus, PostKind
from guanmo.stages.members.models import (
    AssignedPost,
    CommunityRegistration,
    Member,
    PostPublication,
    ServiceActivity,
)
from guanmo.stages.members.queries.members import on_roster, visible_to, within_reach
from guanmo.stages.organisations.models import Organisation, User


def posts(user: User, organisation: Organisation | None = None) -> QuerySet[AssignedPost]:
    """The posts held today in organisations within reach."""
    found = AssignedPost.objects.filter(within_reach(user), ended_on__isnull=True, member__left_on__isnull=True)
    found = found.select_related("member", "organisation")
    return found.filter(organisation=organisation) if organisation else found


def post_for(user: User, uuid: UUID) -> AssignedPost:
    """One of them; NotVisible when foreign or absent."""
    found = posts(user).filter(uuid=uuid).first()
    if found is None:
        raise NotVisible
    return found


def without_post(user: User, organisation: Organisation | None = None) -> QuerySet[Member]:
    """Members without office who hold no post of their branch (S1-V-3.4, S4-17c)."""
    held = AssignedPost.objects.filter(member=OuterRef("pk"), kind=PostKind.DUTY, ended_on__isnull=True)
    members = on_roster(user, organisation).filter(office_status=OfficeStatus.WITHOUT_OFFICE)
    return members.filter(~Exists(held))


def in_service_without_post(user: User, organisation: Organisation | None = None) -> QuerySet[Member]:
    """In-service members of the own rosters who hold no service post anywhere (S4-17c)."""
    held = AssignedPost.objects.filter(member=OuterRef("pk"), kind=PostKind.SERVICE, ended_on__isnull=True)
    members = on_roster(user, organisation).filter(office_status=OfficeStatus.IN_SERVICE)
    return members.filter(~Exists(held))


def registrations(user: User, community: Organisation | None = None) -> QuerySet[CommunityRegistration]:
    """In-service members registered with communities within reach, with their service (``services``, ``hours``).

    ``has_post`` says whether the community gave a service post (S1-V-4.5-b).
    """
    found = CommunityRegistration.objects.filter(within_reach(user, "community__path"), ended_on__isnull=True)
    if community is not None:
        found = found.filter(community=community)
    post = AssignedPost.objects.filter(member=OuterRef("member"), kind=PostKind.SERVICE, ended_on__isnull=True)
    found = found.select_related("member__organisation", "community")
    return found.annotate(
        services=Count("activities"),
        hours=Sum("activities__hours"),
        last=Max("activities__on"),
        has_post=Exists(post),
    ).order_by("community__path", "registered_on", "pk")


def registration_for(user: User, uuid: UUID) -> CommunityRegistration:
    """One of them; NotVisible when foreign or absent."""
    found = registrations(user).filter(uuid=uuid).first()
    if found is None:
        raise NotVisible
    return found


def posts_of_member(user: User, member: Member) -> QuerySet[AssignedPost]:
    """The posts of a member whom the user may see, today's and past ones."""
    found = AssignedPost.objects.filter(member__in=visible_to(user).filter(pk=member.pk))
    return found.select_related("organisation")


def service_of(user: User, member: Member) -> QuerySet[ServiceActivity]:
    """The service of a member whom the user may see, newest first."""
    found = ServiceActivity.objects.filter(registration__member__in=visible_to(user).filter(pk=member.pk))
    return found.select_related("registration__community")


def publications(user: User, organisation: Organisation) -> QuerySet[PostPublication]:
    """When the list of posts of an organisation within reach was made public, newest first."""
    return PostPublication.objects.filter(within_reach(user), organisation=organisation).select_related("by")
