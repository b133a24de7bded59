"""What the leader of a round may want to ask, frozen with the ranking: questions with base rates, never verdicts."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from decimal import Decimal

from django.utils import timezone

from guanmo.method.diagnostics.seen import Sheet
from guanmo.stages.organisations.queries import townships
from guanmo.stages.results.domain.count_ballots import VisitResult
from guanmo.stages.rounds.enums import JudgeGroup
from guanmo.stages.rounds.models import Participant
from guanmo.stages.scoring.models import BallotVersion

NOON = 12


def ask_questions(results: Sequence[VisitResult]) -> dict[str, object]:
    """Ask everything of one list, as ``Adjustment.questions`` keeps it."""
    # The numerical libraries take a second to load; a server that closes no round need not have them.
    from guanmo.method.diagnostics.asked import ask

    scores, points = _items(results)
    found = ask(list(_sheets(results)), scores, points)
    rows = [
        {
            "kind": one.kind,
            "about": list(one.about),
            "size": round(one.size, 3),
            "chance": round(one.chance, 4),
            "sheets": one.sheets,
        }
        for one in found.questions
    ]
    return {"asked": rows, "silent": list(found.silent), "unknown": list(found.unknown)}


def _sheets(results: Sequence[VisitResult]) -> Iterator[Sheet]:
    names = {one.path: one.short_name for one in townships()}
    days = sorted({one.visit.visited_on for one in results if one.visit.visited_on})
    sent = _sent_first(version for one in results for version in one.versions.values())
    for one in results:
        visited = one.visit.visited_on
        for key, version in one.versions.items():
            if version.total is None or one.scores[key].vetoed:  # a veto says nothing about how its judge scores
                continue
            came = sent.get(version.ballot_id)
            yield Sheet(
                judge=str(version.ballot.participant_id),
                organisation=str(one.visit.organisation_id),
                score=float(version.total),
                home=_home(version.ballot.participant, names),
                away=names.get(one.visit.organisation.township_path, ""),
                day=days.index(visited) + 1 if visited else None,
                afternoon=came.hour >= NOON if came and came.date() == visited else None,
            )


def _home(judge: Participant, names: dict[str, str]) -> str:
    """The township from which the judge comes; nothing for one of the county."""
    return "" if judge.group == JudgeGroup.COUNTY else names.get(judge.organisation.township_path, "")


def _sent_first(versions: Iterable[BallotVersion]) -> dict[int, datetime]:
    """When the judges' own sheets first arrived, by ballot; a sheet that others typed in has no time of day."""
    ballots = {one.ballot_id for one in versions}
    first = BallotVersion.objects.filter(ballot__in=ballots, number=1, entered_by=None)
    return {ballot: timezone.localtime(at) for ballot, at in first.values_list("ballot", "received_at")}


def _items(
    results: Sequence[VisitResult],
) -> tuple[dict[str, dict[str, list[Decimal]]], dict[str, Decimal]]:
    """Item -> organisation -> scores given, and the points of each item."""
    scores: dict[str, dict[str, list[Decimal]]] = {}
    points: dict[str, Decimal] = {}
    for one in results:
        for ballot in one.scores.values():
            for item in ballot.items:
                if item.points > 0:
                    points[item.key] = item.points
                    scores.setdefault(item.key, {}).setdefault(str(one.visit.organisation_id), []).append(item.score)
    return scores, points
