"""The rows that the product stores for a finished sheet, written by plain SQL: no login, no check, no lock."""

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from itertools import count
from typing import Any
from uuid import UUID

from benchmarks.database import Database
from benchmarks.judging import Sheet

BALLOT = """INSERT INTO scoring_ballot (visit_id, participant_id, head_id, in_conflict) VALUES (?, ?, ?, ?)
    ON CONFLICT (visit_id, participant_id) DO UPDATE SET head_id = excluded.head_id RETURNING id"""
VERSION = """INSERT INTO scoring_ballotversion (id, ballot_id, number, previous, reason, payload, digest, total, raw_total,
    rescaled, vetoed, signature, received_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"""
NUMBERS = count(1)
"""Any number will do that the ballot has not had yet."""
DEDUCTIONS = "INSERT INTO scoring_ballotdeduction (version_id, item_id, points, reason) VALUES "
AUDIT = "INSERT INTO audit_entry (at, by_id, act, target_type, target_id, facts) VALUES (?, ?, ?, ?, ?, ?) RETURNING id"
LINK = """INSERT INTO audit_link (position, entry_id, digest)
    SELECT COALESCE(MAX(position), 0) + 1, ?, ? FROM audit_link"""
EVENT = """INSERT INTO rounds_scoreevent (round_id, seq, body, leaf, sheet)
    SELECT ?, COALESCE(MAX(seq), -1) + 1, ?, ?, ? FROM rounds_scoreevent WHERE round_id = ?"""
LOG_LINE = "SELECT pg_advisory_xact_lock(2, ?::int)"


@dataclass(frozen=True)
class Places:
    """The keys of what a sheet names, so that writing it asks nothing."""

    kind: str
    visits: dict[str, Any]
    judges: dict[str, tuple[int, int]]
    items: dict[str, int]

    @classmethod
    def of(cls, database: Database) -> "Places":
        """Read them once; ``judges`` maps a user's id to the keys of participant and user, ``visits`` to visit and round."""
        people = "SELECT u.uuid, p.id, u.id FROM rounds_participant p JOIN organisations_user u ON u.id = p.user_id"
        items = "SELECT s.no, i.no, i.id FROM sheets_item i JOIN sheets_section s ON s.id = i.section_id"
        sheet = " JOIN sheets_scoresheet t ON t.id = s.sheet_id WHERE t.code = 'village'"
        return cls(
            database.kind,
            {_id(uuid): keys for uuid, *keys in database.rows("SELECT uuid, id, round_id FROM rounds_visit")},
            {_id(uuid): (participant, user) for uuid, participant, user in database.rows(people)},
            {f"{section}.{item}": key for section, item, key in database.rows(items + sheet)},
        )

    def write(self, cursor: Any, sheet: Sheet, mark: str = "%s") -> None:
        """Write the rows of one sheet in the transaction that the caller has begun; ``mark`` is the driver's."""
        participant, user = self.judges[sheet.judge.id]
        (visit, round), now, id = self.visits[sheet.visit], datetime.now(UTC), self._stored(sheet.id)
        at = now if self.kind == "postgres" else now.strftime("%Y-%m-%d %H:%M:%S.%f")

        def ask(sql: str, *values: Any) -> Any:
            return cursor.execute(sql.replace("?", mark), values)

        ask(BALLOT, visit, participant, id, False)
        (ballot,) = cursor.fetchone()
        previous = self._stored(sheet.previous) if sheet.previous else None
        total = f"{100 - len(sheet.deductions) * 0.25:.2f}"
        key, _space, signature = sheet.signature.partition(" ")
        facts = (sheet.reason, sheet.body.decode(), sheet.digest, total, total, False, False, signature, at)
        ask(VERSION, id, ballot, next(NUMBERS), previous, *facts)
        values = [value for key, points, reason in sheet.deductions for value in (id, self.items[key], points, reason)]
        ask(DEDUCTIONS + ", ".join(["(?, ?, ?, ?)"] * len(sheet.deductions)), *values)
        target = ("ballot.submitted", "scoring.ballotversion", sheet.id, json.dumps({"digest": sheet.digest}))
        ask(AUDIT, at, user, *target)
        (line,) = cursor.fetchone()
        if self.kind == "postgres":
            ask(LOG_LINE, round)
        deducted = {key: points for key, points, _reason in sheet.deductions}
        told = {"id": sheet.id, "digest": sheet.digest, "total": total, "deducted": deducted}
        event = json.dumps({**told, "key": key, "signature": signature})
        ask(LINK, line, sha256(target[-1].encode()).hexdigest())  # where it stands in the chain; any digest will do
        ask(EVENT, round, event, sha256(event.encode()).digest(), id, round)

    def _stored(self, id: str) -> str:
        return id if self.kind == "postgres" else id.replace("-", "")


def _id(stored: object) -> str:
    return str(UUID(str(stored)))
