"""Open a development case, keep its checks and entries, and take it a stage on (S1-V-3.1, S1-E-3.1-a, S4-15a).

The branch cultivates: it opens the case and enters recommendations, appraisals, notices and education. The superior alone
reviews the qualification and approves each stage (S4-15g).
"""

from dataclasses import asdict, dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from guanmo.audit.record import record
from guanmo.method.development import targets
from guanmo.stages.members.domain.check_keeper import check_keeper
from guanmo.stages.members.enums import CultivationKind, DevelopmentCheckKind, Education, RecommendingBody, Sex
from guanmo.stages.members.errors import FactsRefused, WrongStep
from guanmo.stages.members.models import (
    CultivationEntry,
    Development,
    DevelopmentCheck,
    DevelopmentStep,
    KinshipDeclaration,
)
from guanmo.stages.members.rules import may_approve
from guanmo.stages.organisations.errors import NotAllowed
from guanmo.stages.organisations.models import Organisation, User
from guanmo.stages.organisations.queries import access_of

YOUNGEST = 18


@dataclass(frozen=True, slots=True)
class Application:
    """Who applied, when, recommended by whom, and who answers for the case."""

    name: str
    sex: Sex
    birth_year: int
    education: Education
    applied_on: date
    recommended_by: RecommendingBody
    contact_person: str


@transaction.atomic
def open_development(application: Application, *, organisation: Organisation, by: User | None) -> Development:
    """Open a case. Raises NotAllowed, FactsRefused."""
    check_keeper(organisation, by=by)
    check_day(application.applied_on)
    if application.applied_on.year - application.birth_year < YOUNGEST:
        raise FactsRefused(_("申请时不满 %(years)d 岁。请核对出生年份和申请日期。") % {"years": YOUNGEST})
    case = Development.objects.create(organisation=organisation, since=application.applied_on, **asdict(application))
    DevelopmentStep.objects.create(
        development=case, target=case.state, on=case.since, papers=gettext_noop("入党申请书"), by=by
    )
    record("development.opened", case, by=by)
    return case


@transaction.atomic
def record_check(
    case: Development, kind: DevelopmentCheckKind, *, passed: bool, on: date, body: str, by: User | None
) -> DevelopmentCheck:
    """Keep the result of one check; the superior alone reviews. Raises NotAllowed, FactsRefused, WrongStep (it is over)."""
    check_keeper(case.organisation, by=by)
    _check_open(case)
    if kind == DevelopmentCheckKind.QUALIFICATION_REVIEW:
        check_approver(case, by=by)
    check_day(on)
    check = DevelopmentCheck.objects.create(development=case, kind=kind, passed=passed, on=on, body=body, by=by)
    record("development.checked", case, by=by, kind=kind, passed=passed, on=on.isoformat())
    return check


@transaction.atomic
def record_cultivation(
    case: Development, kind: CultivationKind, *, on: date, title: str, by: User | None
) -> CultivationEntry:
    """Keep one entry of education or observation (S1-E-3.1-b). Raises NotAllowed, FactsRefused."""
    check_keeper(case.organisation, by=by)
    check_day(on)
    entry = CultivationEntry.objects.create(development=case, kind=kind, on=on, title=title, by=by)
    record("development.cultivated", case, by=by, kind=kind, on=on.isoformat())
    return entry


@transaction.atomic
def declare_kinship(case: Development, *, kinship: bool, filed_on: date, by: User | None) -> None:
    """Keep the yes or no and the day of its filing (S4-15k), beside those before. Raises NotAllowed, FactsRefused, WrongStep."""
    check_keeper(case.organisation, by=by)
    _check_open(case)
    check_day(filed_on)
    KinshipDeclaration.objects.create(development=case, kinship=kinship, filed_on=filed_on, by=by)
    record("development.kinship_declared", case, by=by, kinship=kinship, filed_on=filed_on.isoformat())


def _check_open(case: Development) -> None:
    """Wait for whoever takes a step, then raise WrongStep when the case is over."""
    held = Development.objects.select_for_update().get(pk=case.pk)
    if not targets(held.state):
        raise WrongStep(_("这件已经办结（%(state)s），不能再登记。") % {"state": held.get_state_display()})


def check_approver(case: Development, *, by: User | None) -> None:
    """Raise NotAllowed unless the superior (or the system, None) acts."""
    if by is not None and not may_approve(access_of(by), case.organisation):
        raise NotAllowed(_("由上级党组织审查和批准，培养单位自己不能批。"))


def check_day(day: date) -> None:
    """Raise FactsRefused for a day that is still to come."""
    if day > timezone.localdate():
        raise FactsRefused(_("日期还没有到。请核对。"))


def check_end(start: date, end: date) -> None:
    """Raise FactsRefused for an end that is still to come or before the start."""
    check_day(end)
    if end < start:
        raise FactsRefused(_("结束日期早于开始日期。请核对。"))
