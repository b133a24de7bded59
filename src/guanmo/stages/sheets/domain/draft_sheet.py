"""Keep a sheet that was read from a file as the draft of the next version."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from guanmo.audit.record import record
from guanmo.method import sheet as method
from guanmo.method.sheet_changes import compare_sheets
from guanmo.stages.organisations.enums import Kind
from guanmo.stages.organisations.models import User
from guanmo.stages.sheets.domain.check_content import check_lengths
from guanmo.stages.sheets.domain.check_editor import check_editor
from guanmo.stages.sheets.domain.numbering import with_unique_numbers
from guanmo.stages.sheets.enums import SheetState
from guanmo.stages.sheets.errors import DraftTaken
from guanmo.stages.sheets.models import DeductionRule, Item, NotApplicable, ScoreSheet, Section


@dataclass(frozen=True, slots=True)
class Proposal:
    """One sheet to be kept, under which code, for which kinds; ``not_for`` are item keys to leave out for a kind."""

    content: method.Sheet
    code: str
    kinds: Sequence[Kind]
    warnings: Sequence[dict[str, str]] = ()
    source: str = ""
    not_for: Sequence[tuple[Kind, Sequence[str]]] = field(default=())


@transaction.atomic
def draft_sheets(proposals: Sequence[Proposal], *, by: User | None) -> list[ScoreSheet]:
    """Keep all of them or none. Raises what ``draft_sheet`` raises."""
    return [_keep(proposal, by) for proposal in proposals]


def draft_sheet(
    content: method.Sheet,
    *,
    code: str,
    kinds: Sequence[Kind],
    warnings: Sequence[dict[str, str]] = (),
    source: str = "",
    by: User | None,
) -> ScoreSheet:
    """Create the draft of the next version of ``code``, replacing a draft that stands there.

    ``warnings`` are kept as ``{code, message, where}``: a person must confirm them before the version is published.
    Raises NotAllowed, SheetTooLong, DraftTaken.
    """
    return draft_sheets([Proposal(content, code, kinds, warnings, source)], by=by)[0]


def _keep(proposal: Proposal, by: User | None) -> ScoreSheet:
    check_editor(by)
    check_lengths(proposal.content)
    content, renumbered = with_unique_numbers(proposal.content)
    try:
        with transaction.atomic():
            sheet = _next_version(proposal, content, [*proposal.warnings, *renumbered])
    except IntegrityError as error:
        raise DraftTaken(_("刚才有人保存了同一张评分表的草稿。请刷新页面，看过那份草稿后再决定。")) from error
    items = _add_content(sheet, content)
    _carry_over(sheet, items, by)
    rows = [
        NotApplicable(item=items[key], kind=kind, by=by)
        for kind, keys in proposal.not_for
        for key in keys
        if key in items
    ]
    NotApplicable.objects.bulk_create(rows, ignore_conflicts=True)
    record("sheet.drafted", sheet, by=by, code=sheet.code, version=sheet.version)
    return sheet


def _next_version(proposal: Proposal, content: method.Sheet, warnings: list[dict[str, str]]) -> ScoreSheet:
    versions = list(ScoreSheet.objects.select_for_update().filter(code=proposal.code).order_by("version"))
    ScoreSheet.objects.filter(code=proposal.code, state=SheetState.DRAFT).delete()
    last = next((one for one in reversed(versions) if one.is_published), None)
    return ScoreSheet.objects.create(
        code=proposal.code,
        version=last.version + 1 if last else 1,
        previous=last,
        title=content.title,
        total=content.total if content.total is not None else Decimal(100),
        kinds=[str(kind) for kind in proposal.kinds],
        warnings=warnings,
        source=proposal.source[:200],
    )


def _add_content(sheet: ScoreSheet, content: method.Sheet) -> dict[str, Item]:
    """Everything below the version; the items by their keys."""
    sections = Section.objects.bulk_create(
        Section(sheet=sheet, position=position, no=section.no, title=section.title, points=section.points)
        for position, section in enumerate(content.sections)
    )
    pairs = [(row, item) for row, section in zip(sections, content.sections, strict=True) for item in section.items]
    rows = Item.objects.bulk_create(_item_row(section, item) for section, item in pairs)
    DeductionRule.objects.bulk_create(
        rule_row(row, position, rule)
        for row, (_section, item) in zip(rows, pairs, strict=True)
        for position, rule in enumerate(item.rules)
    )
    return {method.item_key(row.section.no, row.no): row for row in rows}


def _item_row(section: Section, item: method.Item) -> Item:
    return Item(
        section=section,
        no=item.no,
        text=item.text,
        points=item.points,
        method=item.method,
        note=item.note,
        truncated=item.truncated,
    )


def rule_row(item: Item, position: int, rule: method.Rule) -> DeductionRule:
    """The row of one deduction rule, not yet kept."""
    return DeductionRule(
        item=item, position=position, kind=rule.kind.value, points=rule.points, cap=rule.cap, text=rule.text
    )


def _carry_over(sheet: ScoreSheet, items: dict[str, Item], by: User | None) -> None:
    """Items left out in the last version stay left out where their words stayed the same (D37)."""
    if sheet.previous is None:
        return
    left_out = NotApplicable.objects.filter(item__section__sheet=sheet.previous, kind__in=sheet.kinds)
    old = {(str(row.item), row.kind) for row in left_out.select_related("item__section")}
    for before, after in compare_sheets(sheet.previous.content, sheet.content).pairs:
        kinds = [kind for kind in sheet.kinds if (before.key, kind) in old and before.item.text == after.item.text]
        NotApplicable.objects.bulk_create(NotApplicable(item=items[after.key], kind=kind, by=by) for kind in kinds)
