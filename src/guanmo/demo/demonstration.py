"""The demo county's demonstration rounds: last quarter's scored and ranked, next quarter's being planned.

Last quarter's weighs the townships' internal rounds, was travelled by a plan, and has something to ask about: two townships
are kind to each other.
"""

from datetime import date, timedelta
from decimal import Decimal
from random import Random

from guanmo.demo.ballots import Habits, Judging
from guanmo.demo.rounds import CLASSES, close_visits, secretary_of
from guanmo.lib.period import Quarter
from guanmo.method.aggregation import OfficialRule
from guanmo.method.weights import weights_of
from guanmo.procedures.close_scoring import close_scoring
from guanmo.stages.organisations.enums import VILLAGE_LEVEL
from guanmo.stages.organisations.models import Organisation, User
from guanmo.stages.organisations.queries import subordinates
from guanmo.stages.rounds.domain.create_round import Proposal, create_round
from guanmo.stages.rounds.domain.open_round import open_round
from guanmo.stages.rounds.domain.plan_visits import plan_visits
from guanmo.stages.rounds.domain.schedule_round import schedule_round
from guanmo.stages.rounds.enums import Attendance, Tier
from guanmo.stages.rounds.models import Round
from guanmo.stages.rounds.queries import Wishes, county_itself

BY_TIER = OfficialRule(
    tiers=weights_of({Tier.INTERNAL.value: Decimal(40), Tier.COUNTY_DEMONSTRATION.value: Decimal(60)})
)
POINTS = 6
PLAN = Wishes(each=12, days=6, a_day=3, anchors=1)


def build_demonstrations(seen: list[Organisation], townships: list[Organisation], today: date) -> None:
    """``seen`` are the townships whose internal round of last quarter is over; each shows six of its villages."""
    this_quarter = Quarter.of(today)
    last_quarter = Quarter.of(this_quarter.first_day - timedelta(days=1))
    _ranked(seen, last_quarter)
    _draft([one for t in townships for one in _points(t, 2)], this_quarter.next(), OfficialRule())


def _points(township: Organisation, number: int) -> list[Organisation]:
    """Villages of a township, the first one left out: it was excused in the internal round."""
    return list(subordinates(township, VILLAGE_LEVEL)[1 : number + 1])


def _draft(points: list[Organisation], quarter: Quarter, official: OfficialRule) -> Round:
    county = county_itself()
    assert county is not None
    proposal = Proposal(
        tier=Tier.COUNTY_DEMONSTRATION,
        organiser=county,
        period=quarter,
        starts_on=quarter.last_day - timedelta(days=20),
        deadline=quarter.last_day,
        official=official,
        classes=CLASSES,
    )
    return create_round(proposal, targets=points, by=User.objects.get(username="xian"))


def _ranked(seen: list[Organisation], quarter: Quarter) -> None:
    by = User.objects.get(username="xian")
    round = _draft([one for township in seen for one in _points(township, POINTS)], quarter, BY_TIER)
    plan_visits(round, PLAN, by=by)
    round = Round.objects.get(pk=round.pk)
    schedule_round(round, by=by)
    open_round(round, override_reason="先行试点，交叉观摩下季度开展", by=by)
    round.participants.update(attendance=Attendance.ATTENDED)
    visits = list(round.visits.select_related("organisation", "sheet").order_by("planned_day", "organisation__path"))
    for visit in visits:
        visit.round = round
    close_visits(visits, secretary_of(seen[0]), round.starts_on, a_day=6)
    judges = list(round.participants.select_related("organisation", "user", "team__target"))
    habits = Habits(friends=frozenset({seen[2].path, seen[3].path}))
    Judging(round, Random(20260702), habits).score(visits, judges)
    close_scoring(Round.objects.get(pk=round.pk), reason="", by=by)
