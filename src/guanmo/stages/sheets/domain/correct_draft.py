"""Put right in a draft what the file had wrong: points, words, rules, heading. A published version is never touched."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db import transaction

from guanmo.audit.record import record
from guanmo.method import sheet as method
from guanmo.stages.organisations.enums import Kind
from guanmo.stages.organisations.models import User
from guanmo.stages.sheets.domain.check_content import check_lengths
from guanmo.stages.sheets.domain.check_editor import check_editor
from guanmo.stages.sheets.domain.draft_sheet import rule_row
from guanmo.stages.sheets.domain.open_draft import open_draft
from guanmo.stages.sheets.models import DeductionRule, Item, NotApplicable, ScoreSheet, Section

Recheck = Callable[[method.Sheet], Iterable[dict[str, str]]]
"""What a reader says about a sheet: the warnings ``{code, message, where}`` that follow from its content alone."""


@dataclass(frozen=True, slots=True)
class Heading:
    """What stands over the sheet, and for which kinds of organisations it is."""

    title: str
    total: Decimal
    kinds: Sequence[Kind]


@transaction.atomic
def correct_heading(sheet: ScoreSheet, heading: Heading, *, recheck: Recheck, by: User) -> ScoreSheet:
    """Change name, total and kinds. Raises NotAllowed, DraftGone, SheetPublished, SheetTooLong."""
    check_editor(by)
    draft = open_draft(sheet)
    before = draft.content
    draft.title, draft.total, draft.kinds = heading.title, heading.total, [str(kind) for kind in heading.kinds]
    draft.save(update_fields=["title", "total", "kinds"])
    NotApplicable.objects.filter(item__section__sheet=draft).exclude(kind__in=draft.kinds).delete()
    return _finish(draft, before, recheck, by, what="heading")


@transaction.atomic
def correct_section(section: Section, *, title: str, points: Decimal | None, recheck: Recheck, by: User) -> ScoreSheet:
    """Change the name and the points of a section. Raises NotAllowed, DraftGone, SheetPublished, SheetTooLong."""
    check_editor(by)
    draft = open_draft(section.sheet)
    before = draft.content
    section.title, section.points = title, points
    section.save(update_fields=["title", "points"])
    return _finish(draft, before, recheck, by, what=section.no)


@transaction.atomic
def correct_item(item: Item, corrected: method.Item, *, recheck: Recheck, by: User) -> ScoreSheet:
    """Replace everything of an item but its number. Raises NotAllowed, DraftGone, SheetPublished."""
    check_editor(by)
    draft = open_draft(item.section.sheet)
    before = draft.content
    item.text, item.points, item.method = corrected.text, corrected.points, corrected.method
    item.note, item.truncated = corrected.note, corrected.truncated
    item.save(update_fields=["text", "points", "method", "note", "truncated"])
    DeductionRule.objects.filter(item=item).delete()
    DeductionRule.objects.bulk_create(rule_row(item, i, rule) for i, rule in enumerate(corrected.rules))
    return _finish(draft, before, recheck, by, what=str(item))


@transaction.atomic
def discard_draft(sheet: ScoreSheet, *, by: User) -> None:
    """Delete a draft; the published versions stay. Raises NotAllowed, DraftGone, SheetPublished."""
    check_editor(by)
    draft = open_draft(sheet)
    record("sheet.discarded", draft, by=by, code=draft.code, version=draft.version, title=draft.title)
    draft.delete()


def _finish(draft: ScoreSheet, before: method.Sheet, recheck: Recheck, by: User, *, what: str) -> ScoreSheet:
    """Warnings that followed from the old content go, those of the new content come; all others stay open."""
    after = ScoreSheet.objects.prefetch_related("sections__items__rules").get(pk=draft.pk)
    check_lengths(after.content)
    settled = list(recheck(before))
    after.warnings = [one for one in after.warnings if one not in settled] + list(recheck(after.content))
    after.save(update_fields=["warnings"])
    record("sheet.corrected", after, by=by, what=what)
    return after
