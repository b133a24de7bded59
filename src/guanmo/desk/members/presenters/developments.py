"""What the pages of development cases show: the cases by stage, and of one what is there and what is missing."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from guanmo.desk.members.presenters.units import own_unit
from guanmo.desk.members.shapes import Cell, Table, Turn, turned
from guanmo.desk.structure.presenters.regulations import bases
from guanmo.method.development import GATES, STAGES
from guanmo.stages.members.domain.advance_development import check_label, obstacles_before
from guanmo.stages.members.enums import MASS_ORGANISATIONS, DevelopmentState
from guanmo.stages.members.models import Development, DevelopmentStep
from guanmo.stages.members.queries import developments, without_education
from guanmo.stages.members.rules import may_approve, may_keep
from guanmo.stages.organisations.models import Organisation, User
from guanmo.stages.organisations.queries import access_of
from guanmo.ui.shapes import Choice, Kpi, Step, TimelineEntry


@dataclass(frozen=True, slots=True)
class CasesPage:
    """All cases within reach. ``unit`` is the organisation for which the user opens new ones."""

    kpis: Sequence[Kpi]
    stages: Sequence[Choice]
    table: Table
    unit: Organisation | None


@dataclass(frozen=True, slots=True)
class Requirement:
    """One thing that the next stage asks for."""

    label: str
    done: bool


@dataclass(frozen=True, slots=True)
class CasePage:
    """One case. ``following`` names the next stage, ``earliest`` the first day on which it may be reached."""

    facts: Sequence[tuple[str, object]]
    steps: Sequence[Step]
    following: str
    requirements: Sequence[Requirement]
    earliest: object
    checks: Table
    cultivation: Table
    history: Sequence[TimelineEntry]
    may_keep: bool
    may_approve: bool


def cases_page(user: User, asked: Mapping[str, str]) -> CasesPage:
    """The cases as the user may see them, of the stage and page that are asked for; an unknown stage means all."""
    state = asked.get("state", "")
    cases = list(developments(user))
    late = set(without_education(user, timezone.localdate()).values_list("pk", flat=True))
    shown = [one for one in cases if one.state == state] if state in DevelopmentState.values else cases
    mass = sum(one.recommended_by in MASS_ORGANISATIONS for one in cases)
    return CasesPage(
        kpis=(
            Kpi(_("发展党员"), len(cases), _("件"), "user-plus"),
            Kpi(_("群团组织推荐"), mass, _("名"), "megaphone"),
            Kpi(_("超期没有培养教育"), len(late), _("名"), "book-open", tone="bad" if late else "plain"),
        ),
        stages=_stages(cases, state),
        table=_table(turned(sorted(shown, key=lambda one: one.pk not in late), asked, "page"), late),
        unit=own_unit(user),
    )


def _stages(cases: Sequence[Development], state: str) -> list[Choice]:
    counted, path = Counter(one.state for one in cases), reverse("desk:developments-list")
    choices = [Choice(_("全部"), path, state not in counted, len(cases))]
    return choices + [
        Choice(one.label, f"{path}?state={one}", one == state, counted[one]) for one in DevelopmentState if counted[one]
    ]


def _table(cases: Turn[Development], late: set[int]) -> Table:
    head = (_("姓名"), _("党组织名称"), _("阶段"), _("本阶段起始日期"), _("上次培养教育"))
    rows = [
        (
            Cell(one.name, url=reverse("desk:developments-detail", args=[one.uuid])),
            Cell(one.organisation.short_name),
            Cell(one.get_state_display(), tone="info"),
            Cell(one.since.isoformat()),
            Cell(one.educated_on or _("还没有"), tone="bad" if one.pk in late else ""),  # type: ignore[attr-defined]
        )
        for one in cases
    ]
    return Table(_("发展党员工作"), head, rows, empty=_("这里还没有入党申请人。"), page=cases)


def case_page(user: User, case: Development) -> CasePage:
    """One case that the user may see."""
    access = access_of(user)
    following = _following(case)
    waits = obstacles_before(case, following, timezone.localdate()) if following else None
    return CasePage(
        facts=[*_facts(case), *_basis(user)],
        steps=_steps(case),
        following=str(DevelopmentState(following).label) if following else "",
        requirements=_requirements(case, following),
        earliest=waits.earliest if waits else None,
        checks=_checks(case),
        cultivation=_cultivation(case),
        history=[_entry(step) for step in reversed(case.steps.all())],
        may_keep=may_keep(access, case.organisation.path),
        may_approve=bool(following) and may_approve(access, case.organisation),
    )


def _basis(user: User) -> list[tuple[str, object]]:
    """The regulation by which the stages follow one another (S4-23d)."""
    return [(_("程序和期限"), words) for words in bases(user, ("cultivation_months",)).values()]


def _following(case: Development) -> str:
    """The next stage of the way; none once the case is over."""
    ahead = {"deferred": "activist", "probation_extended": "full"}
    if case.state in STAGES[:-1]:
        return STAGES[STAGES.index(case.state) + 1]
    return ahead.get(case.state, "")


def _requirements(case: Development, following: str) -> list[Requirement]:
    if not following:
        return []
    missing = obstacles_before(case, following, timezone.localdate()).missing
    return [Requirement(check_label(one), one not in missing) for one in GATES[case.state, following].checks]


def _facts(one: Development) -> list[tuple[str, object]]:
    return [
        (_("党组织名称"), one.organisation.name),
        (_("性别"), one.get_sex_display()),
        (_("出生年份"), one.birth_year),
        (_("学历"), one.get_education_display()),
        (_("申请日期"), one.applied_on.isoformat()),
        (_("推荐单位"), one.get_recommended_by_display()),
        (_("培养联系人"), one.contact_person),
        (_("与“两委”成员有近亲属关系"), _kinship(one)),
    ]


def _kinship(case: Development) -> str:
    """Every declaration, the one that holds first."""
    declared = [(_("有") if one.kinship else _("没有"), one.filed_on) for one in case.kinship_declarations.all()]
    return _("；").join(f"{word}（{on:%Y-%m-%d}）" for word, on in declared) or _("还没有申报")


def _steps(case: Development) -> list[Step]:
    reached = {step.target: step.on for step in case.steps.all()}
    state = "probationary" if case.state in ("probation_extended", "disqualified") else case.state
    at = STAGES.index(state) if state in STAGES else max(STAGES.index(one) for one in reached if one in STAGES)
    return [
        Step(
            DevelopmentState(stage).label,
            "current" if number == at else "done" if number < at else "todo",
            reached.get(stage, "") if number <= at else "",
        )
        for number, stage in enumerate(STAGES)
    ]


def _checks(case: Development) -> Table:
    head = (_("事项"), _("结果"), _("日期"), _("组织单位"))
    rows = [
        (
            Cell(one.get_kind_display()),
            Cell(_("通过") if one.passed else _("未通过"), tone="good" if one.passed else "bad"),
            Cell(one.on.isoformat()),
            Cell(one.body),
        )
        for one in case.checks.all()
    ]
    return Table(_("程序事项"), head, rows, note=_("双推、双评、公示、审查"), empty=_("还没有登记。"))


def _cultivation(case: Development) -> Table:
    rows = [(Cell(one.on.isoformat()), Cell(one.get_kind_display()), Cell(one.title)) for one in case.cultivation.all()]
    return Table(_("培养考察"), (_("日期"), _("类别"), _("做了什么")), rows, empty=_("还没有登记。"))


def _entry(step: DevelopmentStep) -> TimelineEntry:
    words = {"title": step.get_target_display(), "on": step.on.isoformat()}
    by = step.by.name if step.by else _("系统")
    return TimelineEntry(_("%(title)s（%(on)s）") % words, step.at, by=by, note=_(step.papers), tone="info")
