"""What stands beside a township's rank in the county round: points, coverage, rectification (S0-3.3-i, D34)."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from guanmo.stages.organisations.enums import OBSERVED
from guanmo.stages.organisations.models import Organisation
from guanmo.stages.organisations.queries import in_force
from guanmo.stages.rectification.enums import RowState
from guanmo.stages.rectification.models import LedgerRow
from guanmo.stages.results.enums import List
from guanmo.stages.results.models import Standing
from guanmo.stages.rounds.enums import Tier, VisitState
from guanmo.stages.rounds.models import Round, Visit


@dataclass(frozen=True, slots=True)
class TownshipFacts:
    """One township in the year of the round.

    ``points`` demonstration points with a score; ``visited`` of ``observed`` organisations seen in its internal rounds;
    ``signed_off`` of ``entered`` ledger rows.
    """

    points: int
    visited: int
    observed: int
    signed_off: int
    entered: int


def township_facts(round: Round) -> dict[int, TownshipFacts]:
    """The facts of each township in the township list, by the township's id."""
    held = Standing.objects.filter(ranking__round=round, ranking__replaced_by=None, ranking__version=round.version)
    townships = held.filter(ranking_list=List.TOWNSHIP).select_related("organisation")
    scored = held.filter(score__isnull=False).exclude(ranking_list=List.TOWNSHIP)
    seen = Visit.objects.filter(
        round__cycle=round.cycle_id, round__tier=Tier.INTERNAL, state__in=[VisitState.VISITED, VisitState.CLOSED]
    )
    rows = LedgerRow.objects.filter(finding__visit__round__cycle=round.cycle_id).exclude(state=RowState.CANCELLED)
    counts = [
        _by_township(scored.values_list("organisation__path", flat=True)),
        _by_township(seen.order_by().values_list("organisation__path", flat=True).distinct()),
        _by_township(in_force().filter(kind__in=OBSERVED).values_list("path", flat=True)),
        _by_township(rows.filter(state=RowState.SIGNED_OFF).values_list("organisation__path", flat=True)),
        _by_township(rows.values_list("organisation__path", flat=True)),
    ]
    return {
        one.organisation_id: TownshipFacts(*(count[one.organisation.path] for count in counts)) for one in townships
    }


def _by_township(paths: Iterable[str]) -> Counter[str]:
    """How many of these tree paths lie in each township (its path)."""
    return Counter(path[: 2 * Organisation.steplen] for path in paths)
