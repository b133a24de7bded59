"""The page on which visits are planned: what a plan will tell, what two more visits would buy, who goes where."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from guanmo.desk.rounds.plan_form import PlanForm
from guanmo.stages.organisations.models import User
from guanmo.stages.organisations.queries import access_of
from guanmo.stages.rounds.enums import BEFORE
from guanmo.stages.rounds.models import Round
from guanmo.stages.rounds.queries import VisitPlan, plan_problem, visit_plan
from guanmo.stages.rounds.rules import may_lead

REACH = 2
"""Differences below so many standard errors cannot be told from chance (about 95 of 100)."""

WORTH = 0.02
"""A visit that lowers the expected error by less than this share of it is not worth its journey."""


@dataclass(frozen=True, slots=True)
class PlanPage:
    """``plan`` is None while the form is wrong; ``told`` are the sentences on what the plan can tell."""

    form: PlanForm
    plan: VisitPlan | None
    told: Sequence[str]
    warnings: Sequence[str]
    bought: Sequence[str]
    may_plan: bool
    outdated: str
    chosen: Sequence[tuple[str, object]]


def plan_page(user: User, round: Round, form: PlanForm) -> PlanPage:
    """The page for a form that is filled with the wishes looked at."""
    plan = visit_plan(user, round, form.wishes) if form.is_valid() else None
    fits = plan if plan and not plan.problem else None
    return PlanPage(
        form=form,
        plan=plan,
        told=tuple(_told(fits)) if fits else (),
        warnings=tuple(_warnings(fits)) if fits else (),
        bought=tuple(_bought(fits)) if fits else (),
        may_plan=round.state in BEFORE and may_lead(access_of(user), round.tier, round.organiser.path),
        outdated=plan_problem(round),
        chosen=[(name, value) for name, value in form.cleaned_data.items() if value is not False] if fits else [],
    )


def _told(plan: VisitPlan) -> Iterator[str]:
    load = f"{plan.least}" if plan.least == plan.most else f"{plan.least}–{plan.most}"
    yield _("%(visits)d个组织，每位评委去%(load)s个。") % {"visits": len(plan.visits), "load": load}
    if plan.error is not None and plan.worst is not None:
        yield _(
            "两个组织的分差，预计误差平均%(error).1f分，最大%(worst).1f分。也就是说，校正以后相差不到%(reach).0f分的，一般分不出高低。"
        ) % {"error": plan.error, "worst": plan.worst, "reach": REACH * plan.error}


def _warnings(plan: VisitPlan) -> Iterator[str]:
    if plan.parts > 1:
        yield _("这样走访，组织分成%(parts)d组，组与组之间没有共同的评委，谁严谁宽分不清，结果不能放在一起比。") % {
            "parts": plan.parts
        } + _way_out(plan)
    if plan.bridges:
        yield _("只靠一个人连起来的比较：%(names)s。这些人一旦打偏，谁也看不出来。") % {
            "names": _("、").join(str(one.user) for one in plan.bridges)
        }


def _way_out(plan: VisitPlan) -> str:
    if plan.fewest_parts > 1:
        return _("这些评委怎么走访，至少都分成%(fewest)d组：请再请别的乡镇（街道）或者县里的评委参加。") % {
            "fewest": plan.fewest_parts
        }
    return _("增加共同走访点，或者加上建议的走访，可以连起来。")


def _bought(plan: VisitPlan) -> Iterator[str]:
    """What each of the two best extra visits would leave of the error, and whether that is much."""
    before, parts = plan.error, plan.parts
    for one in plan.extras:
        words = _("%(person)s再去%(place)s：预计误差平均%(error).2f分") % {
            "person": one.person.user,
            "place": one.visit.organisation.short_name,
            "error": one.error,
        }
        joined = _("，把%(before)d组连成%(after)d组。") % {"before": parts, "after": one.parts}
        yield words + (joined if one.parts < parts else _saved(before, one.error))
        before, parts = one.error, one.parts


def _saved(before: float | None, after: float) -> str:
    if before is None:
        return _("。")
    saved = before - after
    if saved < WORTH * before:
        return _("，只少%(saved).2f分，不值得跑。") % {"saved": saved}
    return _("，少%(saved).2f分。") % {"saved": saved}
