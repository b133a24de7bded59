"""A plan of visits before anyone travels: who goes where on which day, and how well that will tell organisations apart.

Source: S0-3.2-b to S0-3.2-d, fair.md 5. In a cross round the teams' townships are given, and only common places and extra
visits are added; in the county's round every judge is sent alone, which ties judges together best.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from guanmo.method.visit_days import TooFewDays, days_of
from guanmo.stages.organisations.models import User
from guanmo.stages.organisations.queries import townships
from guanmo.stages.rounds.enums import Attendance, Tier, VisitState
from guanmo.stages.rounds.models import Participant, Round, Visit
from guanmo.stages.rounds.queries.people import participants_of
from guanmo.stages.rounds.queries.reads import visits_of

if TYPE_CHECKING:
    from guanmo.method.visit_design import Place, Visitor

NAMED = 6
"""Not more names than these in one sentence."""

Panels = dict[str, tuple[str, ...]]
"""Organisation's code -> the judges (user names) who go there."""


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the county chooses: judges for each organisation, days, visits a day, places that everybody visits, whether the
    two best extra visits are made, and the text that decides between equals."""

    each: int = 3
    days: int = 3
    a_day: int = 4
    anchors: int = 0
    extras: bool = False
    seed: str = "1"


@dataclass(frozen=True, slots=True)
class PlannedVisit:
    """One organisation with the name of its township, its day and the judges who go there; ``anchor``: everybody who may."""

    visit: Visit
    township: str
    day: int
    people: Sequence[Participant]
    anchor: bool


@dataclass(frozen=True, slots=True)
class ExtraVisit:
    """One more visit that is worth its journey, and the mean expected error that it leaves."""

    visit: Visit
    person: Participant
    error: float
    parts: int


@dataclass(frozen=True, slots=True)
class Alternative:
    """The same plan with another number of judges for each organisation."""

    each: int
    error: float | None
    most: int


@dataclass(frozen=True, slots=True)
class VisitPlan:
    """``error`` and ``worst``: expected standard error of the difference of two organisations, in points, None where none can
    be compared. ``fewest_parts``: no visits of these judges leave fewer ``parts``. ``problem`` says why there is no plan; everything else is then empty."""

    wishes: Wishes
    visits: Sequence[PlannedVisit] = ()
    least: int = 0
    most: int = 0
    parts: int = 0
    fewest_parts: int = 0
    error: float | None = None
    worst: float | None = None
    bridges: Sequence[Participant] = ()
    extras: Sequence[ExtraVisit] = ()
    alternatives: Sequence[Alternative] = ()
    problem: str = ""


def visit_plan(user: User, round: Round, wishes: Wishes) -> VisitPlan:
    """The plan that these wishes give: always the same for the same people, organisations and wishes."""
    # The numerical libraries take a second to load; a server that plans no visits need not have them.
    from guanmo.method.visit_design import TooFewVisitors

    scene = _scene(user, round)
    if not scene.visits or not scene.people:
        return VisitPlan(wishes, problem=_("还没有观摩对象或者参加人员，不能安排走访。"))
    try:
        return _drawn_up(scene, round, wishes)
    except TooFewVisitors as short:
        name = scene.visits[short.place].organisation.short_name
        message = _("安排不下：%(name)s找不到%(each)d位可以去的评委。请减少每个组织的评委，或者增加天数、每天的个数。")
        return VisitPlan(wishes, problem=message % {"name": name, "each": wishes.each})
    except TooFewDays as short:
        name = scene.visits[short.place].organisation.short_name
        message = _("%(days)d天排不下：%(name)s没有合适的一天。请增加天数，或者增加每天的个数。")
        return VisitPlan(wishes, problem=message % {"name": name, "days": wishes.days})


@dataclass(frozen=True, slots=True)
class _Scene:
    visits: Mapping[str, Visit]
    people: Mapping[str, Participant]
    places: "list[Place]" = field(default_factory=list)
    visitors: "list[Visitor]" = field(default_factory=list)
    township_names: Mapping[str, str] = field(default_factory=dict)

    @property
    def area(self) -> dict[str, str]:
        return {one.name: one.area for one in self.places}


def _scene(user: User, round: Round) -> _Scene:
    from guanmo.method.visit_design import Place, Visitor

    due = visits_of(user, round).exclude(state=VisitState.EXCUSED)
    visits = {one.organisation.code: one for one in due}
    going = participants_of(user, round).exclude(attendance=Attendance.ABSENT).select_related("team__target")
    people = {one.user.username: one for one in going}
    return _Scene(
        visits,
        people,
        [Place(code, one.organisation.township_path) for code, one in visits.items()],
        # a county department's people score nothing below it either
        [Visitor(key, one.organisation.township_path) for key, one in people.items()],
        {one.path: one.short_name for one in townships()},
    )


def _drawn_up(scene: _Scene, round: Round, wishes: Wishes) -> VisitPlan:
    most = wishes.days * wishes.a_day
    panels = _stored(scene) if _is_stored(round, wishes) else _panels(scene, round, wishes, most)
    if alone := [scene.visits[code].organisation.short_name for code, panel in panels.items() if not panel]:
        message = _("还没有督导组去%(names)s。请先在“督导组”里安排去向，再来安排走访。")
        named = _("、").join(alone[:NAMED]) + (_("等") if len(alone) > NAMED else "")
        return VisitPlan(wishes, problem=message % {"names": named})
    days = {code: one.planned_day for code, one in scene.visits.items() if one.planned_day}
    if set(days) != set(panels) or not _is_stored(round, wishes):
        days = days_of(panels, scene.area, days=wishes.days, a_day=wishes.a_day)
    return _told(scene, round, wishes, panels, days)


def _told(scene: _Scene, round: Round, wishes: Wishes, panels: Panels, days: Mapping[str, int]) -> VisitPlan:
    """The plan with what it will tell, and the two visits more that would tell most."""
    from guanmo.method.visit_design import best_extras, fewest_parts, prospect

    most = wishes.days * wishes.a_day
    found = prospect(panels)
    extras = best_extras(panels, scene.places, scene.visitors, most=most, seed=wishes.seed)
    loads = Counter(one for panel in panels.values() for one in panel)
    visits = [_planned(scene, code, panel, days[code]) for code, panel in panels.items()]
    return VisitPlan(
        wishes,
        visits=sorted(visits, key=lambda one: (one.day, one.visit.organisation.path)),
        least=min(loads[key] for key in scene.people),
        most=max(loads.values()),
        parts=found.parts,
        fewest_parts=fewest_parts(scene.places, scene.visitors),
        error=found.error,
        worst=found.worst,
        bridges=[scene.people[key] for key in found.bridges],
        extras=[ExtraVisit(scene.visits[one.place], scene.people[one.visitor], one.error, one.parts) for one in extras],
        alternatives=[] if round.tier == Tier.CROSS else _alternatives(scene, wishes, most),
    )


def _is_stored(round: Round, wishes: Wishes) -> bool:
    """Whether these are the wishes of the plan in force; what it decided is then shown, not drawn up again."""
    kept = {key: value for key, value in round.visit_plan.items() if key in Wishes.__slots__}
    return kept == asdict(wishes)


def _stored(scene: _Scene) -> Panels:
    """Who goes where by the plan in force; who came later goes everywhere but home."""
    area, home = scene.area, {one.name: one.area for one in scene.visitors}
    return {
        code: tuple(
            sorted(
                key
                for key, one in scene.people.items()
                if not one.is_sent_elsewhere(visit.organisation) and not (home[key] and home[key] == area[code])
            )
        )
        for code, visit in scene.visits.items()
    }


def _planned(scene: _Scene, code: str, panel: Sequence[str], day: int) -> PlannedVisit:
    area = scene.area[code]
    may = sum(not one.area or one.area != area for one in scene.visitors)
    return PlannedVisit(
        scene.visits[code],
        scene.township_names.get(area, ""),
        day,
        [scene.people[key] for key in panel],
        len(panel) == may,
    )


def _panels(scene: _Scene, round: Round, wishes: Wishes, most: int) -> Panels:
    from guanmo.method.visit_design import assign, best_extras

    each = 0 if round.tier == Tier.CROSS else wishes.each
    panels = assign(scene.places, scene.visitors, each=each, most=most, seed=wishes.seed, anchors=wishes.anchors)
    if round.tier == Tier.CROSS:
        panels = {code: panel or _team_panel(scene, code) for code, panel in panels.items()}
    if wishes.extras and all(panels.values()):
        for one in best_extras(panels, scene.places, scene.visitors, most=most, seed=wishes.seed):
            panels[one.place] = tuple(sorted((*panels[one.place], one.visitor)))
    return panels


def _team_panel(scene: _Scene, code: str) -> tuple[str, ...]:
    """The members of the teams that are sent to the township of an organisation."""
    where = scene.visits[code].organisation.township_path
    sent = (key for key, one in scene.people.items() if one.team and one.team.target and one.team.target.path == where)
    return tuple(sorted(sent))


def _alternatives(scene: _Scene, wishes: Wishes, most: int) -> list[Alternative]:
    from guanmo.method.visit_design import TooFewVisitors, assign, prospect

    found = []
    for each in range(max(wishes.each - 1, 1), wishes.each + 3):
        try:
            panels = assign(
                scene.places, scene.visitors, each=each, most=most, seed=wishes.seed, anchors=wishes.anchors
            )
        except TooFewVisitors:
            break
        loads = Counter(one for panel in panels.values() for one in panel)
        found.append(Alternative(each, prospect(panels).error, max(loads.values())))
    return found


def plan_problem(round: Round) -> str:
    """The sentence that says that the plan of visits no longer fits the round; empty when the round may open."""
    if not round.visit_plan:
        return ""
    people = list(round.participants.exclude(attendance=Attendance.ABSENT).select_related("user"))
    if late := [str(one.user) for one in people if one.route is None]:
        return _("走访安排以后又增加了参加人员：%(names)s。请重新安排走访，或者取消安排。") % {
            "names": _("、").join(late)
        }
    reached: set[Any] = {place for one in people for place in one.route}
    due = round.visits.exclude(state=VisitState.EXCUSED).select_related("organisation")
    if alone := [one.organisation.short_name for one in due if one.organisation_id not in reached]:
        return _("按走访安排，没有评委去%(names)s。请重新安排走访，或者取消安排。") % {"names": _("、").join(alone)}
    return ""
