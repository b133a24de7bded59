"""Publish a score sheet version: from then on it never changes (S1-T-b, S1-T-c)."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from guanmo.audit.record import record
from guanmo.stages.organisations.enums import Kind
from guanmo.stages.organisations.models import User
from guanmo.stages.sheets.domain.check_content import check_asked_once, check_sums
from guanmo.stages.sheets.domain.check_editor import check_editor
from guanmo.stages.sheets.domain.open_draft import open_draft
from guanmo.stages.sheets.enums import SheetState
from guanmo.stages.sheets.errors import KindClaimed, NoKinds, WarningsOpen
from guanmo.stages.sheets.models import ScoreSheet
from guanmo.stages.sheets.queries import in_force


@transaction.atomic
def publish_sheet(sheet: ScoreSheet, *, confirmed: bool = False, by: User | None) -> ScoreSheet:
    """Publish a draft; it replaces the last version of its code.

    Raises NotAllowed, DraftGone, SheetPublished, SheetDoesNotAddUp, SheetAsksAgain, NoKinds, KindClaimed, WarningsOpen (unless
    ``confirmed``).
    """
    check_editor(by)
    # All versions are locked, so that two sheets published at once cannot both claim a kind.
    list(ScoreSheet.objects.select_for_update().order_by("pk").values_list("pk"))
    sheet = open_draft(sheet)
    check_sums(sheet.content)
    check_asked_once(sheet.content)
    _check_kinds(sheet)
    if sheet.warnings and not confirmed:
        raise WarningsOpen(
            _("还有%(count)d条提示没有确认。请逐条核对，勾选“已逐条核对提示”后再发布。")
            % {"count": len(sheet.warnings)}
        )
    sheet.state, sheet.published_at, sheet.published_by = SheetState.PUBLISHED, timezone.now(), by
    sheet.confirmed_by = by if sheet.warnings else None
    sheet.save(update_fields=["state", "published_at", "published_by", "confirmed_by"])
    record("sheet.published", sheet, by=by, code=sheet.code, version=sheet.version)
    return sheet


def _check_kinds(sheet: ScoreSheet) -> None:
    """A kind of organisation has one sheet, or the observer would have to choose (S0-A-b)."""
    if not sheet.kinds:
        raise NoKinds(_("还没有选定这张表用于哪几类组织。请先选定，再发布。"))
    claimed = in_force()
    for kind in sheet.kinds:
        other = claimed.get(Kind(kind))
        if other is not None and other.code != sheet.code:
            said = {"kind": Kind(kind).label, "sheet": other}
            raise KindClaimed(
                _("“%(kind)s”已经在用%(sheet)s，一类组织只能有一张表。请把这一类从其中一张表里去掉。") % said
            )
