"""Is every acknowledged sheet in the database, once, with its very bytes and rows? Read past the product, by plain SQL."""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from benchmarks.database import Database
from benchmarks.judging import Sheet

VERSIONS = "SELECT id, digest, payload, signature FROM scoring_ballotversion"
DEDUCTIONS = """SELECT d.version_id, s.no, i.no, d.points, d.reason FROM scoring_ballotdeduction d
    JOIN sheets_item i ON i.id = d.item_id JOIN sheets_section s ON s.id = i.section_id"""
AUDIT = "SELECT target_id FROM audit_entry WHERE act = 'ballot.submitted'"
LOG = "SELECT sheet FROM rounds_scoreevent WHERE sheet IS NOT NULL"
OVERTAKEN = """SELECT b.id FROM scoring_ballot b LEFT JOIN scoring_ballotversion later ON later.previous = b.head_id
    WHERE b.head_id IS NULL OR later.id IS NOT NULL"""


@dataclass(frozen=True)
class Verdict:
    """How many acknowledged sheets are there, and what is wrong with how many of them."""

    acknowledged: int
    lost: int
    altered: int
    doubled: int
    partial: int
    unknown: int
    overtaken: int

    @property
    def sound(self) -> bool:
        return not (self.lost or self.altered or self.doubled or self.partial or self.unknown or self.overtaken)

    def __str__(self) -> str:
        return (
            f"{self.acknowledged} acknowledged: {self.lost} lost, {self.altered} altered, {self.doubled} doubled, "
            f"{self.partial} in part; {self.unknown} rows that nobody sent; "
            f"{self.overtaken} ballots that do not count the last of their sheets"
        )


def judge_rows(database: Database, acknowledged: Iterable[Sheet], sent: Iterable[str]) -> Verdict:
    """Compare what was acknowledged with what is stored; ``sent`` are the ids of all sheets ever handed in."""
    stored = defaultdict(list)
    for id, digest, payload, signature in database.rows(VERSIONS):
        stored[_id(id)].append((digest, hashlib.sha256(payload.encode()).hexdigest(), signature))
    rows: dict[str, Counter[Any]] = defaultdict(Counter)
    for id, section, item, points, reason in database.rows(DEDUCTIONS):
        rows[_id(id)][f"{section}.{item}", Decimal(str(points)), reason] += 1
    lines = Counter(_id(id) for (id,) in database.rows(AUDIT))
    events = Counter(_id(id) for (id,) in database.rows(LOG))
    found: Counter[str] = Counter()
    kept = list(acknowledged)
    for sheet in kept:
        found[_state(sheet, stored[sheet.id], rows[sheet.id], (lines[sheet.id], events[sheet.id]))] += 1
    unknown = len({id for id, versions in stored.items() if versions} - set(sent))
    return Verdict(
        len(kept),
        found["lost"],
        found["altered"],
        found["doubled"],
        found["partial"],
        unknown,
        len(database.rows(OVERTAKEN)),
    )


def _state(sheet: Sheet, versions: list[tuple[str, str, str]], rows: Counter[Any], said: tuple[int, int]) -> str:
    """``said`` counts the lines of the audit log and the events of the score log."""
    wanted = Counter((item, Decimal(points), reason) for item, points, reason in sheet.deductions)
    if not versions:
        return "lost"
    if any(one != (sheet.digest, sheet.digest, sheet.signature.split()[1]) for one in versions):
        return "altered"
    if len(versions) > 1 or rows - wanted or max(said) > 1:
        return "doubled"
    return "partial" if rows != wanted or said != (1, 1) else "sound"


def _id(stored: object) -> str:
    return str(UUID(str(stored)))
