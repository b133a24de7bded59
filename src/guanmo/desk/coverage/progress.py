"""The current round organisation by organisation: visited, scored, findings, open rectifications (S0-4.2-b)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from guanmo.desk.rounds.presenters.words import VISIT_TONES, days_late, quarter_words, round_tone
from guanmo.stages.organisations.models import User
from guanmo.stages.rectification.queries.counts import findings_by_visit, open_rows_by_organisation
from guanmo.stages.rounds.enums import VisitState
from guanmo.stages.rounds.models import Round, Visit
from guanmo.stages.rounds.queries import current_rounds
from guanmo.stages.scoring.queries import VisitProgress, progress_of_rounds
from guanmo.ui.shapes import Tone


@dataclass(frozen=True, slots=True)
class ProgressRow:
    """One organisation; ``expected`` is None where nothing is scored."""

    visit: Visit
    url: str
    tone: Tone
    expected: int | None
    received: int
    findings: int
    open_rows: int


@dataclass(frozen=True, slots=True)
class RoundProgress:
    """The current round of one township with its organisations."""

    round: Round
    url: str
    quarter: str
    tone: Tone
    days_late: int | None
    rows: Sequence[ProgressRow]
    closed: int
    due: int


def progress_page(user: User, today: date) -> list[RoundProgress]:
    """One entry for each township whose round the user sees."""
    rounds = current_rounds(user)
    progress = progress_of_rounds(user, rounds)
    findings = findings_by_visit(user, [one.visit for one in progress])
    open_rows = open_rows_by_organisation(user)
    rows: dict[int, list[ProgressRow]] = {}
    for one in progress:
        visit = one.visit
        row = _row(one, findings[visit.pk], open_rows[visit.organisation_id])
        rows.setdefault(visit.round_id, []).append(row)
    return [_round(round, rows.get(round.pk, []), today) for round in rounds]


def _row(one: VisitProgress, findings: int, open_rows: int) -> ProgressRow:
    visit = one.visit
    scored = visit.sheet_id is not None and visit.round.scoring and visit.state != VisitState.EXCUSED
    url = reverse("desk:visits-detail", args=[visit.uuid])
    return ProgressRow(
        visit, url, VISIT_TONES[visit.state], one.expected if scored else None, one.received, findings, open_rows
    )


def _round(round: Round, rows: Sequence[ProgressRow], today: date) -> RoundProgress:
    states = [row.visit.state for row in rows]
    due = len(states) - states.count(VisitState.EXCUSED)
    url = reverse("desk:rounds-detail", args=[round.uuid])
    return RoundProgress(
        round, url, quarter_words(round.quarter), round_tone(round.state), days_late(round, today), rows,
        states.count(VisitState.CLOSED), due,
    )  # fmt: skip
