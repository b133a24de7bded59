"""Record an inspection; a random sample first freezes the list from which it is drawn (S0-4.2-a, S2-3.5-a)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override

from guanmo.audit.record import record
from guanmo.method.draws import Entry, list_digest
from guanmo.stages.organisations.enums import OBSERVED, Kind
from guanmo.stages.organisations.errors import NotAllowed
from guanmo.stages.organisations.models import Organisation, User
from guanmo.stages.organisations.queries import access_of, subordinates
from guanmo.stages.rounds.domain.check_inspector import check_inspects_others
from guanmo.stages.rounds.enums import InspectionType
from guanmo.stages.rounds.errors import RuleInvalid
from guanmo.stages.rounds.models import DrawList, InspectedOrganisation, Inspection
from guanmo.stages.rounds.queries import COMING
from guanmo.stages.rounds.rules import may_inspect


@dataclass(frozen=True, slots=True)
class InspectionPlan:
    """What is to be inspected: ``organisations`` as chosen, or for a random sample ``sizes``, how many of each kind.

    ``inspectors`` are the names of those who go; left empty, it is whoever records it.
    ``skip_inspected`` leaves out of a draw whoever was inspected before in the same year.
    """

    organiser: Organisation
    type: InspectionType
    title: str
    inspected_on: date
    organisations: Sequence[Organisation] = ()
    sizes: Mapping[Kind, int] = field(default_factory=dict)
    skip_inspected: bool = False
    inspectors: str = ""


@transaction.atomic
def record_inspection(plan: InspectionPlan, *, by: User) -> Inspection:
    """Keep the inspection. Raises NotAllowed, RuleInvalid (nobody to inspect, or more to be drawn than there are)."""
    access = access_of(by)
    if not may_inspect(access, plan.organiser.path):
        raise NotAllowed(_("只能检查本辖区的党组织。"))
    if plan.type == InspectionType.UNANNOUNCED:
        check_inspects_others(access, (one.pk for one in plan.organisations))
    inspection = Inspection.objects.create(
        organiser=plan.organiser,
        type=plan.type,
        title=plan.title,
        inspected_on=plan.inspected_on,
        inspectors=plan.inspectors or by.name,
        by=by,
    )
    there = list(subordinates(plan.organiser, OBSERVED))
    if plan.type == InspectionType.RANDOM_SAMPLE:
        _freeze_list(inspection, plan, there)
    else:
        chosen = set(plan.organisations)
        inspect_these(inspection, [one for one in there if one in chosen])
    record("inspection.recorded", inspection, by=by, type=plan.type)
    return inspection


def inspect_these(inspection: Inspection, organisations: Sequence[Organisation]) -> None:
    """Keep whom the inspection visits. Raises RuleInvalid when there is nobody."""
    if not organisations:
        raise RuleInvalid(_("请至少选择一个检查对象。"))
    InspectedOrganisation.objects.bulk_create(
        InspectedOrganisation(inspection=inspection, organisation=one) for one in organisations
    )


def _freeze_list(inspection: Inspection, plan: InspectionPlan, there: Iterable[Organisation]) -> None:
    reasons = _inspected_before(plan) if plan.skip_inspected else {}
    with override("zh-hans"):  # stored, so it must not depend on who draws
        population = [
            [str(one.uuid), f"{one.short_name}（{one.code}）", str(Kind(one.kind).label), reasons.get(one.pk, "")]
            for one in there
            if plan.sizes.get(Kind(one.kind))
        ]
        sizes = {str(kind.label): size for kind, size in plan.sizes.items() if size}
    listed = DrawList(inspection=inspection, population=population, sizes=sizes)
    _check_sizes(listed.entries, sizes)
    listed.digest = list_digest(listed.entries, sizes, str(inspection.uuid))
    listed.save()


def _inspected_before(plan: InspectionPlan) -> dict[int, str]:
    """For each organisation inspected earlier in the year the reason why it is not drawn again. The list is published."""
    earlier = (
        InspectedOrganisation.objects.exclude(COMING)
        .filter(inspection__inspected_on__year=plan.inspected_on.year, inspection__inspected_on__lte=plan.inspected_on)
        .order_by("inspection__inspected_on", "pk")
    )
    with override("zh-hans"):
        return {
            one.organisation_id: f"{date_format(one.inspection.inspected_on, 'Y年n月j日')}已检查"
            for one in earlier.select_related("inspection")
        }


def _check_sizes(entries: Sequence[Entry], sizes: Mapping[str, int]) -> None:
    if not sizes:
        raise RuleInvalid(_("请写明每一类抽几个。"))
    for stratum, size in sizes.items():
        there = sum(one.stratum == stratum and not one.excluded for one in entries)
        if there < size:
            raise RuleInvalid(
                _("“%(stratum)s”可抽的只有%(there)d个，抽不出%(size)d个。")
                % {"stratum": stratum, "there": there, "size": size}
            )
