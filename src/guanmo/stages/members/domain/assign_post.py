"""Give members posts with duties and publish the list; register in-service members' service (S1-V-3.4, S1-V-4.5)."""

from dataclasses import asdict, dataclass
from datetime import date
from decimal import Decimal

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from guanmo.audit.record import record
from guanmo.stages.members.domain.check_keeper import check_keeper
from guanmo.stages.members.domain.correct_member import locked
from guanmo.stages.members.domain.develop import check_day, check_end
from guanmo.stages.members.domain.only_one import only_one
from guanmo.stages.members.enums import OfficeStatus, PostKind, ServiceKind
from guanmo.stages.members.errors import AlreadyOpen, PostRefused
from guanmo.stages.members.models import (
    AssignedPost,
    CommunityRegistration,
    Member,
    PostPublication,
    ServiceActivity,
)
from guanmo.stages.organisations.enums import VILLAGE_LEVEL
from guanmo.stages.organisations.models import Organisation, User

_FITS = {PostKind.DUTY: OfficeStatus.WITHOUT_OFFICE, PostKind.SERVICE: OfficeStatus.IN_SERVICE}


@dataclass(frozen=True, slots=True)
class PostPlan:
    """Which post, its duties, the skill for which it was chosen, since when, and the consent where it is asked for."""

    kind: PostKind
    title: str
    duties: str
    started_on: date
    skill: str = ""
    consented_on: date | None = None


@transaction.atomic
def assign_post(member: Member, plan: PostPlan, *, by: User | None) -> AssignedPost:
    """Give a post in the own organisation, or to an in-service member in the community of the registration.

    Raises NotAllowed, FactsRefused, PostRefused, AlreadyOpen.
    """
    organisation = _where(member, plan)
    check_keeper(organisation, by=by)
    check_day(plan.started_on)
    if plan.kind in _FITS and member.office_status != _FITS[plan.kind]:
        raise PostRefused(_("这类岗位只给%(status)s。请核对任职情况。") % {"status": _FITS[plan.kind].label})
    if plan.kind == PostKind.CENTRE_HOUSEHOLD and plan.consented_on is None:
        raise PostRefused(_("党员中心户要本人同意。请填写本人同意的日期。"))
    with only_one(lambda: AlreadyOpen(_("%(name)s已经有这类岗位。请先登记离岗。") % {"name": member.name})):
        post = AssignedPost.objects.create(member=member, organisation=organisation, **asdict(plan))
    record("post.assigned", post, by=by, kind=plan.kind, title=plan.title)
    return post


def _where(member: Member, plan: PostPlan) -> Organisation:
    if plan.kind != PostKind.SERVICE:
        return member.organisation
    made = CommunityRegistration.objects.filter(member=member, ended_on__isnull=True)
    here = made.select_related("community").first()
    if here is None:
        raise PostRefused(_("在职党员先到社区报到，再由社区安排服务岗位。"))
    return here.community


@transaction.atomic
def end_post(post: AssignedPost, *, on: date, by: User | None) -> None:
    """Note that a member no longer holds a post. Raises NotAllowed, FactsRefused."""
    check_keeper(post.organisation, by=by)
    check_end(post.started_on, on)
    AssignedPost.objects.filter(pk=post.pk, ended_on__isnull=True).update(ended_on=on)
    record("post.ended", post, by=by, on=on.isoformat())


@transaction.atomic
def publish_posts(organisation: Organisation, *, place: str, by: User) -> PostPublication:
    """Keep the list of posts as it is made public today, and where. Raises NotAllowed, PostRefused (there is none)."""
    check_keeper(organisation, by=by)
    held = organisation.assigned_posts.filter(ended_on__isnull=True, member__left_on__isnull=True).select_related(
        "member"
    )
    posts = [[one.member.name, one.title, one.duties] for one in held]
    if not posts:
        raise PostRefused(_("还没有岗位，没有可公开的内容。"))
    published = PostPublication.objects.create(
        organisation=organisation, on=timezone.localdate(), place=place, posts=posts, by=by
    )
    record("posts.published", published, by=by, place=place, posts=len(posts))
    return published


@transaction.atomic
def register_with_community(
    member: Member, *, community: Organisation, on: date, by: User | None
) -> CommunityRegistration:
    """Register an in-service member, by the own organisation. Raises NotAllowed, AlreadyLeft, PostRefused, AlreadyOpen."""
    current = locked(member, by=by)
    check_day(on)
    if current.office_status != OfficeStatus.IN_SERVICE:
        raise PostRefused(_("只有在职党员到社区报到。请核对任职情况。"))
    if community.kind not in VILLAGE_LEVEL:
        raise PostRefused(_("只能到村（社区）报到。"))
    with only_one(lambda: AlreadyOpen(_("%(name)s已经报到。") % {"name": current.name})):
        registration = CommunityRegistration.objects.create(member=member, community=community, registered_on=on)
    record("registration.made", registration, by=by, community=community.code)
    return registration


@transaction.atomic
def end_registration(registration: CommunityRegistration, *, on: date, by: User | None) -> None:
    """Note until when a member was registered; a service post there ends with it. Raises NotAllowed, FactsRefused."""
    check_keeper(registration.community, by=by)
    check_end(registration.registered_on, on)
    CommunityRegistration.objects.filter(pk=registration.pk, ended_on__isnull=True).update(ended_on=on)
    there = registration.community.assigned_posts.filter(member=registration.member, kind=PostKind.SERVICE)
    for post in there.filter(ended_on__isnull=True, started_on__lte=on).select_related("organisation"):
        end_post(post, on=on, by=by)
    record("registration.ended", registration, by=by, on=on.isoformat())


@transaction.atomic
def record_service(
    registration: CommunityRegistration, kind: ServiceKind, *, on: date, hours: Decimal, by: User | None
) -> ServiceActivity:
    """Note one service: date, kind, hours. Raises NotAllowed, FactsRefused."""
    check_keeper(registration.community, by=by)
    check_day(on)
    activity = ServiceActivity.objects.create(registration=registration, on=on, kind=kind, hours=hours, by=by)
    record("service.recorded", registration, by=by, kind=kind, hours=str(hours))
    return activity
