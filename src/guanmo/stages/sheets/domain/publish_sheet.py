"""Publish a score sheet version: from then on it never changes (S1-T-b, S1-T-c)."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from guanmo.audit.record import record
from guanmo.method import sheet as method
from guanmo.stages.organisations.enums import Kind
from guanmo.stages.organisations.errors import NotAllowed
from guanmo.stages.organisations.models import User
from guanmo.stages.organisations.queries import access_of
from guanmo.stages.sheets.enums import SheetState
from guanmo.stages.sheets.errors import SheetDoesNotAddUp, SheetPublished, WarningsOpen
from guanmo.stages.sheets.models import Item, NotApplicable, ScoreSheet
from guanmo.stages.sheets.rules import may_edit_sheets


@transaction.atomic
def publish_sheet(sheet: ScoreSheet, *, confirmed: bool = False, by: User | None) -> ScoreSheet:
    """Publish a draft. Raises NotAllowed, SheetPublished, SheetDoesNotAddUp, WarningsOpen (unless ``confirmed``)."""
    _check_editor(by)
    sheet = ScoreSheet.objects.select_for_update().get(pk=sheet.pk)
    if sheet.is_published:
        raise SheetPublished(_("%(sheet)s已经发布，不能再改。请上传新版本。") % {"sheet": sheet})
    check_sums(sheet.content)
    if sheet.warnings and not confirmed:
        raise WarningsOpen(_("还有%(count)d条提示没有确认。请逐条核对，勾选“已核对”后再发布。") % {"count": len(sheet.warnings)})
    sheet.state, sheet.published_at, sheet.published_by = SheetState.PUBLISHED, timezone.now(), by
    sheet.confirmed_by = by if sheet.warnings else None
    sheet.save(update_fields=["state", "published_at", "published_by", "confirmed_by"])
    record("sheet.published", sheet, by=by, code=sheet.code, version=sheet.version)
    return sheet


def check_sums(sheet: method.Sheet) -> None:
    """Raise SheetDoesNotAddUp unless items add up to their sections and all of them to the total."""
    for section, item in sheet.items:
        if item.points is None:
            raise SheetDoesNotAddUp(
                _("%(no)s、%(title)s第%(item)d项没有分值。") % {"no": section.no, "title": section.title, "item": item.no}
            )
    for section in sheet.sections:
        if section.points is not None and section.item_total != section.points:
            raise SheetDoesNotAddUp(
                _("%(no)s、%(title)s标明%(points)s分，各项加起来是%(sum)s分。")
                % {"no": section.no, "title": section.title, "points": section.points, "sum": section.item_total}
            )
    if not sheet.sections or sheet.item_total != sheet.total:
        raise SheetDoesNotAddUp(
            _("全表应为%(total)s分，各项加起来是%(sum)s分。请改正后重新上传。")
            % {"total": sheet.total, "sum": sheet.item_total}
        )


@transaction.atomic
def set_not_applicable(item: Item, kind: Kind, *, applies: bool, by: User) -> None:
    """State that an item does or does not apply to a kind of organisation (D37); rounds already scheduled keep theirs."""
    _check_editor(by)
    if applies:
        NotApplicable.objects.filter(item=item, kind=kind).delete()
    else:
        NotApplicable.objects.get_or_create(item=item, kind=kind, defaults={"by": by})
    record("item.applicability", item, by=by, kind=str(kind), applies=applies)


def _check_editor(by: User | None) -> None:
    if by is not None and not may_edit_sheets(access_of(by)):
        raise NotAllowed(_("评分表由县委组织部制定。"))
