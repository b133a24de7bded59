"""Name a person for an organisation, log visits, keep reserve cadres (S1-V-2.7-b, S2-4-c, S1-V-1.4-b)."""

from dataclasses import asdict, dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from guanmo.audit.record import record
from guanmo.stages.members.domain.check_keeper import check_keeper
from guanmo.stages.members.domain.develop import check_day, check_end
from guanmo.stages.members.domain.only_one import only_one
from guanmo.stages.members.enums import FROM_ABOVE, DesignationFunction, Education, Engagement
from guanmo.stages.members.errors import AlreadyOpen, FactsRefused
from guanmo.stages.members.models import CultivationMeasure, Designation, DesignationVisit, ReserveCadre
from guanmo.stages.members.rules import may_name
from guanmo.stages.organisations.errors import NotAllowed
from guanmo.stages.organisations.models import Organisation, User
from guanmo.stages.organisations.queries import access_of


@dataclass(frozen=True, slots=True)
class Naming:
    """Who is named as what, since when; the rest where the function asks for it."""

    function: DesignationFunction
    name: str
    started_on: date
    home_unit: str = ""
    engagement: Engagement | str = ""
    field: str = ""
    qualification: str = ""


@transaction.atomic
def designate(naming: Naming, *, organisation: Organisation, by: User | None) -> Designation:
    """Keep it. Raises NotAllowed, FactsRefused, AlreadyOpen (somebody else is, where only one can be)."""
    _check_namer(organisation, naming.function, by)
    check_day(naming.started_on)
    if naming.function == DesignationFunction.LEADER_IN_CHARGE and not naming.field.strip():
        raise FactsRefused(_("请写明分工：每名班子成员一个分管领域。"))
    with only_one(lambda: _held(organisation, naming.function)):
        named = Designation.objects.create(organisation=organisation, **asdict(naming))
    record("designation.made", named, by=by, function=naming.function, name=naming.name)
    return named


def _held(organisation: Organisation, function: DesignationFunction) -> AlreadyOpen:
    held = Designation.objects.filter(organisation=organisation, function=function, ended_on__isnull=True).get()
    return AlreadyOpen(_("现在由%(name)s担任。请先登记结束日期。") % {"name": held.name})


@transaction.atomic
def end_designation(named: Designation, *, on: date, by: User | None) -> None:
    """Note until when. Raises NotAllowed, FactsRefused."""
    _check_namer(named.organisation, DesignationFunction(named.function), by)
    check_end(named.started_on, on)
    Designation.objects.filter(pk=named.pk, ended_on__isnull=True).update(ended_on=on)
    record("designation.ended", named, by=by, on=on.isoformat())


@transaction.atomic
def record_designation_visit(named: Designation, *, on: date, matter: str, by: User | None) -> DesignationVisit:
    """Log one visit. Raises NotAllowed, FactsRefused."""
    check_keeper(named.organisation, by=by)
    check_day(on)
    visit = DesignationVisit.objects.create(designation=named, on=on, matter=matter, by=by)
    record("designation.visited", named, by=by, on=on.isoformat())
    return visit


def _check_namer(organisation: Organisation, function: DesignationFunction, by: User | None) -> None:
    if by is not None and not may_name(access_of(by), organisation, from_above=function in FROM_ABOVE):
        raise NotAllowed(_("这类人员由上级党组织选派、登记。"))


@dataclass(frozen=True, slots=True)
class Reserve:
    """Who is prepared, by which mentor, since when."""

    name: str
    birth_year: int
    education: Education
    mentor: str
    entered_on: date


@transaction.atomic
def enter_reserve_cadre(reserve: Reserve, *, organisation: Organisation, by: User | None) -> ReserveCadre:
    """Put a reserve cadre into the ledger. Raises NotAllowed, FactsRefused."""
    check_keeper(organisation, by=by)
    check_day(reserve.entered_on)
    cadre = ReserveCadre.objects.create(organisation=organisation, **asdict(reserve))
    record("reserve.entered", cadre, by=by)
    return cadre


@transaction.atomic
def end_reserve(cadre: ReserveCadre, *, on: date, by: User | None) -> None:
    """Take a reserve cadre out of the ledger. Raises NotAllowed, FactsRefused."""
    check_keeper(cadre.organisation, by=by)
    check_end(cadre.entered_on, on)
    ReserveCadre.objects.filter(pk=cadre.pk, left_on__isnull=True).update(left_on=on)
    record("reserve.left", cadre, by=by, on=on.isoformat())


@transaction.atomic
def record_measure(cadre: ReserveCadre, *, on: date, title: str, by: User | None) -> CultivationMeasure:
    """Note one measure of development. Raises NotAllowed, FactsRefused."""
    check_keeper(cadre.organisation, by=by)
    check_day(on)
    measure = CultivationMeasure.objects.create(cadre=cadre, on=on, title=title, by=by)
    record("reserve.developed", cadre, by=by, on=on.isoformat())
    return measure
