"""What a phone asks: its work, what became of its sheets, and what it says about itself."""

import hashlib
import json
from datetime import UTC, datetime, timedelta
from typing import Annotated
from uuid import UUID

from django.http import HttpResponse
from django.utils import timezone
from ninja import Field, Router, Schema
from pydantic import AwareDatetime

from guanmo.field.api.auth import JudgeRequest
from guanmo.field.api.bodies import SHA256
from guanmo.field.api.problems import answer
from guanmo.field.api.states import to_json
from guanmo.field.api.work import work_of
from guanmo.lib.device_signature import KEY_LETTERS
from guanmo.stages.scoring.domain.register_key import register_key
from guanmo.stages.scoring.domain.report_device import Report, report_device
from guanmo.stages.scoring.queries import photos_here, states_of, states_since

router = Router()
MOST = 500
Digest = Annotated[str, Field(pattern=SHA256)]
OVERLAP = timedelta(minutes=1)
LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)
"""Before every sheet. An older cursor asks for all; some of them no database can compare with."""


class Question(Schema):
    """Ids of sheets and digests of photos that the phone has been told are safe."""

    ids: list[UUID] = Field(default=[], max_length=MOST)
    photos: list[Digest] = Field(default=[], max_length=MOST)


class About(Schema):
    """What a phone says about itself; counts of what has not been acknowledged; the public key with which it signs."""

    unsent: int = Field(ge=0, le=1_000_000)
    photos: int = Field(ge=0, le=1_000_000)
    drafts: int = Field(default=0, ge=0, le=1_000_000)
    persisted: bool | None = None
    clock_offset_ms: int = Field(default=0, ge=-(10**13), le=10**13)
    key: str = Field(default="", max_length=KEY_LETTERS)


@router.get("/bootstrap")
def get_bootstrap(request: JudgeRequest) -> HttpResponse:
    """All that is needed to score without a network; 304 when the phone has it already (ETag)."""
    work = work_of(request.auth)
    tag = f'"{hashlib.sha256(json.dumps(work, sort_keys=True).encode()).hexdigest()[:32]}"'
    if request.headers.get("If-None-Match") == tag:
        response = HttpResponse(status=304)
    else:
        now = timezone.now()
        response = answer({**work, "server_time": now.isoformat(), "cursor": cursor_at(now)})
    response["ETag"] = tag
    return response


@router.post("/check")
def post_check(request: JudgeRequest, question: Question) -> HttpResponse:
    """Which of these the server has: a phone asks before it lets go of anything, and after a server was restored."""
    states = states_of(request.auth.user, question.ids)
    return answer(
        {
            "server_time": timezone.now().isoformat(),
            "sheets": {str(id): to_json(state) for id, state in states.items()},
            "photos": sorted(photos_here(request.auth.user, question.photos)),
        }
    )


@router.get("/states")
def get_states(request: JudgeRequest, since: AwareDatetime | None = None) -> HttpResponse:
    """What has been decided since the cursor, oldest first; repeats are possible, gaps are not."""
    now = timezone.now()
    if since and not LONG_AGO < since <= now:  # this clock was put back: what was decided since would be passed over
        since = None
    states = states_since(request.auth.user, since, request.auth.only_round)
    return answer({"cursor": cursor_at(now), "states": [to_json(state) for state in states]})


@router.post("/report")
def post_report(request: JudgeRequest, about: About) -> HttpResponse:
    """Keep the counts of this phone for who runs the round, and its key for the rounds that its judge scores."""
    app = request.headers.get("X-App", "")[:40]
    report = Report(app, about.unsent, about.photos, about.drafts, about.persisted, about.clock_offset_ms)
    report_device(_device(request), report, by=request.auth.user)
    register_key(about.key, device=_device(request), by=request.auth.user, only_round=request.auth.only_round)
    return answer({"server_time": timezone.now().isoformat()})


def _device(request: JudgeRequest) -> UUID:
    """The phone's own name for itself; a phone that gives none is taken for one and the same."""
    try:
        return UUID(request.headers.get("X-Device", ""))
    except ValueError:
        return UUID(int=0)


def cursor_at(now: datetime) -> str:
    """Where a phone goes on reading: a minute back, since a sheet is stamped a little before others can see it."""
    return (now - OVERLAP).isoformat()
