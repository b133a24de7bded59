"""Write to the score log of a round, inside the transaction of what happens (security.md 3.1).

To be called last in that transaction: on PostgreSQL whoever writes to a log holds it until the commit, so that the events
stand without gaps in the order of their commits.
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from uuid import UUID

from django.db import connection
from django.utils import timezone

from guanmo.lib.log_key import log_key
from guanmo.lib.plain_rows import insert_rows
from guanmo.lib.planned_once import cursor_of
from guanmo.method.seal.event import Value, canonical, pseudonym
from guanmo.method.seal.tree import leaf_hash
from guanmo.stages.rounds.models import Round, ScoreEvent

LOGS = 2
"""The class of the advisory locks that are taken by the id of the round whose log is written."""

Body = Mapping[str, Value]
_NEXT = "SELECT COALESCE(MAX(seq), -1) + 1 FROM rounds_scoreevent WHERE round_id = %s"


def log_event(round: Round, event: str, sheet: UUID | None = None, /, **facts: Value) -> None:
    """Write one event of this name with its facts and the time of the server."""
    log_events({round.pk: [(sheet, {"event": event, **facts})]})


def log_events(by_round: Mapping[int, Sequence[tuple[UUID | None, Body]]]) -> None:
    """Write events to the logs of several rounds (by id): each the id of its sheet, if any, and its body."""
    at = timezone.now().isoformat()
    rows = []
    for round_id, events in sorted(by_round.items()):
        first = _next_seq(round_id)
        for seq, (sheet, body) in enumerate(events, start=first):
            written = canonical({**body, "at": at})
            rows.append((round_id, seq, sheet, written.decode(), leaf_hash(written)))
    insert_rows(ScoreEvent, ("round", "seq", "sheet", "body", "leaf"), rows)


def judge_names(round: Round, users: Iterable[UUID]) -> list[str]:
    """The pseudonyms of these users (uuids) in the log of the round."""
    secret = log_key().secret
    return [_name(secret, round.uuid, one) for one in users]


@lru_cache(maxsize=4096)
def _name(secret: bytes, round: UUID, user: UUID) -> str:
    """Asked several times for each sheet; it never changes."""
    return pseudonym(secret, str(round), str(user))


def _next_seq(round_id: int) -> int:
    with cursor_of(connection) as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT pg_advisory_xact_lock(%s, %s::int)", (LOGS, round_id))
        cursor.execute(_NEXT, (round_id,))
        following: int = cursor.fetchone()[0]
    return following
