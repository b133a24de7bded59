"""What the user may do next with a round, and what still stands in the way."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from guanmo.desk.rounds.presenters.intake import before_the_close
from guanmo.stages.organisations.models import User
from guanmo.stages.organisations.queries import access_of
from guanmo.stages.results.queries import lacking_a_tier
from guanmo.stages.rounds.enums import RoundState, VisitState
from guanmo.stages.rounds.models import Round, Visit
from guanmo.stages.rounds.queries import leader_problem, plan_problem, teams_problem, tier_order_problem
from guanmo.stages.rounds.rules import may_create, may_lead, may_run


@dataclass(frozen=True, slots=True)
class NextStep:
    """The buttons of a round. ``blocked`` says what must be done before; ``override`` is the tier order's refusal.

    ``left_out`` says who could not be ranked, and whose sheets the close would leave out or undecided; it forbids nothing.
    """

    edit: bool = False
    schedule: bool = False
    draft: bool = False
    open: bool = False
    override: str = ""
    score: bool = False
    missing: int = 0
    attendance: bool = False
    blocked: Sequence[str] = ()
    left_out: Sequence[str] = ()

    @property
    def any(self) -> bool:
        return self.edit or self.schedule or self.draft or self.open or self.score or bool(self.blocked)


def next_step(user: User, round: Round, *, rows: Sequence[Visit], unknown: int, missing: int) -> NextStep:
    """``unknown``: people whose attendance is not recorded; ``missing``: sheets not yet received."""
    access, path = access_of(user), round.organiser.path
    leads, runs = may_lead(access, round.tier, path), may_run(access, round.tier, path)
    attendance = runs and not round.scoring_is_over
    if round.state == RoundState.DRAFT:
        edit = may_create(access, round.tier, path)
        return NextStep(edit=edit, schedule=leads, attendance=attendance, left_out=_unrankable(user, round))
    if round.state == RoundState.SCHEDULED and leads:
        return _opening(user, round, attendance)
    if round.state == RoundState.IN_PROGRESS and leads:
        blocked = _before_the_close(rows, unknown)
        left_out = [*_unrankable(user, round), *before_the_close(user, round)] if not blocked else []
        return NextStep(score=not blocked, missing=missing, attendance=attendance, blocked=blocked, left_out=left_out)
    return NextStep(attendance=attendance)


def _opening(user: User, round: Round, attendance: bool) -> NextStep:
    """Only the county leads a round of a later tier, so that the override is its own."""
    problem = leader_problem(round) or teams_problem(round) or plan_problem(round)
    override = tier_order_problem(round)
    return NextStep(
        draft=True,
        open=not problem,
        override=override,
        attendance=attendance,
        blocked=[problem] if problem else [],
        left_out=_unrankable(user, round),
    )


def _unrankable(user: User, round: Round) -> list[str]:
    """Who could not be ranked because another tier that weighs gave no score yet."""
    names = lacking_a_tier(user, round)
    if not names:
        return []
    return [
        _("按层级加权，还缺少其他层级得分的有%(count)d个组织：%(names)s。结束打分时仍然没有的，不能排名。")
        % {"count": len(names), "names": _("、").join(names[:6]) + (_("等") if len(names) > 6 else "")}
    ]


def _before_the_close(visits: Sequence[Visit], unknown: int) -> list[str]:
    over = (VisitState.CLOSED, VisitState.EXCUSED)
    names = [visit.organisation.short_name for visit in visits if visit.state not in over]
    blocked = []
    if names:
        shown = _("、").join(names[:6]) + (_("等") if len(names) > 6 else "")
        blocked.append(_("还有%(count)d个组织的观摩没有结束：%(names)s。") % {"count": len(names), "names": shown})
    if unknown:
        blocked.append(_("还有%(count)d名同志没有登记是否参加。") % {"count": unknown})
    return blocked
