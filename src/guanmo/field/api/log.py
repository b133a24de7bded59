"""The score log as a phone watches it: its own sheets are in it, and what it saw before is still there (security.md 3.1)."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from ninja import Field, Router, Schema

from guanmo.field.api.auth import JudgeRequest
from guanmo.field.api.problems import answer
from guanmo.lib.refusal import NotVisible
from guanmo.method.seal.checkpoint import read_checkpoint
from guanmo.stages.results.queries import sealed_notes
from guanmo.stages.scoring.queries import Logged, LogNews, log_news, log_round_of

router = Router()
MOST = 100
LARGEST = 10**9


class Seen(Schema):
    """How many events the phone has seen of this round's log, and the sheets that it wants to find in it."""

    round: UUID
    size: int = Field(default=0, ge=0, le=LARGEST)
    ids: list[UUID] = Field(default=[], max_length=MOST)


@router.post("")
def post_log(request: JudgeRequest, seen: Seen) -> HttpResponse:
    """The signed checkpoint, the proof that it goes on from what was seen, the sheets with their proofs, and the seal.

    ``consistency`` is null when the phone has seen more than there is. ``earlier`` are the seals of the versions before,
    where two people opened the round again.
    """
    try:
        round = log_round_of(request.auth.user, seen.round, request.auth.only_round)
    except NotVisible as error:
        raise Http404 from error
    notes = sealed_notes(round)
    note = notes[0] if notes else None
    news = log_news(request.auth.user, round, seen.ids)
    return answer(
        {
            "round": str(round.uuid),
            "checkpoint": news.now.note,
            "consistency": _hex(news.steps_from(seen.size)),
            "sheets": {str(id): _sheet(one) for id, one in news.sheets.items()},
            "sealed": note,
            "sealed_consistency": _steps_from(news, note) if note else [],
            "earlier": [{"sealed": one, "consistency": _steps_from(news, one)} for one in notes[1:]],
        }
    )


def _steps_from(news: LogNews, note: str) -> list[str] | None:
    return _hex(news.steps_from(read_checkpoint(note).size))


def _sheet(one: Logged) -> dict[str, Any]:
    return {"event": one.event, "seq": one.seq, "proof": _hex(one.proof)}


def _hex(proof: Iterable[bytes] | None) -> list[str] | None:
    return None if proof is None else [one.hex() for one in proof]
