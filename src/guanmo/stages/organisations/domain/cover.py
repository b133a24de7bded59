"""Register a unit, and state what covers it: a party organisation, a guide, or nothing yet (S3-2.2-a, S3-2.2-b)."""

from dataclasses import dataclass, fields
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from guanmo.audit.record import record
from guanmo.stages.organisations.domain.check_keeper import check_day, check_keeper
from guanmo.stages.organisations.enums import EstablishmentMode, UnitKind
from guanmo.stages.organisations.errors import StructureRefused
from guanmo.stages.organisations.models import CoverageStatement, CoverageUnit, Organisation, User


@dataclass(frozen=True, slots=True)
class Coverage:
    """What covers a unit from ``on``. ``full_members`` is None where nobody has counted."""

    on: date
    full_members: int | None = None
    mode: EstablishmentMode | str = ""
    organisation: Organisation | None = None
    guide: str = ""
    reason: str = ""
    approved_by: str = ""


@transaction.atomic
def register_unit(
    name: str, kind: UnitKind, *, located_in: Organisation, on: date, coverage: Coverage, by: User | None
) -> CoverageUnit:
    """Register a unit where it lies. Raises NotAllowed, StructureRefused (also where it is registered already)."""
    check_keeper(located_in, by=by)
    check_day(on)
    if CoverageUnit.objects.filter(located_in=located_in, name=name, closed_on__isnull=True).exists():
        raise StructureRefused(_("“%(name)s”在这里已经登记过，不用再登记一次。") % {"name": name})
    unit = CoverageUnit.objects.create(name=name, kind=kind, located_in=located_in, registered_on=on)
    record("unit.registered", unit, by=by, name=name)
    state_coverage(unit, coverage, by=by)
    return unit


@transaction.atomic
def state_coverage(unit: CoverageUnit, coverage: Coverage, *, by: User | None) -> CoverageStatement:
    """Say what covers the unit from now on; earlier statements stay. Raises NotAllowed, StructureRefused."""
    check_keeper(unit.located_in, by=by)
    check_day(coverage.on)
    _check(coverage)
    made = CoverageStatement.objects.create(unit=unit, by=by, **_values(coverage))
    record("unit.covered", unit, by=by, mode=coverage.mode, guide=coverage.guide)
    return made


@transaction.atomic
def close_unit(unit: CoverageUnit, *, on: date, by: User | None) -> None:
    """Note that a unit exists no more. Raises NotAllowed, StructureRefused."""
    check_keeper(unit.located_in, by=by)
    check_day(on, after=unit.registered_on)
    CoverageUnit.objects.filter(pk=unit.pk, closed_on__isnull=True).update(closed_on=on)
    record("unit.closed", unit, by=by, on=on.isoformat())


def _values(coverage: Coverage) -> dict[str, object]:
    return {one.name: getattr(coverage, one.name) for one in fields(coverage)}


def _check(coverage: Coverage) -> None:
    if bool(coverage.mode) != bool(coverage.organisation):
        raise StructureRefused(_("请同时选定组建方式和党组织；没有党组织的，两项都不选。"))
    if coverage.mode and coverage.mode != EstablishmentMode.SEPARATE and not coverage.reason.strip():
        raise StructureRefused(_("单独组建优先。不单独组建的，请写明原因。"))
