"""Compare what the database says today with the sealed score log: whoever changed a row past the program is found.

Source: security.md 3.1. The program itself cannot change these rows; a database administrator can.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from hashlib import sha256
from json import loads
from typing import Any

from guanmo.method.seal.tree import leaf_hash, root_of
from guanmo.stages.results.domain.seal_round import standings_told
from guanmo.stages.results.models import Seal
from guanmo.stages.scoring.models import BallotVersion


@dataclass(frozen=True, slots=True)
class Differences:
    """Where database and seal differ: the log itself, single sheets (their ids), the ranking."""

    log: bool
    sheets: tuple[str, ...]
    ranking: bool

    def __bool__(self) -> bool:
        return self.log or bool(self.sheets) or self.ranking


def compare_with_log(seal: Seal) -> Differences:
    """All differences that there are now. After a round was opened again, sheets that came in since are in its log too."""
    bodies = list(seal.round.score_events.order_by("seq").values_list("body", flat=True))
    sealed = seal.checkpoint
    root = root_of([leaf_hash(body.encode()) for body in bodies[: sealed.size]])
    whole = root == sealed.root and len(bodies) >= sealed.size
    events = [loads(body) for body in bodies[: sealed.size]] if whole else []
    told = events[-1]["standings"] if events else None
    received = [loads(body) for body in bodies] if whole and seal.is_superseded else events
    return Differences(
        log=not whole,
        sheets=tuple(_changed_sheets(seal, [one for one in received if one["event"] == "ballot"])) if whole else (),
        ranking=whole and told != standings_told(seal.ranking),
    )


def _changed_sheets(seal: Seal, logged: list[dict[str, Any]]) -> Iterator[str]:
    """The sheets that are not as they were received, that are gone, or that nobody sent."""
    stored = BallotVersion.objects.filter(ballot__visit__round=seal.round).prefetch_related("deductions__item__section")
    versions = {str(one.pk): one for one in stored}
    for event in logged:
        version = versions.pop(event["id"], None)
        if version is None or not _is_as_received(version, event):
            yield event["id"]
    yield from versions


def _is_as_received(version: BallotVersion, event: dict[str, Any]) -> bool:
    total = None if version.total is None else f"{version.total:.2f}"
    digest = sha256(version.payload.encode()).hexdigest()
    items: dict[str, Decimal] = {}
    for one in version.deductions.all():
        items[str(one.item)] = items.get(str(one.item), Decimal(0)) + one.points
    at_most = all(items.get(key, Decimal(0)) >= Decimal(points) for key, points in event["deducted"].items())
    return (digest, version.digest, total) == (event["digest"], event["digest"], event["total"]) and at_most
