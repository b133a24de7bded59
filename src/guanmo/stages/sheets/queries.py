"""Reads of stage sheets. Published sheets are open to every user with a post; drafts to the county."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from uuid import UUID

from django.db.models import Count, QuerySet

from guanmo.lib.refusal import NotVisible
from guanmo.method import sheet as values
from guanmo.stages.organisations.enums import Kind
from guanmo.stages.organisations.models import User
from guanmo.stages.organisations.queries import access_of
from guanmo.stages.sheets.enums import SheetState
from guanmo.stages.sheets.models import Item, NotApplicable, ScoreSheet, Section
from guanmo.stages.sheets.rules import may_edit_sheets


def visible_to(user: User) -> QuerySet[ScoreSheet]:
    """The sheet versions that a user may see."""
    access = access_of(user)
    sheets = ScoreSheet.objects.all()
    if may_edit_sheets(access):
        return sheets
    return sheets.filter(state=SheetState.PUBLISHED) if access.grants else sheets.none()


def sheets_listed(user: User) -> QuerySet[ScoreSheet]:
    """The versions that a user may see, by code, newest first; ``item_count`` and ``section_count`` are counted."""
    counted = visible_to(user).annotate(
        item_count=Count("sections__items", distinct=True), section_count=Count("sections", distinct=True)
    )
    return counted.order_by("code", "-version")


def sheet_for(user: User, uuid: UUID) -> ScoreSheet:
    """One sheet version with everything below it; NotVisible when foreign or absent."""
    found = (
        visible_to(user)
        .filter(uuid=uuid)
        .select_related("previous", "published_by", "confirmed_by")
        .prefetch_related("sections__items__rules")
        .first()
    )
    if found is None:
        raise NotVisible
    return found


def draft_for(user: User, uuid: UUID) -> ScoreSheet:
    """A draft that the user may edit; NotVisible when foreign, absent or published."""
    found = sheet_for(user, uuid)
    if found.is_published or not may_edit_sheets(access_of(user)):
        raise NotVisible
    return found


def draft_section_for(user: User, uuid: UUID, section: int) -> Section:
    """One section of a draft by its position; NotVisible when there is none."""
    found = next((one for one in draft_for(user, uuid).sections.all() if one.position == section), None)
    if found is None:
        raise NotVisible
    return found


def draft_item_for(user: User, uuid: UUID, section: int, number: int) -> Item:
    """One item of a draft by the position of its section and its number; NotVisible when there is none."""
    above = draft_section_for(user, uuid, section)
    found = next((item for item in above.items.all() if item.no == number), None)
    if found is None:
        raise NotVisible
    return found


def previous_of(user: User, sheet: ScoreSheet) -> ScoreSheet | None:
    """The version before ``sheet`` with everything below it, or None when it is the first."""
    return sheet_for(user, sheet.previous.uuid) if sheet.previous else None


def in_force() -> dict[Kind, ScoreSheet]:
    """The sheet for each kind of organisation: of each code the newest published version, which replaces the earlier.

    A kind without a sheet is visited, not scored (D36).
    """
    published = ScoreSheet.objects.filter(state=SheetState.PUBLISHED).order_by("code", "version")
    newest = {sheet.code: sheet for sheet in published}
    by_publication = sorted(newest.values(), key=lambda sheet: (sheet.published_at, sheet.pk))
    return {Kind(kind): sheet for sheet in by_publication for kind in sheet.kinds}


def in_force_for(user: User) -> dict[Kind, ScoreSheet]:
    """The sheet for each kind of organisation, of those that the user may see."""
    seen = set(visible_to(user).values_list("pk", flat=True))
    return {kind: sheet for kind, sheet in in_force().items() if sheet.pk in seen}


def not_applicable_keys(sheet: ScoreSheet, kind: Kind) -> frozenset[str]:
    """The keys (``"一.3"``) of items that the county set as not applicable to ``kind``."""
    rows = NotApplicable.objects.filter(item__section__sheet=sheet, kind=kind)
    return frozenset(f"{no}.{number}" for no, number in rows.values_list("item__section__no", "item__no"))


def not_applicable_by_kind(sheet: ScoreSheet) -> dict[Kind, frozenset[str]]:
    """The keys of the items left out for each kind of the sheet, in one query; empty sets included."""
    rows = NotApplicable.objects.filter(item__section__sheet=sheet)
    pairs = rows.values_list("kind", "item__section__no", "item__no")
    found = {Kind(kind): {f"{no}.{number}" for one, no, number in pairs if one == kind} for kind in sheet.kinds}
    return {kind: frozenset(keys) for kind, keys in found.items()}


@dataclass(frozen=True, slots=True)
class Yardstick:
    """A sheet version for scoring: its content, and the row of each item by key."""

    content: values.Sheet
    item_ids: Mapping[str, int]


def yardstick(sheet: ScoreSheet) -> Yardstick:
    """The content of a version. A published one never changes, so it is read once in the life of the process."""
    return _published(sheet.pk, sheet.uuid) if sheet.is_published else _read(sheet.pk)


@lru_cache(maxsize=64)
def _published(pk: int, _uuid: UUID) -> Yardstick:
    return _read(pk)


def _read(pk: int) -> Yardstick:
    sheet = ScoreSheet.objects.prefetch_related("sections__items__rules").get(pk=pk)
    keys = {
        values.item_key(section.no, item.no): item.pk
        for section in sheet.sections.all()
        for item in section.items.all()
    }
    return Yardstick(sheet.content, keys)
