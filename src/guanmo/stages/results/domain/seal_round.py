"""Seal a round at its close: what was counted and what came of it goes to the score log, and the root is fixed.

Source: security.md 3.3. Runs inside the closing transaction, under the round's exclusive lock: no sheet can come between.
"""

from collections.abc import Iterable
from decimal import Decimal

from guanmo.method.seal.event import Value
from guanmo.stages.organisations.queries import townships
from guanmo.stages.results.models import CountedBallot, Ranking, Seal, Standing
from guanmo.stages.rounds.domain.checkpoint import sign_checkpoint
from guanmo.stages.rounds.domain.score_log import judge_names, log_event
from guanmo.stages.rounds.enums import Tier
from guanmo.stages.rounds.models import Round


def log_closing(round: Round, *, note: str) -> None:
    """Write who took part and what became of each visit; from here on nothing counts that comes in."""
    visits: list[Value] = [{"visit": str(one.uuid), "state": one.state} for one in round.visits.order_by("uuid")]
    ranked = townships() if round.tier == Tier.COUNTY_DEMONSTRATION else ()
    codes = sorted(one.code for one in ranked)
    log_event(round, "closed", note=note, roster=roster_of(round), visits=visits, townships=codes)


def roster_of(round: Round) -> list[Value]:
    """The judges by pseudonym: whether they came, and from which group they are."""
    people = list(round.participants.select_related("user", "organisation"))
    names = judge_names(round, [one.user.uuid for one in people])
    return [
        {"judge": name, "attendance": str(one.attendance), "group": str(one.group)}
        for name, one in sorted(zip(names, people, strict=True), key=_name)
    ]


def _name(pair: tuple[str, object]) -> str:
    return pair[0]


def seal_round(ranking: Ranking) -> Seal:
    """Write the ranking to the log and sign the root over everything up to here."""
    round = ranking.round
    log_event(round, "ranked", digest=ranking.digest, standings=standings_told(ranking))
    return Seal.objects.create(round=round, version=ranking.version, ranking=ranking, note=sign_checkpoint(round).note)


def standings_told(ranking: Ranking) -> list[Value]:
    """The standings as the log and the archive tell them, list by list in order of rank."""
    rows = ranking.standings.select_related("organisation", "visit").prefetch_related("counted_ballots")
    return [_standing(one) for one in sorted(rows, key=_place)]


def _place(one: Standing) -> tuple[str, bool, int, str]:
    return one.ranking_list, one.rank is None, one.rank or 0, one.organisation.code


def _standing(one: Standing) -> Value:
    return {
        "list": one.ranking_list,
        "code": one.organisation.code,
        "organisation": one.organisation.short_name,
        "visit": str(one.visit.uuid) if one.visit else None,
        "score": _text(one.score),
        "rank": one.rank,
        "class": one.proposed_class,
        "tiers": one.tiers,
        "ballots": _ballots(one.counted_ballots.all()),
    }


def _ballots(counted: Iterable[CountedBallot]) -> Value:
    rows = sorted(counted, key=lambda one: str(one.version_id))
    return [{"id": str(one.version_id), "total": _text(one.score), "dropped": one.dropped} for one in rows]


def _text(points: Decimal | None) -> str | None:
    return None if points is None else f"{points:f}"
