"""Set up a body that leads a line, say who works there, put an organisation into its line (S4-28, S4-29a)."""

from dataclasses import asdict, dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from guanmo.audit.record import record
from guanmo.stages.organisations.domain.check_keeper import check_day
from guanmo.stages.organisations.enums import BODY_PLACES, LED_BY, LINES, TWO_NEW, BodyKind, Kind, Management
from guanmo.stages.organisations.errors import NotAllowed, StructureRefused
from guanmo.stages.organisations.models import BodyStaffing, LineBody, LineStatement, Organisation, User
from guanmo.stages.organisations.queries import access_of
from guanmo.stages.organisations.rules import may_keep_lines

_COUNTY_ALONE = frozenset({Kind.COUNTY})


@dataclass(frozen=True, slots=True)
class BodyPlan:
    """Which body stands where, since when; ``host`` is in whose house."""

    kind: BodyKind
    name: str
    place: Organisation
    host: Organisation | None
    started_on: date


@transaction.atomic
def set_up_body(plan: BodyPlan, *, by: User | None) -> LineBody:
    """Raises NotAllowed, StructureRefused (not at this level, not in this house, or it is there already)."""
    _check(by)
    check_day(plan.started_on)
    if Kind(plan.place.kind) not in BODY_PLACES.get(plan.kind, _COUNTY_ALONE):
        raise StructureRefused(_("这种机构不设在这里。请核对是哪一级、哪个单位。"))
    in_department = plan.host is not None and plan.host.kind == Kind.ORGANISATION_DEPARTMENT
    if plan.kind == BodyKind.TWO_NEW_COMMITTEE and plan.place.kind == Kind.COUNTY and not in_department:
        raise StructureRefused(_("“两新”组织党工委设在同级党委组织部门。请选定组织部。"))
    there = LineBody.objects.filter(place=plan.place, kind=plan.kind, ended_on__isnull=True)
    if plan.kind != BodyKind.LINE_DEPARTMENT and there.exists():
        raise StructureRefused(_("这一级已经登记过%(kind)s，不用再登记一次。") % {"kind": plan.kind.label})
    body = LineBody.objects.create(
        kind=plan.kind, name=plan.name, place=plan.place, host=plan.host, started_on=plan.started_on
    )
    record("line.set_up", body, by=by, kind=plan.kind, name=plan.name)
    return body


@transaction.atomic
def end_body(body: LineBody, *, on: date, by: User | None) -> None:
    """Note that a body is no more. Raises NotAllowed, StructureRefused."""
    _check(by)
    check_day(on, after=body.started_on)
    LineBody.objects.filter(pk=body.pk, ended_on__isnull=True).update(ended_on=on)
    record("line.ended", body, by=by, on=on.isoformat())


@dataclass(frozen=True, slots=True)
class Staffing:
    """Who works in a body from a day on."""

    on: date
    head: str
    members: str
    full_time: int
    part_time: int


@transaction.atomic
def staff_body(body: LineBody, staffing: Staffing, *, by: User | None) -> BodyStaffing:
    """Say who works there from now on; earlier rows stay. Raises NotAllowed, StructureRefused."""
    _check(by)
    check_day(staffing.on, after=body.started_on)
    made = BodyStaffing.objects.create(body=body, by=by, **asdict(staffing))
    record("line.staffed", body, by=by, full_time=staffing.full_time, part_time=staffing.part_time)
    return made


@dataclass(frozen=True, slots=True)
class Line:
    """By whom an organisation is led. Without ``body`` it stands in no line."""

    on: date
    party: Management
    business: Management
    body: LineBody | None = None
    other: LineBody | None = None


@transaction.atomic
def state_line(organisation: Organisation, line: Line, *, by: User | None) -> LineStatement:
    """Put an organisation into its line from now on. Raises NotAllowed, StructureRefused (no such line, or two of them)."""
    _check(by)
    check_day(line.on)
    allowed = LINES.get(Kind(organisation.kind), frozenset())
    if any(one is not None and BodyKind(one.kind) not in allowed for one in (line.body, line.other)):
        raise StructureRefused(_("这类组织不归这个机构管理。请核对。"))
    if line.other is not None and (line.body is None or line.other == line.body or organisation.kind not in TWO_NEW):
        raise StructureRefused(_("一个组织只有一个归口管理机构。“两新”组织还没有理顺的，才登记另一家。"))
    if (line.party, line.business) not in LED_BY:
        raise StructureRefused(_("党组织关系垂直管理的，业务工作也是垂直管理。请核对。"))
    made = LineStatement.objects.create(organisation=organisation, by=by, **asdict_of(line))
    record("line.stated", organisation, by=by, body=line.body.name if line.body else "")
    return made


def asdict_of(line: Line) -> dict[str, object]:
    """The values of a statement; its bodies stay what they are."""
    return {name: getattr(line, name) for name in ("on", "party", "business", "body", "other")}


def _check(by: User | None) -> None:
    if by is not None and not may_keep_lines(access_of(by)):
        raise NotAllowed(_("归口管理由县委组织部登记。"))
