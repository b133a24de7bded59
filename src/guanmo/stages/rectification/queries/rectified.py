"""What the score would be if the deductions that are put right by now had not been taken: beside the ranking, never in it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Exists, OuterRef, QuerySet

from guanmo.method.aggregation import aggregate
from guanmo.method.deduction import score_ballot
from guanmo.method.tiers import combine
from guanmo.stages.organisations.models import User
from guanmo.stages.rectification.enums import RowState
from guanmo.stages.rectification.models import Finding, LedgerRow
from guanmo.stages.results.models import CountedBallot, Standing
from guanmo.stages.results.queries import contents_of, visible_to
from guanmo.stages.rounds.models import Round
from guanmo.stages.sheets.models import Item, ScoreSheet


@dataclass(frozen=True, slots=True)
class Rectified:
    """Of ``problems`` found by deductions ``fixed`` are signed off; ``score`` by the round's rule without those, else None."""

    fixed: int
    problems: int
    score: Decimal | None


def rectified_scores(user: User, round: Round, *, of: Iterable[Standing] | None = None) -> dict[int, Rectified]:
    """What was put right since the ranking, by the standing's id; only standings of which something was found.

    All of the round, or those of ``of``.
    """
    standings = visible_to(user).filter(ranking__round=round, score__isnull=False, visit__isnull=False)
    by_visit = _by_visit(standings if of is None else standings.filter(pk__in=[one.pk for one in of]), round)
    found = _findings(by_visit)
    ballots = _ballots([by_visit[visit] for visit, (fixed, _all) in found.items() if fixed])
    keys = _keys(item for fixed, _all in found.values() for item in fixed)
    return {
        standing.pk: Rectified(
            len(fixed), count, _score(standing, ballots[standing.pk], {keys[item] for item in fixed}) if fixed else None
        )
        for visit, (fixed, count) in found.items()
        if (standing := by_visit[visit])
    }


def _by_visit(standings: QuerySet[Standing], round: Round) -> dict[int | None, Standing]:
    """Each with its visit; those of one sheet share it, so that its items are read once."""
    sheets: dict[int | None, ScoreSheet | None] = {}
    found = {one.visit_id: one for one in standings.select_related("visit__sheet", "visit__organisation", "ranking")}
    for one in found.values():
        assert one.visit is not None
        one.ranking.round = one.visit.round = round
        one.visit.sheet = sheets.setdefault(one.visit.sheet_id, one.visit.sheet)
    return found


def _keys(items: Iterable[int]) -> dict[int, str]:
    """By which key an item is known to the method."""
    return {one.pk: str(one) for one in Item.objects.filter(pk__in=set(items)).select_related("section")}


def _findings(visits: Iterable[int | None]) -> dict[int, tuple[frozenset[int], int]]:
    """For each visit the items whose problem is put right, and how many problems there are."""
    rows = LedgerRow.objects.filter(finding=OuterRef("pk")).exclude(state=RowState.CANCELLED)
    offered = Finding.objects.filter(visit__in=list(visits), source="deduction", item__isnull=False)
    marked = offered.annotate(entered=Exists(rows), open=Exists(rows.exclude(state=RowState.SIGNED_OFF)))
    fixed, count = defaultdict(set), defaultdict[int, int](int)
    for visit, item, entered, still_open in marked.order_by().values_list("visit", "item", "entered", "open"):
        count[visit] += 1
        if entered and not still_open:
            fixed[visit].add(item)
    return {visit: (frozenset(fixed[visit]), count[visit]) for visit in count}


def _ballots(standings: Iterable[Standing]) -> Mapping[int, list[CountedBallot]]:
    """The ballots behind each standing, dropped ones too: without a deduction another one may be the lowest."""
    counted = CountedBallot.objects.filter(standing__in=list(standings)).prefetch_related(
        "version__deductions__item__section", "version__deductions__changes"
    )
    grouped = defaultdict[int, list[CountedBallot]](list)
    for one in counted.select_related("version"):
        grouped[one.standing_id].append(one)
    return grouped


def _score(standing: Standing, ballots: Sequence[CountedBallot], keys: Set[str]) -> Decimal | None:
    """The score by the round's rule without the deductions on the items of these keys."""
    visit = standing.visit
    assert visit is not None
    assert visit.sheet is not None
    scores = {
        str(one.version_id): score_ballot(
            visit.sheet.content,
            [taken for taken in contents_of(one.version) if taken.key not in keys],
            visit.not_applicable,
        ).total
        for one in ballots
    }
    known = {key: score for key, score in scores.items() if score is not None}
    round = standing.ranking.round
    group_of = {str(one.version_id): one.group for one in ballots if one.group}
    own = aggregate(known, round.official, group_of).score if known else None
    if own is None or not round.official.tiers:
        return own
    given = {one["tier"]: Decimal(one["score"]) for one in standing.tiers if one["score"] is not None}
    return combine({**given, round.tier: own}, round.official).score
