"""The scoring page of one visit: its sections and items for the template, and the same as data for the scripts."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.urls import reverse

from guanmo.field.reasons import hint_for, reasons_for
from guanmo.field.sheet_data import sheet_data
from guanmo.field.words import script_words
from guanmo.method.sheet import Item, Section, item_key
from guanmo.stages.organisations.models import User
from guanmo.stages.rounds.models import Visit
from guanmo.stages.scoring.models import BallotVersion
from guanmo.stages.scoring.queries import Duty
from guanmo.stages.sheets.models import ScoreSheet
from guanmo.ui.shapes import Choice, Quick

SMALL_STEPS = (Decimal("0.5"), Decimal(1))
STEPS = (Decimal(1), Decimal(2))


@dataclass(frozen=True, slots=True)
class ItemCard:
    """One item to be scored; ``steps`` are the amounts that can be taken off in one tap."""

    key: str
    name: str
    item: Item
    applies: bool
    hint: str
    steps: tuple[Quick, ...]
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SectionCards:
    """One section with its items; ``count`` is the number of items that apply."""

    name: str
    section: Section
    count: int
    cards: tuple[ItemCard, ...]


@dataclass(frozen=True, slots=True)
class ScoringPage:
    """All that the template prints. ``version`` is what a correction corrects."""

    visit: Visit
    sheet: ScoreSheet
    version: BallotVersion | None
    sections: tuple[SectionCards, ...]
    count: int
    data: dict[str, Any]
    words: dict[str, str]

    @property
    def chips(self) -> list[Choice]:
        return [Choice(one.section.title, f"#{one.name}", count=f"0/{one.count}") for one in self.sections]


def scoring_page(duty: Duty, user: User) -> ScoringPage:
    """The page for a visit that has a sheet."""
    visit, sheet = duty.visit, duty.visit.sheet
    assert sheet is not None
    sections = tuple(_sections(sheet, visit.not_applicable))
    data = {
        **sheet_data(sheet.content, visit.not_applicable),
        "user": str(user.uuid),
        "visit": str(visit.uuid),
        "sheet": str(sheet.uuid),
        "previous": duty.version.payload if duty.version else None,
        "ballots": reverse("field:ballots"),
    }
    count = sum(one.count for one in sections)
    return ScoringPage(visit, sheet, duty.version, sections, count, data, script_words())


def _sections(sheet: ScoreSheet, left_out: frozenset[str]) -> Iterator[SectionCards]:
    for place, section in enumerate(sheet.content.sections, start=1):
        cards = tuple(_card(section, item, f"item-{place}-{item.no}", left_out) for item in section.items)
        yield SectionCards(f"section-{place}", section, sum(card.applies for card in cards), cards)


def _card(section: Section, item: Item, name: str, left_out: frozenset[str]) -> ItemCard:
    key = item_key(section.no, item.no)
    points = item.points or Decimal(0)
    steps = tuple(Quick("", step) for step in (STEPS if points > 2 else SMALL_STEPS) if step < points)
    return ItemCard(key, name, item, key not in left_out, hint_for(item), steps, reasons_for(item))
