"""Units within reach and what covers them on a day."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Prefetch, Q

from guanmo.lib.refusal import NotVisible
from guanmo.method.unit_coverage import Cover
from guanmo.stages.organisations.enums import TWO_NEW, Kind, UnitKind
from guanmo.stages.organisations.models import CoverageStatement, CoverageUnit, Organisation, User
from guanmo.stages.organisations.queries.tree import in_force, within_reach

_RURAL = frozenset({Kind.VILLAGE, Kind.TOWN, Kind.TOWNSHIP})


@dataclass(frozen=True, slots=True)
class UnitLine:
    """One unit with the statement that holds. Without ``unit`` it is a two-new organisation whose unit nobody registered."""

    name: str
    kind: str
    located_in: Organisation
    unit: CoverageUnit | None
    now: CoverageStatement | None
    organisation: Organisation | None

    @property
    def cover(self) -> Cover:
        guide = bool(self.now and self.now.guide)
        state = "organisation" if self.organisation else "guide" if guide else "none"
        return Cover(state, self.now.full_members if self.now else None)

    @property
    def is_school(self) -> bool:
        return self.kind == UnitKind.SCHOOL

    @property
    def is_rural(self) -> bool:
        """Villages, towns and townships are rural; streets and communities urban (S3-2.2-c)."""
        return self.located_in.kind in _RURAL


def unit_lines(user: User, day: date) -> list[UnitLine]:
    """Units that exist on ``day``, then the party organisations of two-new units and schools that cover none of them."""
    lines = [_line(one, day) for one in _units(user, day)]
    covered = {one.organisation.pk for one in lines if one.organisation}
    alone = in_force(day).filter(within_reach(user), kind__in=[*TWO_NEW, Kind.SCHOOL]).exclude(pk__in=covered)
    above = {one.path: one for one in in_force(day).filter(kind__in=set(Kind) - TWO_NEW - {Kind.SCHOOL})}
    return lines + [UnitLine(one.name, one.kind, _place(one, above), None, None, one) for one in alone]


def _units(user: User, day: date) -> list[CoverageUnit]:
    there = Q(closed_on__isnull=True) | Q(closed_on__gt=day)
    statements = CoverageStatement.objects.filter(on__lte=day).select_related("organisation")
    rows = CoverageUnit.objects.filter(within_reach(user, "located_in__path"), there, registered_on__lte=day)
    return list(rows.select_related("located_in").prefetch_related(Prefetch("statements", statements)))


def _line(unit: CoverageUnit, day: date) -> UnitLine:
    now = next(reversed(list(unit.statements.all())), None)
    covering = now.organisation if now else None
    gone = covering is not None and covering.dissolved_on is not None and covering.dissolved_on <= day
    return UnitLine(unit.name, unit.kind, unit.located_in, unit, now, None if gone else covering)


def _place(organisation: Organisation, above: dict[str, Organisation]) -> Organisation:
    return above.get(organisation.path[: -organisation.steplen], organisation)


def unit_for(user: User, uuid: UUID) -> CoverageUnit:
    """One unit with all its statements; NotVisible when foreign or absent."""
    rows = CoverageUnit.objects.filter(within_reach(user, "located_in__path")).select_related("located_in")
    found = rows.prefetch_related("statements__organisation", "statements__by").filter(uuid=uuid).first()
    if found is None:
        raise NotVisible
    return found
