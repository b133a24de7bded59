"""Which quarter the overview shows: the one asked for, else the newest that has standings, else the current one."""

from dataclasses import dataclass

from django.utils import timezone

from guanmo.lib.period import Quarter
from guanmo.stages.organisations.models import User
from guanmo.stages.results.queries import visible_to
from guanmo.stages.rounds.forms.choices import quarter_words


@dataclass(frozen=True, slots=True)
class Shown:
    """The quarter shown and those that could be."""

    quarter: Quarter
    choices: tuple[tuple[str, str], ...]


def quarter_shown(user: User, asked: str) -> Shown:
    """Read ``asked`` (``2026-Q3``); anything that has no standings for this user falls back to the newest that has."""
    periods = visible_to(user).order_by("-ranking__round__period").values_list("ranking__round__period", flat=True)
    known = list(periods.distinct()) or [str(Quarter.of(timezone.localdate()))]
    quarter = Quarter.parse(asked if asked in known else known[0])
    return Shown(quarter, tuple((period, label(Quarter.parse(period))) for period in known))


def label(quarter: Quarter) -> str:
    """2026年第三季度."""
    return quarter_words(quarter)
