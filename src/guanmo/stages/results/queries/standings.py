"""Standings and filings. A standing follows its round; before publication only the round's leaders see it."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.timezone import localdate

from guanmo.lib.refusal import NotVisible
from guanmo.stages.organisations.models import Organisation, User
from guanmo.stages.organisations.queries import access_of, below
from guanmo.stages.organisations.rules import ORGANISATION_STAFF, TOWNSHIP_STAFF
from guanmo.stages.results.enums import Answer, List, ManagementClass
from guanmo.stages.results.models import Adjustment, Classification, CountedBallot, Filing, Ranking, Standing
from guanmo.stages.rounds.enums import PUBLISHED, Tier, VisitState
from guanmo.stages.rounds.models import Participant, Round
from guanmo.stages.rounds.queries import visible_to as rounds_visible_to
from guanmo.stages.rounds.queries import visits_of
from guanmo.stages.scoring.queries import visible_to as ballots_visible_to


def visible_to(user: User) -> QuerySet[Standing]:
    """The standings that hold and that a user may see: the county all, leaders their rounds, others once published.

    An organisation sees its own while it is provisional, where the round gives time for objections.
    Each has ``class_now`` (confirmed, None before) and ``class_shown`` (confirmed, else proposed).
    """
    return seen_by(user).filter(ranking__replaced_by=None, ranking__version=F("ranking__round__version"))


def seen_by(user: User) -> QuerySet[Standing]:
    """The same with those that hold no longer: of earlier versions of a round, and from before a recount."""
    newest = Classification.objects.filter(standing=OuterRef("pk")).order_by("-at", "-pk")
    class_now = Subquery(newest.values("management_class")[:1])
    standings = Standing.objects.annotate(class_now=class_now, class_shown=Coalesce(class_now, F("proposed_class")))
    standings = standings.select_related("organisation", "ranking__round__organiser", "visit")
    access = access_of(user)
    if access.is_county:
        return standings.filter(below(access.counties, "ranking__round__organiser__path"))
    leads = below((g.path for g in access.grants if g.role in TOWNSHIP_STAFF), "ranking__round__organiser__path")
    published = Q(ranking__round__state__in=PUBLISHED, ranking__round__in=rounds_visible_to(user))
    own = Q(organisation__in=access.organisation_ids(*ORGANISATION_STAFF), ranking__round__objection_days__gt=0)
    return standings.filter((leads & Q(ranking__round__tier=Tier.INTERNAL)) | published | own)


def results_of(user: User, round: Round) -> QuerySet[Standing]:
    """The standings of one round that the user may see, list by list in order of rank.

    Each with ``vetoes``, the number of sheets that vetoed it, and ``telling``, of those from which a score can be adjusted:
    as it counts, after a re-check too.
    """
    sheets = CountedBallot.objects.filter(standing=OuterRef("pk"))
    vetoing, telling = sheets.filter(vetoed=True), sheets.filter(vetoed=False)
    return (
        visible_to(user)
        .filter(ranking__round=round)
        .annotate(vetoes=_number(vetoing), telling=_number(telling.exclude(dropped="unweighted")))
    )


def _number(sheets: QuerySet[CountedBallot]) -> Coalesce:
    return Coalesce(Subquery(sheets.order_by().values("standing").annotate(n=Count("pk")).values("n")), 0)


def adjustments_of(user: User, round: Round) -> QuerySet[Adjustment]:
    """What was adjusted in the lists of one round that the user may see."""
    return Adjustment.objects.filter(ranking__in=results_of(user, round).values("ranking"))


def judges_of(user: User, round: Round) -> dict[int, str]:
    """The names of the round's participants by id; for who may question judges (``rules.may_question_judges``)."""
    seen = Participant.objects.filter(round__in=rounds_visible_to(user), round=round).select_related("user")
    return {one.pk: str(one.user) for one in seen}


@dataclass(frozen=True, slots=True)
class Earlier:
    """The score that another tier gave an organisation, and the title of the round that gave it."""

    score: Decimal
    round: str


def earlier_tiers(round: Round) -> dict[int, dict[str, Earlier]]:
    """What other tiers of the year gave the organisations (ids) of a round by whose rule they weigh, by tier.

    Of each tier the latest round counts that is published and gave the organisation a score, as it was published; none that
    is of a later quarter.
    """
    tiers = _other_tiers(round)
    if not tiers:
        return {}
    rows = Standing.objects.filter(
        ranking__replaced_by=None,
        ranking__round__cycle=round.cycle_id,
        ranking__round__tier__in=tiers,
        ranking__round__state__in=PUBLISHED,
        ranking__round__period__lte=round.period,
        score__isnull=False,
        organisation__in=round.visits.values("organisation"),
    ).exclude(ranking_list=List.TOWNSHIP)
    found: dict[int, dict[str, Earlier]] = {}
    for row in rows.select_related("ranking__round").order_by("ranking__round__period", "ranking__at", "pk"):
        assert row.score is not None
        given = Earlier(row.score, row.ranking.round.title)
        found.setdefault(row.organisation_id, {})[row.ranking.round.tier] = given
    return found


