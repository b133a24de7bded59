"""Random look-backs: who sees them, and which drawn rows have not been looked at yet."""

from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet, Subquery

from guanmo.lib.refusal import NotVisible
from guanmo.stages.organisations.enums import Role
from guanmo.stages.organisations.models import Organisation, User
from guanmo.stages.organisations.queries import access_of, below, townships
from guanmo.stages.organisations.rules import TOWNSHIP_STAFF
from guanmo.stages.rectification.models import LedgerRow, LookBack, RandomLookBack, RandomLookBackDraw
from guanmo.stages.rectification.queries.ledger import visible_to
from guanmo.stages.rounds.queries import county_itself


def random_look_backs_of(user: User) -> QuerySet[RandomLookBack]:
    """Those that the user may see: the county all, a township the own ones and the county's."""
    access = access_of(user)
    found = RandomLookBack.objects.select_related("organiser", "by", "draw__by")
    if access.is_county:
        return found.filter(below(access.counties, "organiser__path"))
    if not access.has(*TOWNSHIP_STAFF):
        return found.none()
    above = [grant.path[: Organisation.steplen] for grant in access.grants]
    own = below((grant.path for grant in access.grants if grant.role in TOWNSHIP_STAFF), "organiser__path")
    return found.filter(organiser__path__in=above) | found.filter(own)


def random_look_back_for(user: User, uuid: UUID) -> RandomLookBack:
    """One random look-back as the user may see it; NotVisible when foreign or absent."""
    found = random_look_backs_of(user).filter(uuid=uuid).first()
    if found is None:
        raise NotVisible
    return found


def look_back_organisers(user: User) -> list[Organisation]:
    """For whom the user may draw: the county's officers for the county, a township's staff for the township."""
    access, county = access_of(user), county_itself()
    own = townships().filter(below(g.path for g in access.grants if g.role in TOWNSHIP_STAFF))
    return [*([county] if county and access.covers(county.path, Role.COUNTY_ADMIN) else []), *own]


def drawn_rows(user: User, draw: RandomLookBackDraw) -> QuerySet[LedgerRow]:
    """The rows that were drawn, as far as the user may see them; ``looked`` once somebody looked back since the draw."""
    since = LookBack.objects.filter(row=OuterRef("pk"), at__gte=draw.at)
    return visible_to(user).filter(random_look_backs=draw).annotate(looked=Exists(since))


def drawn_and_waiting(user: User) -> QuerySet[LedgerRow]:
    """The drawn rows at which nobody has looked since they were drawn last."""
    draws = RandomLookBackDraw.objects.filter(rows=OuterRef("pk")).order_by("-at").values("at")[:1]
    drawn = visible_to(user).annotate(drawn_at=Subquery(draws)).filter(drawn_at__isnull=False)
    return drawn.exclude(Exists(LookBack.objects.filter(row=OuterRef("pk"), at__gte=OuterRef("drawn_at"))))
