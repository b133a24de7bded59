"""Write to the score log what became of sheets: received, held, decided about, taken after all (security.md 3.1).

The log names judges by pseudonyms and holds no reasons in words: of those it has the SHA-256 with the sheet's bytes.
"""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from hashlib import sha256
from uuid import UUID

from guanmo.method.seal.event import Value
from guanmo.stages.organisations.models import User
from guanmo.stages.rounds.domain.score_log import Body, judge_names, log_event, log_events
from guanmo.stages.rounds.models import Round
from guanmo.stages.scoring.models import BallotVersion, ConflictDecision, HeldBallot, Readmission, SigningKey

Off = Mapping[str, Decimal]
"""The points off a sheet's items, net, by item key."""


def log_received(keys: Iterable[SigningKey], versions: Iterable[tuple[BallotVersion, Off]]) -> None:
    """Write that judges' phones have these keys and that these versions were received.

    In one call for all rounds: whoever writes to several logs takes them in one order, and waits in no circle.
    """
    by_round: dict[int, list[tuple[UUID | None, Body]]] = {}
    for key in keys:
        round, user = key.participant.round, key.participant.user
        event: Body = {"event": "device", "judge": _judge(round, user), "key": key.public}
        by_round.setdefault(round.pk, []).append((None, event))
    for version, deducted in versions:
        by_round.setdefault(version.ballot.visit.round_id, []).append((version.pk, _version(version, deducted)))
    log_events(by_round)


def log_held(held: HeldBallot) -> None:
    """Write that a sheet was put aside, to the log of the round that it names; one that names none has no log."""
    round = Round.objects.filter(visits__uuid=held.visit).first() if held.visit else None
    if round is None:
        return
    log_event(
        round,
        "held",
        held.version_id,
        id=_text(held.version_id),
        visit=str(held.visit),
        judge=_judge(round, held.by),
        digest=held.digest,
        code=held.code,
    )


def log_decision(decision: ConflictDecision) -> None:
    """Write which of a judge's sheets counts."""
    ballot = decision.ballot
    log_event(
        ballot.visit.round,
        "decided",
        visit=str(ballot.visit.uuid),
        judge=_judge(ballot.visit.round, ballot.participant.user),
        chosen=str(decision.chosen_id),
        settled=decision.settled,
        reason=_hidden(decision.reason),
    )


def log_readmission(taken: Readmission) -> None:
    """Write that a held sheet was taken after all."""
    facts: dict[str, Value] = {"id": str(taken.version_id), "digest": taken.held.digest, "code": taken.held.code}
    log_event(taken.version.ballot.visit.round, "readmitted", **facts)


def _version(version: BallotVersion, deducted: Mapping[str, Decimal]) -> Body:
    ballot = version.ballot
    return {
        "event": "ballot",
        "id": str(version.pk),
        "visit": str(ballot.visit.uuid),
        "judge": _judge(ballot.visit.round, ballot.participant.user),
        "digest": version.digest,
        "previous": _text(version.previous),
        "deducted": {key: f"{points:.2f}" for key, points in deducted.items() if points},
        "vetoed": version.vetoed,
        "brought": version.entered_by_id is not None,
        "total": None if version.total is None else f"{version.total:.2f}",
        "key": version.key.public if version.key else None,
        "signature": version.signature or None,
    }


def _judge(round: Round, user: User) -> str:
    (name,) = judge_names(round, [user.uuid])
    return name


def _text(id: object) -> str | None:
    return None if id is None else str(id)


def _hidden(text: str) -> str:
    return sha256(text.encode()).hexdigest()
