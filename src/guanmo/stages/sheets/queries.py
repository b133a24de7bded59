"""Reads of stage sheets. Published sheets are open to every user with a post; drafts to the county."""

from uuid import UUID

from django.db.models import QuerySet

from guanmo.lib.refusal import NotVisible
from guanmo.stages.organisations.enums import Kind
from guanmo.stages.organisations.models import User
from guanmo.stages.organisations.queries import access_of
from guanmo.stages.sheets.enums import SheetState
from guanmo.stages.sheets.models import NotApplicable, ScoreSheet
from guanmo.stages.sheets.rules import may_edit_sheets


def visible_to(user: User) -> QuerySet[ScoreSheet]:
    """The sheet versions that a user may see."""
    access = access_of(user)
    sheets = ScoreSheet.objects.all()
    if may_edit_sheets(access):
        return sheets
    return sheets.filter(state=SheetState.PUBLISHED) if access.grants else sheets.none()


def sheet_for(user: User, uuid: UUID) -> ScoreSheet:
    """One sheet version with everything below it; NotVisible when foreign or absent."""
    found = visible_to(user).filter(uuid=uuid).prefetch_related("sections__items__rules").first()
    if found is None:
        raise NotVisible
    return found


def sheet_in_force(kind: Kind) -> ScoreSheet | None:
    """The newest published sheet for a kind of organisation, or None: such organisations are visited, not scored (D36)."""
    published = ScoreSheet.objects.filter(state=SheetState.PUBLISHED).order_by("-published_at", "-pk")
    return next((sheet for sheet in published if kind in sheet.kinds), None)


def not_applicable_keys(sheet: ScoreSheet, kind: Kind) -> frozenset[str]:
    """The keys (``"一.3"``) of items that the county set as not applicable to ``kind``."""
    rows = NotApplicable.objects.filter(item__section__sheet=sheet, kind=kind)
    return frozenset(f"{no}.{number}" for no, number in rows.values_list("item__section__no", "item__no"))
