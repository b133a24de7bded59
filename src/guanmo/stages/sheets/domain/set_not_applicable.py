"""Which items do not apply to a kind of organisation, as the county sets it (D37).

A setting beside the version, not a part of it: a round freezes it when it is scheduled, later changes leave it alone.
"""

from collections.abc import Collection, Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from guanmo.audit.record import record
from guanmo.stages.organisations.enums import Kind
from guanmo.stages.organisations.models import User
from guanmo.stages.sheets.domain.check_editor import check_editor
from guanmo.stages.sheets.errors import NothingApplies
from guanmo.stages.sheets.models import Item, NotApplicable, ScoreSheet


@transaction.atomic
def set_not_applicable(item: Item, kind: Kind, *, applies: bool, by: User) -> None:
    """State that one item does or does not apply to a kind. Raises NotAllowed, NothingApplies."""
    check_editor(by)
    sheet = ScoreSheet.objects.select_for_update().get(pk=item.section.sheet_id)
    _set(item, kind, applies, by)
    _check_something_left(sheet, kind)


@transaction.atomic
def choose_applicability(sheet: ScoreSheet, left_out: Mapping[Kind, Collection[str]], *, by: User) -> int:
    """Set for each kind named exactly these item keys (``"一.3"``) as not applicable; says how many settings changed.

    Unknown keys and kinds that are not the sheet's are passed over. Raises NotAllowed, NothingApplies.
    """
    check_editor(by)
    sheet = ScoreSheet.objects.select_for_update().get(pk=sheet.pk)
    items = {str(item): item for item in Item.objects.filter(section__sheet=sheet).select_related("section")}
    standing = {
        (str(row.item), Kind(row.kind))
        for row in NotApplicable.objects.filter(item__section__sheet=sheet).select_related("item__section")
    }
    kinds = [kind for kind in left_out if kind in sheet.kinds]
    wanted = {(key, kind) for kind in kinds for key in left_out[kind] if key in items}
    changed = {pair for pair in wanted ^ standing if pair[1] in kinds}
    for key, kind in sorted(changed):
        _set(items[key], kind, (key, kind) not in wanted, by)
    for kind in kinds:
        _check_something_left(sheet, kind)
    return len(changed)


def _set(item: Item, kind: Kind, applies: bool, by: User) -> None:
    if applies:
        NotApplicable.objects.filter(item=item, kind=kind).delete()
    else:
        NotApplicable.objects.get_or_create(item=item, kind=kind, defaults={"by": by})
    record("item.applicability", item, by=by, kind=str(kind), applies=applies)


def _check_something_left(sheet: ScoreSheet, kind: Kind) -> None:
    """Without a single item there would be nothing to rescale to 100."""
    if not Item.objects.filter(section__sheet=sheet).exclude(not_applicable__kind=kind).exists():
        raise NothingApplies(_("“%(kind)s”至少要留一项考核内容，否则无法打分。") % {"kind": Kind(kind).label})
