"""The library of good practices, which everybody with a post may read, and the praises that may be promoted."""

from uuid import UUID

from django.db.models import Q, QuerySet

from guanmo.lib.refusal import NotVisible
from guanmo.stages.organisations.enums import Role
from guanmo.stages.organisations.models import Organisation, User
from guanmo.stages.organisations.queries import access_of, below
from guanmo.stages.organisations.rules import TOWNSHIP_STAFF
from guanmo.stages.rounds.models import Practice, Praise
from guanmo.stages.rounds.queries.lists import county_itself


def practices_visible_to(user: User, text: str = "") -> QuerySet[Practice]:
    """What stands in the library, for whoever holds a post, narrowed to the words of ``text``."""
    found = Practice.objects.select_related("praise__visit__organisation", "praise__visit__round", "promoter", "by")
    here = {grant.county for grant in access_of(user).grants}
    found = found.filter(below(here, "promoter__path"), withdrawal=None)
    for word in text.split():
        found = found.filter(
            Q(title__icontains=word) | Q(text__icontains=word) | Q(praise__visit__organisation__name__icontains=word)
        )
    return found


def practice_for(user: User, uuid: UUID) -> Practice:
    """One practice of the library; NotVisible when it is not there or was withdrawn."""
    found = practices_visible_to(user).filter(uuid=uuid).first()
    if found is None:
        raise NotVisible
    return found


def praises_to_promote(user: User) -> QuerySet[Praise]:
    """Praises that nobody has promoted yet and that the user may: of the own township, for the county all."""
    access = access_of(user)
    open_praises = Praise.objects.filter(practice=None).select_related("visit__organisation", "visit__round", "by")
    if access.is_county_admin:
        return open_praises.filter(below(access.counties, "visit__organisation__path")).order_by("-at", "-pk")
    own = below((g.path for g in access.grants if g.role in TOWNSHIP_STAFF), "visit__organisation__path")
    return open_praises.filter(own).order_by("-at", "-pk")


def praise_for(user: User, pk: int) -> Praise:
    """One praise that the user may promote; NotVisible otherwise."""
    found = praises_to_promote(user).filter(pk=pk).first()
    if found is None:
        raise NotVisible
    return found


def promoter_for(user: User, praise: Praise) -> Organisation | None:
    """In whose name the user promotes: the county, or the township above the praised organisation; None for nobody."""
    access, organisation = access_of(user), praise.visit.organisation
    if access.covers(organisation.path, Role.COUNTY_ADMIN):
        return county_itself()
    if access.covers(organisation.path, *TOWNSHIP_STAFF):
        township: Organisation | None = Organisation.objects.filter(path=organisation.township_path).first()
        return township
    return None