def tiers_of(ranking: Ranking) -> dict[int, dict[str, Earlier]]:
    """What other tiers gave when this ranking was made, by organisation (id) and tier: a recount takes the same."""
    own = ranking.round.tier
    return {
        one.organisation_id: {
            part["tier"]: Earlier(Decimal(part["score"]), part["round"])
            for part in one.tiers
            if part["tier"] != own and part["score"] is not None
        }
        for one in ranking.standings.exclude(ranking_list=List.TOWNSHIP)
    }


def _other_tiers(round: Round) -> list[str]:
    return [tier for tier, _weight in round.official.tiers if tier != round.tier]


def lacking_a_tier(user: User, round: Round) -> list[str]:
    """The organisations of a round (short names) that another tier gave no score yet, so that they could not be ranked."""
    tiers, given = set(_other_tiers(round)), earlier_tiers(round)
    if not tiers:
        return []
    visits = visits_of(user, round).exclude(state=VisitState.EXCUSED).exclude(sheet=None)
    return [one.organisation.short_name for one in visits if not tiers <= given.get(one.organisation_id, {}).keys()]


def standing_for(user: User, visit_uuid: UUID) -> Standing:
    """The standing of one visit with its sheet; NotVisible when foreign or absent."""
    whole = visible_to(user).select_related("organisation", "ranking__round__organiser", "visit__sheet", "adjusted")
    found = whole.prefetch_related("visit__sheet__sections__items__rules").filter(visit__uuid=visit_uuid).first()
    if found is None:
        raise NotVisible
    return found


def ballots_behind(user: User, standing: Standing) -> QuerySet[CountedBallot]:
    """The ballots behind a standing that the user may see, the highest first, with their deductions."""
    rows = CountedBallot.objects.filter(standing=standing, standing__in=visible_to(user)).order_by("-score", "version")
    return rows.select_related("version__ballot__participant__user").prefetch_related(
        "version__deductions__item__section", "version__deductions__changes"
    )


def named_ballots(user: User, standing: Standing) -> frozenset[UUID]:
    """The ballots of a standing whose judge the user may know: those that the user may read singly."""
    readable = ballots_visible_to(user).filter(ballot__visit=standing.visit_id)
    return frozenset(readable.values_list("pk", flat=True))


def class_history(user: User, organisation: Organisation) -> QuerySet[Classification]:
    """Every class an organisation was ever given, newest first (S0-3.1-k)."""
    rows = Classification.objects.filter(standing__organisation=organisation, standing__in=visible_to(user))
    return rows.select_related("standing__ranking__round", "by")


def classes_given(user: User) -> dict[int, list[tuple[date, ManagementClass]]]:
    """By organisation (its id): every class given with its day, oldest first; within what the user may see."""
    rows = Classification.objects.filter(standing__in=visible_to(user)).order_by("at", "pk")
    found: dict[int, list[tuple[date, ManagementClass]]] = {}
    for organisation, at, given in rows.values_list("standing__organisation", "at", "management_class"):
        found.setdefault(organisation, []).append((localdate(at), ManagementClass(given)))
    return found


def class_reasons(user: User, round: Round) -> dict[int, str]:
    """The reason of the newest class of each standing (its id) of a round; empty where the proposed one was taken."""
    rows = Classification.objects.filter(standing__in=results_of(user, round)).order_by("at", "pk")
    return dict(rows.values_list("standing_id", "reason"))


def filings_visible_to(user: User) -> QuerySet[Filing]:
    """The filings a user may see: the county all, a township its own."""
    access = access_of(user)
    filings = Filing.objects.select_related("ranking__round__organiser", "submitted_by", "answer__by")
    if access.is_county:
        return filings.filter(below(access.counties, "ranking__round__organiser__path"))
    return filings.filter(
        below((g.path for g in access.grants if g.role in TOWNSHIP_STAFF), "ranking__round__organiser__path")
    )


def filing_for(user: User, uuid: UUID) -> Filing:
    """One filing as the user may see it; NotVisible when foreign or absent."""
    found = filings_visible_to(user).filter(uuid=uuid).first()
    if found is None:
        raise NotVisible
    return found


def accepted_filings(user: User) -> QuerySet[Filing]:
    """The filings that the county accepted and whose ranking holds, as far as the user may see them (S2-3.7-a)."""
    accepted = filings_visible_to(user).filter(answer__answer=Answer.ACCEPTED)
    holds = accepted.filter(ranking__replaced_by=None, ranking__version=F("ranking__round__version"))
    return holds.order_by("ranking__round__period", "pk")
