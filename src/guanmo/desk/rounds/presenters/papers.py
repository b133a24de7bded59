"""Sheets on paper: the form of one to be typed in, and what was typed beside the paper."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from guanmo.method.ballot import read_submission
from guanmo.method.deduction import Deduction, score_ballot
from guanmo.method.paper_code import printed
from guanmo.method.sheet import Item, RuleKind, item_key
from guanmo.stages.rounds.models import Visit
from guanmo.stages.scoring.domain.enter_paper import Typed
from guanmo.stages.scoring.models import PaperEntry
from guanmo.stages.scoring.queries import PaperPlace
from guanmo.ui.shapes import Tone


@dataclass(frozen=True, slots=True)
class ItemField:
    """One item of the form with what was typed; ``problem`` stands at it. ``has_veto``: its text speaks of a veto."""

    key: str
    item: Item
    applies: bool
    has_veto: bool
    typed: Typed
    problem: str


@dataclass(frozen=True, slots=True)
class SectionFields:
    title: str
    fields: Sequence[ItemField]


@dataclass(frozen=True, slots=True)
class CheckRow:
    """One item as typed in; ``deducted`` None for full points."""

    key: str
    item: Item
    deducted: Decimal | None
    reason: str
    vetoed: bool


@dataclass(frozen=True, slots=True)
class Check:
    """What was typed in, in printed order, with the sums that must stand on the paper too."""

    rows: Sequence[CheckRow]
    deducted: Decimal
    total: Decimal | None


def typed_in(visit: Visit, data: Mapping[str, str]) -> dict[str, Typed]:
    """What the form sent, by item."""
    return {
        key: Typed(data.get(f"points-{key}", ""), data.get(f"reason-{key}", ""), f"veto-{key}" in data)
        for key, _item in _items(visit)
    }


def typed_before(entry: PaperEntry | None) -> dict[str, Typed]:
    """What was typed into an entry that came back, so that only the mistake has to be mended."""
    if entry is None:
        return {}
    return {
        one.key: Typed(f"{one.points.normalize():f}", one.reason, one.rule is not None)
        for one in read_submission(entry.payload).deductions
    }


def sections_of(place: PaperPlace, typed: Mapping[str, Typed], problems: Mapping[str, str]) -> list[SectionFields]:
    """The form, section by section."""
    visit = place.visit
    assert visit.sheet is not None
    return [
        SectionFields(
            f"{section.no}、{section.title}",
            [_field(item_key(section.no, item.no), item, visit, typed, problems) for item in section.items],
        )
        for section in visit.sheet.content.sections
    ]


def _field(key: str, item: Item, visit: Visit, typed: Mapping[str, Typed], problems: Mapping[str, str]) -> ItemField:
    has_veto = any(rule.kind is RuleKind.VETO for rule in item.rules)
    return ItemField(
        key, item, key not in visit.not_applicable, has_veto, typed.get(key, Typed()), problems.get(key, "")
    )


def check_of(entry: PaperEntry) -> Check:
    """The entry item by item."""
    visit = entry.visit
    assert visit.sheet is not None
    submission = read_submission(entry.payload)
    taken = {one.key: one for one in submission.deductions}
    score = score_ballot(visit.sheet.content, submission.deductions, visit.not_applicable)
    rows = [_check_row(key, item, taken.get(key)) for key, item in _items(visit) if key not in visit.not_applicable]
    return Check(rows, sum((one.points for one in submission.deductions), Decimal(0)), score.total)


def _check_row(key: str, item: Item, taken: Deduction | None) -> CheckRow:
    if taken is None:
        return CheckRow(key, item, None, "", vetoed=False)
    return CheckRow(key, item, taken.points, taken.reason, vetoed=taken.rule is not None)


def state_of(entry: PaperEntry) -> tuple[Tone, str]:
    """Where an entry stands, as tone and words."""
    if entry.version_id is not None:
        return "good", _("%(person)s已核对") % {"person": entry.confirmed_by}
    if entry.returned_because:
        return "warn", _("已退回")
    return "info", _("等另一位同志核对")


def code_of(entry: PaperEntry) -> str:
    """The code on the paper."""
    return printed(PaperPlace(entry.participant, entry.visit).code)


def _items(visit: Visit) -> Iterator[tuple[str, Item]]:
    assert visit.sheet is not None
    return ((item_key(section.no, item.no), item) for section, item in visit.sheet.content.items)
