"""What the records propose for an organisation's sheet, as its own page shows it before anybody comes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from guanmo.stages.indicators.composers.words import fact_figures, fact_text
from guanmo.stages.indicators.queries import proposals_for
from guanmo.stages.organisations.enums import Kind
from guanmo.stages.organisations.models import Organisation, User
from guanmo.stages.sheets.importers.real import is_as_printed
from guanmo.stages.sheets.queries import in_force_for, not_applicable_keys, yardstick


@dataclass(frozen=True, slots=True)
class ProposalLine:
    """One proposal: the item's key and text, the fact, and the points."""

    key: str
    item: str
    fact: str
    points: Decimal
    code: str
    clause: str


@dataclass(frozen=True, slots=True)
class SheetProposals:
    """The sheet that would be used (empty title: none) and what would be proposed on it."""

    title: str
    lines: Sequence[ProposalLine]


def proposals_shown(user: User, organisation: Organisation, today: date) -> SheetProposals:
    """By the sheet in force for this kind; items that do not apply are left out."""
    sheet = in_force_for(user).get(Kind(organisation.kind))
    if sheet is None:
        return SheetProposals("", ())
    items = {f"{section.no}.{item.no}": item for section, item in yardstick(sheet).content.items}
    left_out = not_applicable_keys(sheet, Kind(organisation.kind))
    lines = [
        ProposalLine(
            one.rule.item_key, items[one.rule.item_key].text, fact_text(fact_figures(one)),
            one.points, one.asked.code, one.asked.clause,
        )
        for one in proposals_for(user, organisation, sheet.code, today)
        if one.rule.item_key in items and one.rule.item_key not in left_out
        and is_as_printed(sheet.code, one.rule.item_key, items[one.rule.item_key].text)
    ]  # fmt: skip
    return SheetProposals(sheet.title, lines)
