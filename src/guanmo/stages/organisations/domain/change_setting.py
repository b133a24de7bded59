"""Change how a party organisation is set up, and confirm in a survey that it is as the tree says (S3-1.1-b, S3-2.1-a, S4-23a)."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from guanmo.audit.record import record
from guanmo.stages.organisations.domain.check_keeper import check_day, check_from_above
from guanmo.stages.organisations.domain.update_organisation import update_organisation
from guanmo.stages.organisations.enums import Form, SettingChangeKind
from guanmo.stages.organisations.errors import NotAllowed, StructureRefused
from guanmo.stages.organisations.models import Organisation, SettingChange, SettingConfirmation, User
from guanmo.stages.organisations.queries import access_of


@dataclass(frozen=True, slots=True)
class Conditions:
    """The four conditions of an upgrade, each assessed as met or not; None where nobody assessed it."""

    good_base: bool | None = None
    strong_economy: bool | None = None
    many_members: bool | None = None
    ripe_conditions: bool | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """What changes, from which day, why, and who approved."""

    kind: SettingChangeKind
    on: date
    new_form: Form
    reason: str
    approved_by: Organisation
    others: str = ""
    conditions: Conditions = Conditions()


@transaction.atomic
def change_setting(organisation: Organisation, change: Change, *, by: User | None) -> SettingChange:
    """Keep the change and let it hold: the new form, or the end. Raises NotAllowed, StructureRefused."""
    check_from_above(organisation, by=by)
    if by is not None and organisation.pk in access_of(by).organisation_ids():
        raise NotAllowed(_("由上级党组织登记。"))
    check_day(change.on, after=organisation.established_on)
    _check(organisation, change)
    made = SettingChange.objects.create(
        organisation=organisation,
        kind=change.kind,
        on=change.on,
        old_form=organisation.form,
        new_form=change.new_form,
        reason=change.reason,
        approved_by=change.approved_by,
        others=change.others,
        by=by,
        **(asdict(change.conditions) if change.kind == SettingChangeKind.UPGRADED else {}),
    )
    ends = {"dissolved_on": change.on} if change.kind == SettingChangeKind.DISSOLVED else {}
    update_organisation(organisation, {"form": change.new_form, **ends}, by=by)
    record("setting.changed", organisation, by=by, kind=change.kind, on=change.on.isoformat())
    return made


@transaction.atomic
def confirm_settings(organisations: Sequence[Organisation], *, year: int, by: User) -> int:
    """Confirm those that nobody confirmed this year; returns how many. Raises NotAllowed."""
    own = access_of(by).organisation_ids()
    for one in organisations:
        check_from_above(one, by=by)
        if one.pk in own:
            raise NotAllowed(_("由上级党组织登记。"))
    done = SettingConfirmation.objects.filter(year=year, organisation__in=organisations).values_list("organisation")
    known = {pk for (pk,) in done}
    rows = [SettingConfirmation(organisation=one, year=year, by=by) for one in organisations if one.pk not in known]
    SettingConfirmation.objects.bulk_create(rows)
    for row in rows:
        record("setting.confirmed", row.organisation, by=by, year=year)
    return len(rows)


def _check(organisation: Organisation, change: Change) -> None:
    if organisation.dissolved_on is not None:
        raise StructureRefused(_("这个组织已经撤销，不能再调整。"))
    if change.kind == SettingChangeKind.UPGRADED:
        if None in asdict(change.conditions).values():
            raise StructureRefused(_("升格要逐项研究四个条件。请每一项都选“是”或“否”。"))
        if change.new_form == organisation.form:
            raise StructureRefused(_("升格后的形式和原来一样。请重新选择。"))
