"""The ranking and the tile grid of a quarter, as the user may see them."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from django.urls import reverse
from django.utils.translation import gettext as _

from guanmo.lib.period import Quarter
from guanmo.stages.organisations.models import Organisation, User
from guanmo.stages.results.enums import List, ManagementClass
from guanmo.stages.results.models import Standing
from guanmo.stages.results.queries import visible_to
from guanmo.stages.rounds.enums import Tier
from guanmo.ui.shapes import Band, Choice, Tile, TileRow

MOST_ROWS = 12
BORDERS = (Decimal(95), Decimal(90), Decimal(85), Decimal(80))
TONES = {
    ManagementClass.ADVANCED: "good",
    ManagementClass.QUALIFIED: "info",
    ManagementClass.BACKWARD: "bad",
}


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the ranking; ``moved`` is the gain in rank since the quarter before, None when unknown."""

    standing: Standing
    township: str
    moved: int | None
    class_label: str
    class_tone: str
    url: str


def standings_of(user: User, quarter: Quarter, name: List) -> list[Standing]:
    """The standings of one list in the internal rounds of a quarter, best score first."""
    rows = visible_to(user).filter(
        ranking__round__tier=Tier.INTERNAL, ranking__round__period=str(quarter), ranking_list=name
    )
    return sorted(rows, key=lambda one: (one.score is None, -(one.score or 0), one.organisation.path))


def rows(standings: list[Standing], before: list[Standing], *, one_township: bool) -> list[Row]:
    """The first rows of a township's ranking; for several townships the first of each (their judges differ)."""
    ranks = {one.organisation_id: one.rank for one in before}
    shown = standings if one_township else [one for one in standings if one.rank == 1]
    return [_row(one, ranks.get(one.organisation_id)) for one in shown[:MOST_ROWS]]


def _row(standing: Standing, rank_before: int | None) -> Row:
    chosen = getattr(standing, "class_shown", "")
    moved = rank_before - standing.rank if rank_before and standing.rank else None
    return Row(
        standing=standing,
        township=standing.ranking.round.organiser.short_name,
        moved=moved,
        class_label=str(ManagementClass(chosen).label) if chosen else _("未分类"),
        class_tone=TONES[ManagementClass(chosen)] if chosen else "mute",
        url=standing_url(standing),
    )


def standing_url(standing: Standing) -> str:
    """Where the standing is explained."""
    return reverse("desk:results-standing", args=[standing.visit.uuid]) if standing.visit else ""


def tiles(standings: Iterable[Standing]) -> list[TileRow]:
    """A row for each township with a tile for each organisation, high scores left; the note is the township's mean."""
    townships: dict[Organisation, list[Standing]] = {}
    for one in standings:
        townships.setdefault(one.ranking.round.organiser, []).append(one)
    ordered = sorted(townships.items(), key=lambda pair: pair[0].path)
    return [TileRow(one.short_name, mean(rows), [_tile(row) for row in rows]) for one, rows in ordered]


def _tile(standing: Standing) -> Tile:
    name = standing.organisation.short_name
    short = name if len(name) <= 4 else name.removesuffix("村").removesuffix("社区")
    return Tile(short, standing.score, band(standing.score), standing_url(standing))


def band(score: Decimal | None) -> int:
    """1 (best) to 5; 0 without a score."""
    if score is None:
        return 0
    return 1 + sum(1 for border in BORDERS if score < border)


def bands() -> list[Band]:
    """The legend of the tile grid."""
    highest, lowest = BORDERS[0], BORDERS[-1]
    between = [f"{low}–{high}" for high, low in pairwise(BORDERS)]
    words = [_("%(points)s分以上") % {"points": highest}, *between, _("%(points)s分以下") % {"points": lowest}]
    return [Band(number, word) for number, word in enumerate(words, start=1)]


def mean(standings: Iterable[Standing]) -> Decimal | None:
    """The mean score to two places for orientation; None without scores. It ranks nobody."""
    scores = [one.score for one in standings if one.score is not None]
    return (sum(scores, Decimal(0)) / len(scores)).quantize(Decimal("0.01")) if scores else None


def list_choices(quarter: Quarter, name: List) -> list[Choice]:
    """The two lists as a segmented control."""
    return [Choice(one.label, f"?quarter={quarter}&list={one}", one == name) for one in (List.VILLAGE, List.TWO_NEW)]
