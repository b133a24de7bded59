"""Keep a sheet that was read from a file as the draft of the next version."""

from collections.abc import Sequence
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from guanmo.audit.record import record
from guanmo.method import sheet as method
from guanmo.stages.organisations.enums import Kind
from guanmo.stages.organisations.errors import NotAllowed
from guanmo.stages.organisations.models import User
from guanmo.stages.organisations.queries import access_of
from guanmo.stages.sheets.enums import SheetState
from guanmo.stages.sheets.models import DeductionRule, Item, ScoreSheet, Section
from guanmo.stages.sheets.rules import may_edit_sheets


@transaction.atomic
def draft_sheet(
    content: method.Sheet,
    *,
    code: str,
    kinds: Sequence[Kind],
    warnings: Sequence[dict[str, str]] = (),
    source: str = "",
    by: User | None,
) -> ScoreSheet:
    """Create the draft of the next version of ``code``, replacing a draft that stands there. Raises NotAllowed.

    ``warnings`` are kept as ``{code, message, where}``: a person must confirm them before the version is published.
    """
    if by is not None and not may_edit_sheets(access_of(by)):
        raise NotAllowed(_("评分表由县委组织部制定。"))
    ScoreSheet.objects.filter(code=code, state=SheetState.DRAFT).delete()
    last = ScoreSheet.objects.filter(code=code).order_by("-version").first()
    sheet = ScoreSheet.objects.create(
        code=code,
        version=last.version + 1 if last else 1,
        previous=last,
        title=content.title,
        total=content.total if content.total is not None else Decimal(100),
        kinds=list(kinds),
        warnings=list(warnings),
        source=source,
    )
    for position, section in enumerate(content.sections):
        _add_section(sheet, position, section)
    record("sheet.drafted", sheet, by=by, code=code, version=sheet.version)
    return sheet


def _add_section(sheet: ScoreSheet, position: int, section: method.Section) -> None:
    row = Section.objects.create(
        sheet=sheet, position=position, no=section.no, title=section.title, points=section.points
    )
    for item in section.items:
        _add_item(row, item)


def _add_item(section: Section, item: method.Item) -> None:
    row = Item.objects.create(
        section=section,
        no=item.no,
        text=item.text,
        points=item.points,
        method=item.method,
        note=item.note,
        truncated=item.truncated,
    )
    DeductionRule.objects.bulk_create(
        DeductionRule(item=row, position=position, kind=rule.kind, points=rule.points, cap=rule.cap, text=rule.text)
        for position, rule in enumerate(item.rules)
    )
