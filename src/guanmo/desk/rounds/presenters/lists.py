"""The list of rounds by quarter, and the quarter view of townships."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.urls import reverse

from guanmo.desk.rounds.presenters.words import days_late, quarter_words, round_tone
from guanmo.lib.period import Quarter
from guanmo.stages.organisations.models import Organisation, User
from guanmo.stages.organisations.queries import access_of
from guanmo.stages.rounds.models import Round
from guanmo.stages.rounds.queries import overdue_quarters, quarter_view, quarters_with_rounds, rounds_listed
from guanmo.ui.shapes import Choice, Tone


@dataclass(frozen=True, slots=True)
class RoundRow:
    """One round in a list. ``due`` counts the visits that are not excused."""

    round: Round
    url: str
    tone: Tone
    done: int
    due: int
    excused: int
    days_late: int | None


@dataclass(frozen=True, slots=True)
class TownshipRow:
    """One township in a quarter, with its round or none."""

    township: Organisation
    row: RoundRow | None
    overdue: bool


@dataclass(frozen=True, slots=True)
class RoundsPage:
    """All that the list page shows. ``townships`` is empty where the quarter view says nothing more than the list."""

    quarter: Quarter
    title: str
    quarters: Sequence[Choice]
    rows: Sequence[RoundRow]
    townships: Sequence[TownshipRow]
    overdue: Sequence[TownshipRow]
    owed: Sequence[str]


def rounds_page(user: User, quarter: Quarter | None, today: date) -> RoundsPage:
    """The rounds of one quarter (this one when None); the county sees every township in it (S0-3.1-b)."""
    chosen = quarter or Quarter.of(today)
    listed = {round.pk: _row(round, today) for round in rounds_listed(user).filter(period=str(chosen))}
    townships: list[TownshipRow] = []
    if access_of(user).is_county:
        view = quarter_view(user, chosen)
        townships = [TownshipRow(v.township, listed[v.round.pk] if v.round else None, v.overdue) for v in view]
    of_townships = {one.row.round.pk for one in townships if one.row}
    years = {today.year, today.year - 1}
    owed = [quarter_words(one) for year in sorted(years) for one in overdue_quarters(user, year)]
    return RoundsPage(
        quarter=chosen,
        title=quarter_words(chosen),
        quarters=_quarters(user, chosen, today),
        rows=[row for key, row in listed.items() if key not in of_townships],
        townships=townships,
        overdue=[one for one in townships if one.overdue],
        owed=owed,
    )


def _row(round: Round, today: date) -> RoundRow:
    done, total, excused = (getattr(round, f"{name}_count") for name in ("closed", "visit", "excused"))
    url = reverse("desk:rounds-detail", args=[round.uuid])
    return RoundRow(round, url, round_tone(round.state), done, total - excused, excused, days_late(round, today))


def _quarters(user: User, chosen: Quarter, today: date) -> list[Choice]:
    """The quarters with rounds, this one and the one before it, newest first."""
    now = Quarter.of(today)
    before = Quarter.of(now.first_day - timedelta(days=1))
    every = sorted({*quarters_with_rounds(user), now, before, chosen}, reverse=True)
    return [Choice(quarter_words(one), f"?quarter={one}", one == chosen) for one in every]
