"""A submitted sheet to be read: the receipt, every item with its score, deductions and reasons (S1-T-a)."""

from dataclasses import dataclass
from decimal import Decimal

from guanmo.field.receipt import number, received
from guanmo.method.deduction import Deduction, ItemScore, score_ballot
from guanmo.method.sheet import Item, Section, item_key
from guanmo.stages.organisations.models import User
from guanmo.stages.rounds.models import Visit
from guanmo.stages.scoring.models import BallotVersion
from guanmo.stages.scoring.queries import Duty


@dataclass(frozen=True, slots=True)
class LockedItem:
    """One item; ``score`` is None when it does not apply."""

    item: Item
    score: Decimal | None
    deducted: Decimal | None
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LockedSection:
    """One section with its score, None when none of its items applies."""

    section: Section
    score: Decimal | None
    points: Decimal
    items: tuple[LockedItem, ...]


@dataclass(frozen=True, slots=True)
class LockedSheet:
    """The page: ``draft`` names what the device may forget now that the server keeps it."""

    visit: Visit
    version: BallotVersion
    received: str
    number: str
    previous: str
    correctable: bool
    sections: tuple[LockedSection, ...]
    draft: dict[str, str]


def locked_sheet(duty: Duty, version: BallotVersion, user: User) -> LockedSheet:
    """The own valid version of a visit."""
    return LockedSheet(
        visit=duty.visit,
        version=version,
        received=received(version),
        number=number(version),
        previous=number(version.previous) if version.previous else "",
        correctable=duty.correctable,
        sections=_sections(duty.visit, version),
        draft={"user": str(user.uuid), "visit": str(duty.visit.uuid), "id": str(version.pk)},
    )


def _sections(visit: Visit, version: BallotVersion) -> tuple[LockedSection, ...]:
    assert visit.sheet is not None
    content = visit.sheet.content
    deductions = [one.content for one in version.deductions.all()]
    score = score_ballot(content, deductions, visit.not_applicable)
    scores = {one.key: one for one in score.items}
    return tuple(
        LockedSection(
            section, one.score, one.points, tuple(_item(section, i, scores, deductions) for i in section.items)
        )
        for section, one in zip(content.sections, score.sections, strict=True)
    )


def _item(section: Section, item: Item, scores: dict[str, ItemScore], deductions: list[Deduction]) -> LockedItem:
    key = item_key(section.no, item.no)
    found = scores.get(key)
    reasons = tuple(one.reason for one in deductions if one.key == key and one.reason)
    return LockedItem(item, found.score if found else None, found.deducted if found else None, reasons)
