"""Reads of stage results. A standing follows its round; before publication only the round's leaders see it."""

from uuid import UUID

from django.db.models import OuterRef, Q, QuerySet, Subquery

from guanmo.lib.refusal import NotVisible
from guanmo.stages.organisations.models import Organisation, User
from guanmo.stages.organisations.queries import access_of, below
from guanmo.stages.organisations.rules import TOWNSHIP_STAFF
from guanmo.stages.results.models import Classification, Filing, Standing
from guanmo.stages.rounds.enums import PUBLISHED, Tier
from guanmo.stages.rounds.queries import visible_to as rounds_visible_to


def visible_to(user: User) -> QuerySet[Standing]:
    """The standings a user may see, each with ``class_now``: the county all, leaders their rounds, others once published."""
    newest = Classification.objects.filter(standing=OuterRef("pk")).order_by("-at", "-pk")
    standings = Standing.objects.annotate(class_now=Subquery(newest.values("management_class")[:1]))
    standings = standings.select_related("organisation", "ranking__round__organiser", "visit")
    access = access_of(user)
    if access.is_county:
        return standings
    leads = below((g.path for g in access.grants if g.role in TOWNSHIP_STAFF), "ranking__round__organiser__path")
    published = Q(ranking__round__state__in=PUBLISHED, ranking__round__in=rounds_visible_to(user))
    return standings.filter((leads & Q(ranking__round__tier=Tier.INTERNAL)) | published)


def standing_for(user: User, visit_uuid: UUID) -> Standing:
    """The standing of one visit with its ballots; NotVisible when foreign or absent."""
    found = visible_to(user).filter(visit__uuid=visit_uuid).first()
    if found is None:
        raise NotVisible
    return found


def class_history(user: User, organisation: Organisation) -> QuerySet[Classification]:
    """Every class an organisation was ever given, newest first (S0-3.1-k)."""
    rows = Classification.objects.filter(standing__organisation=organisation, standing__in=visible_to(user))
    return rows.select_related("standing__ranking__round", "by")


def filings_visible_to(user: User) -> QuerySet[Filing]:
    """The filings a user may see: the county all, a township its own."""
    access = access_of(user)
    filings = Filing.objects.select_related("ranking__round__organiser", "submitted_by", "answer")
    if access.is_county:
        return filings
    return filings.filter(
        below((g.path for g in access.grants if g.role in TOWNSHIP_STAFF), "ranking__round__organiser__path")
    )


def filing_for(user: User, uuid: UUID) -> Filing:
    """One filing as the user may see it; NotVisible when foreign or absent."""
    found = filings_visible_to(user).filter(uuid=uuid).first()
    if found is None:
        raise NotVisible
    return found
