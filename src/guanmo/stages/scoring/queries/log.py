"""What a judge's phone is told of the score log: its own sheets in it, and that nothing it saw before was changed."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from guanmo.lib.refusal import NotVisible
from guanmo.stages.organisations.models import User
from guanmo.stages.rounds.domain.checkpoint import SignedCheckpoint, sign_checkpoint
from guanmo.stages.rounds.models import Round, ScoreEvent
from guanmo.stages.scoring.models import BallotVersion, HeldBallot


@dataclass(frozen=True, slots=True)
class Logged:
    """One sheet in the log: the bytes of its event, its place, and the proof that it is under the root."""

    event: str
    seq: int
    proof: list[bytes]


@dataclass(frozen=True, slots=True)
class LogNews:
    """The log as it is now, and the sheets that were asked for, by id."""

    now: SignedCheckpoint
    sheets: dict[UUID, Logged]

    def steps_from(self, seen: int) -> list[bytes] | None:
        """The proof that the log goes on from its first ``seen`` events; None when there are not so many."""
        tree = self.now.tree
        if seen > tree.size:
            return None
        return tree.consistency_proof(seen) if seen else []


def log_round_of(user: User, uuid: UUID, only_round: int | None = None) -> Round:
    """A round in which the user judges; NotVisible otherwise. ``only_round`` is all that a bound phone may ask about."""
    found = Round.objects.filter(uuid=uuid, participants__user=user).first()
    if found is None or only_round not in (None, found.pk):
        raise NotVisible
    return found


def log_news(user: User, round: Round, sheets: Collection[UUID]) -> LogNews:
    """The log, and of ``sheets`` (ids) those that this user sent."""
    events = ScoreEvent.objects.filter(round=round, sheet__in=sheets).order_by("seq")
    own = events.filter(sheet__in=_own(user, sheets))
    first = {one.sheet: one for one in reversed(own) if one.sheet}
    now = sign_checkpoint(round)  # read after the events: it counts them all
    return LogNews(now, {id: _logged(one, now) for id, one in first.items()})


def _own(user: User, sheets: Collection[UUID]) -> set[UUID]:
    sent = BallotVersion.objects.filter(pk__in=sheets, ballot__participant__user=user).values_list("pk", flat=True)
    held = HeldBallot.objects.filter(version_id__in=sheets, by=user).values_list("version_id", flat=True)
    return {*sent, *(one for one in held if one)}


def _logged(event: ScoreEvent, now: SignedCheckpoint) -> Logged:
    return Logged(event.body, event.seq, now.tree.inclusion_proof(event.seq))
