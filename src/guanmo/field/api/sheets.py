"""Finished sheets come in: one at a time, or a backlog in which each sheet has its own answer (S0-3.1-i)."""

import hashlib
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from ninja import Field, Router, Schema

from guanmo.field.api.auth import JudgeRequest
from guanmo.field.api.bodies import SHEET, body
from guanmo.field.api.problems import answer
from guanmo.field.api.states import to_json
from guanmo.stages.scoring.domain.finished import Sent
from guanmo.stages.scoring.domain.receive_together import receive_together
from guanmo.stages.scoring.domain.submit_ballot import Outcome, Receipt, receive_ballots
from guanmo.stages.scoring.enums import HELD, HoldCode
from guanmo.stages.scoring.queries import state_of_held, state_of_receipt

router = Router()
STATUS = {HoldCode.OTHER_CONTENT: 409, "too_large": 413}
MOST = 50


class Sheet(Schema):
    """One sheet of a backlog: its text, the SHA-256 that the phone has of it, and the phone's signature."""

    digest: str
    body: str
    id: UUID | None = None
    signature: str = ""


class Backlog(Schema):
    """Up to fifty sheets."""

    sheets: list[Sheet] = Field(max_length=MOST)


@router.put("/{uuid:id}", openapi_extra=body("application/json", SHEET))
def put_sheet(request: JudgeRequest, id: UUID) -> HttpResponse:
    """Store the bytes under this id: 201 stored now, 200 here already; the answer is the sheet's state."""
    content = request.body
    digest = hashlib.sha256(content).hexdigest()
    if request.headers.get("X-Digest", digest) != digest:
        return answer({"code": "damaged"}, 400)
    signature = request.headers.get("X-Signature", "")
    return answer(*_told(receive_together(Sent(content, request.auth.user, id, request.auth.channel, signature))))


@router.post("")
def post_sheets(request: JudgeRequest, backlog: Backlog) -> HttpResponse:
    """Store a backlog; ``results`` stand in the order of the sheets, each with the ``status`` of the single call."""
    whole = [sheet for sheet in backlog.sheets if _digest(sheet.body) == sheet.digest]
    user, channel = request.auth.user, request.auth.channel
    outcomes = receive_ballots([Sent(one.body.encode(), user, one.id, channel, one.signature) for one in whole])
    told = {id(sheet): outcome for sheet, outcome in zip(whole, outcomes, strict=True)}
    return answer({"results": [_result(told.get(id(sheet))) for sheet in backlog.sheets]})


def _result(outcome: Outcome | None) -> dict[str, Any]:
    if outcome is None:
        return {"status": 400, "code": "damaged"}
    data, status = _told(outcome)
    return {"status": status, **data}


def _told(outcome: Outcome) -> tuple[dict[str, Any], int]:
    """What the phone is told, and the HTTP status: a held sheet is safe here, a refused one must be mended there."""
    if isinstance(outcome, Receipt):
        return to_json(state_of_receipt(outcome.version, outcome.photos)), 201 if outcome.is_new else 200
    if outcome.code in HELD:
        return to_json(state_of_held(outcome.held)), 200
    return {"code": str(outcome.code), "message": str(outcome)}, STATUS.get(outcome.code, 422)


def _digest(body: str) -> str:
    return hashlib.sha256(body.encode()).hexdigest()
