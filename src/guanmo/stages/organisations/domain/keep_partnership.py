"""Let organisations stand together, take partners in and out, adopt their rules, end it (S3-6.2-h, S1-V-2.5, S1-V-4.4-a)."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from guanmo.audit.record import record
from guanmo.stages.organisations.domain.check_keeper import check_day, check_keeper
from guanmo.stages.organisations.enums import COMMUNITY_ONLY, Kind, PartnershipKind
from guanmo.stages.organisations.errors import StructureRefused
from guanmo.stages.organisations.models import Organisation, Partnership, PartnershipRule, PartnershipSide, User


@dataclass(frozen=True, slots=True)
class Side:
    """One partner with its responsible person; ``name`` only for a unit that is no organisation of the county."""

    person: str
    organisation: Organisation | None = None
    name: str = ""
    part_time_member: str = ""


@transaction.atomic
def open_partnership(
    kind: PartnershipKind, side: Side, *, organisation: Organisation, person: str, on: date, by: User | None
) -> Partnership:
    """Begin with a first partner; both sides name who answers. Raises NotAllowed, StructureRefused."""
    check_keeper(organisation, by=by)
    check_day(on)
    if kind in COMMUNITY_ONLY and organisation.kind != Kind.COMMUNITY:
        raise StructureRefused(_("“大党委”只在社区建立。请选择一个社区。"))
    partnership = Partnership.objects.create(kind=kind, organisation=organisation, person=person, started_on=on)
    record("partnership.opened", partnership, by=by, kind=kind)
    add_side(partnership, side, on=on, by=by)
    return partnership


@transaction.atomic
def add_side(partnership: Partnership, side: Side, *, on: date, by: User | None) -> PartnershipSide:
    """Take a partner in. Raises NotAllowed, StructureRefused."""
    check_keeper(partnership.organisation, by=by)
    check_day(on, after=partnership.started_on)
    _check(partnership, side)
    made = PartnershipSide.objects.create(
        partnership=partnership,
        organisation=side.organisation,
        name=side.name,
        person=side.person,
        part_time_member=side.part_time_member,
        started_on=on,
    )
    record("partnership.joined", partnership, by=by, partner=made.title)
    return made


@transaction.atomic
def end_side(side: PartnershipSide, *, on: date, by: User | None) -> None:
    """Let a partner out; it stays readable that it was there. Raises NotAllowed, StructureRefused."""
    check_keeper(side.partnership.organisation, by=by)
    check_day(on, after=side.started_on)
    PartnershipSide.objects.filter(pk=side.pk, ended_on__isnull=True).update(ended_on=on)
    record("partnership.left", side.partnership, by=by, partner=side.title, on=on.isoformat())


@transaction.atomic
def adopt_rule(partnership: Partnership, title: str, *, on: date, by: User | None) -> PartnershipRule:
    """Note a rule by which the partners work. Raises NotAllowed, StructureRefused."""
    check_keeper(partnership.organisation, by=by)
    check_day(on)
    rule = PartnershipRule.objects.create(partnership=partnership, title=title, on=on, by=by)
    record("partnership.rule_adopted", partnership, by=by, title=title)
    return rule


@transaction.atomic
def end_partnership(partnership: Partnership, *, on: date, by: User | None) -> None:
    """End it with all its sides. Raises NotAllowed, StructureRefused."""
    check_keeper(partnership.organisation, by=by)
    check_day(on, after=partnership.started_on)
    Partnership.objects.filter(pk=partnership.pk, ended_on__isnull=True).update(ended_on=on)
    partnership.sides.filter(ended_on__isnull=True).update(ended_on=on)
    record("partnership.ended", partnership, by=by, on=on.isoformat())


def _check(partnership: Partnership, side: Side) -> None:
    if bool(side.organisation) == bool(side.name.strip()):
        raise StructureRefused(_("请选择县内的一个党组织，或者填写其他单位的名称，只填一处。"))
    if side.organisation == partnership.organisation:
        raise StructureRefused(_("不能和自己结对。请选择另一个党组织。"))
    if side.organisation and partnership.sides.filter(organisation=side.organisation, ended_on__isnull=True).exists():
        raise StructureRefused(_("%(name)s已经在里面。") % {"name": side.organisation.name})
