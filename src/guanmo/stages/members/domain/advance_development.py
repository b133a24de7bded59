"""Take a development case to its next stage: through the gate, with papers, by the superior (S4-15a, S4-15g)."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from guanmo.audit.record import record
from guanmo.method.development import Intervals, Obstacles, obstacles
from guanmo.stages.members.domain.develop import check_approver, check_day
from guanmo.stages.members.domain.enter_member import enter_member
from guanmo.stages.members.domain.facts import MemberFacts, usual_type
from guanmo.stages.members.domain.take_off_roster import take_off_roster
from guanmo.stages.members.enums import (
    DevelopmentCheckKind,
    DevelopmentState,
    Leaving,
    Membership,
    OfficeStatus,
)
from guanmo.stages.members.errors import FactsRefused, WrongStep
from guanmo.stages.members.models import Development, DevelopmentStep, Member, MemberChange
from guanmo.stages.members.queries import limits, passed_checks
from guanmo.stages.organisations.models import User


@transaction.atomic
def advance_development(
    case: Development, target: DevelopmentState, *, on: date, papers: str, by: User | None
) -> DevelopmentStep:
    """Take the step and keep it. Raises NotAllowed, FactsRefused, WrongStep with everything that is missing."""
    case = Development.objects.select_for_update(of=("self",)).select_related("organisation", "member").get(pk=case.pk)
    check_approver(case, by=by)
    check_day(on)
    if on < case.since:
        raise FactsRefused(_("这一步的日期早于本阶段的起始日期。请核对。"))
    found = obstacles_before(case, target, on)
    if found:
        raise WrongStep(sentence_of(case, target, found))
    step = DevelopmentStep.objects.create(
        development=case, source=case.state, target=target, on=on, papers=papers, by=by
    )
    case.state, case.since = target, on
    case.save(update_fields=["state", "since"])
    _keep_roster(case, by)
    record(f"development.{target}", case, by=by, on=on.isoformat(), papers=papers)
    return step


def obstacles_before(case: Development, target: str, on: date) -> Obstacles:
    """What stands between the case and a stage on a day."""
    held = limits()
    intervals = Intervals(cultivation=held.cultivation_months, probation=held.probation_months)
    return obstacles(case.state, target, since=case.since, on=on, passed=passed_checks(case), intervals=intervals)


def sentence_of(case: Development, target: DevelopmentState, found: Obstacles) -> str:
    """The obstacles as one sentence that says what to do."""
    if found.no_gate:
        words = {"state": case.get_state_display(), "target": target.label}
        return _("现在是“%(state)s”，不能直接转为“%(target)s”。发展党员不能跳过阶段。") % words
    parts = []
    if found.missing:
        parts.append(_("本阶段还缺：%(checks)s。") % {"checks": _("、").join(map(check_label, found.missing))})
    if found.earliest:
        parts.append(_("最早 %(day)s 才满规定时间。") % {"day": found.earliest.isoformat()})
    return "".join(parts)


def check_label(check: str) -> str:
    """A check of the method in the words of the page."""
    if check == "kinship_declaration":
        return _("近亲属情况申报")
    return str(DevelopmentCheckKind(check).label)


def _keep_roster(case: Development, by: User | None) -> None:
    """A probationary member stands on the roster from the day of admission; the later steps change that row."""
    if case.state == DevelopmentState.PROBATIONARY:
        case.member = enter_member(_facts(case), organisation=case.organisation, by=by)
        case.save(update_fields=["member"])
    elif case.member and case.state == DevelopmentState.FULL:
        Member.objects.filter(pk=case.member.pk).update(membership=Membership.FULL, full_on=case.since)
        changes = {"membership": ["probationary", "full"], "full_on": [None, case.since.isoformat()]}
        MemberChange.objects.create(member=case.member, changes=changes, reason=gettext_noop("预备党员转正"), by=by)
    elif case.member and case.state == DevelopmentState.DISQUALIFIED:
        take_off_roster(case.member, left_on=case.since, leaving=Leaving.ENDED, by=by)


def _facts(case: Development) -> MemberFacts:
    return MemberFacts(
        name=case.name,
        membership=Membership.PROBATIONARY,
        type=usual_type(case.organisation),
        office_status=OfficeStatus.WITHOUT_OFFICE,
        joined_on=case.since,
        sex=case.sex,
        birth_year=case.birth_year,
        education=case.education,
    )
