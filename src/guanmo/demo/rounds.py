"""The demo county's rounds: last quarter's closed in four townships, this quarter's open in one."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from random import Random

from django.utils import timezone

from guanmo.demo import names
from guanmo.demo.ballots import Habits, Judging
from guanmo.demo.county import SHOWCASE
from guanmo.lib.period import Quarter
from guanmo.method.aggregation import Method, OfficialRule
from guanmo.method.classification import ClassRule
from guanmo.method.weights import weights_of
from guanmo.procedures.answer_filing import answer_filing
from guanmo.procedures.close_scoring import close_scoring
from guanmo.procedures.file_with_county import file_with_county
from guanmo.stages.organisations.enums import Duty
from guanmo.stages.organisations.models import Organisation, User
from guanmo.stages.organisations.queries import appointments
from guanmo.stages.results.domain.classify import confirm_classes
from guanmo.stages.results.enums import Answer
from guanmo.stages.rounds.domain.create_round import Proposal, create_round
from guanmo.stages.rounds.domain.open_round import open_round
from guanmo.stages.rounds.domain.record_visit import praise
from guanmo.stages.rounds.domain.schedule_round import schedule_round
from guanmo.stages.rounds.enums import Attendance, JudgeGroup, Part, Tier, VisitState
from guanmo.stages.rounds.models import Participant, Round, Visit, VisitPart
from guanmo.stages.scoring.domain.freeze_proposals import freeze_proposals

OFFICIAL = OfficialRule(method=Method.TRIMMED_MEAN, drop=1)
CLASSES = ClassRule("score", Decimal(92), Decimal(84))
BY_GROUP = replace(OFFICIAL, groups=weights_of({JudgeGroup.TOWNSHIP.value: 60, JudgeGroup.BASIC.value: 40}))
"""The showcase weighs the township's own team and the secretaries of villages differently."""
JUDGES = 6
TEAM, SECRETARIES = 4, 5
FLAT = "柳河乡"
"""Where one judge gives everybody much the same."""
WITH_ROUNDS = 4


def build_rounds(townships: list[Organisation], today: date) -> list[Round]:
    """Close last quarter's round in the first four townships and open this quarter's in the showcase.

    The others held none, so that the county sees what is overdue. Returns the closed rounds.
    """
    random = Random(20260701)
    this_quarter = Quarter.of(today)
    last_quarter = Quarter.of(this_quarter.first_day - timedelta(days=1))
    county_admin = User.objects.get(username="xian")
    closed = []
    for number, township in enumerate(townships[:WITH_ROUNDS], start=1):
        secretary = secretary_of(township)
        round = opened(township, last_quarter, secretary)
        visit_all(round, random, last_quarter.first_day + timedelta(days=50))
        close_scoring(round, reason="", by=secretary)
        round = Round.objects.get(pk=round.pk)
        confirm_classes(round, {}, by=secretary)
        filing = file_with_county(round, by=secretary)
        if number != WITH_ROUNDS:
            answer_filing(filing, Answer.ACCEPTED, by=county_admin)
        closed.append(Round.objects.get(pk=round.pk))
        if township.short_name == SHOWCASE:
            _open_one(township, this_quarter, secretary, random, today)
    return closed


def secretary_of(township: Organisation) -> User:
    """The sitting secretary of a township."""
    return appointments().get(post__organisation=township, post__duty=Duty.SECRETARY).user


def opened(township: Organisation, quarter: Quarter, secretary: User, *, objection_days: int = 0) -> Round:
    proposal = Proposal(
        tier=Tier.INTERNAL,
        organiser=township,
        period=quarter,
        starts_on=quarter.first_day + timedelta(days=9),
        deadline=quarter.last_day,
        official=BY_GROUP if township.short_name == SHOWCASE else OFFICIAL,
        classes=CLASSES,
        objection_days=objection_days,
    )
    round = create_round(proposal, by=secretary)
    schedule_round(round, by=secretary)
    begun = open_round(round, by=secretary)
    if township.short_name == SHOWCASE:
        freeze_proposals(begun, on=min(begun.starts_on, timezone.localdate()))
    return begun


def visit_all(round: Round, random: Random, day: date) -> None:
    """Every visit made and closed, everybody's attendance recorded, every sheet in."""
    present = _record_attendance(round)
    visits = list(round.visits.select_related("organisation", "sheet"))
    for visit in visits:
        visit.round = round
    close_visits(visits[1:], secretary_of(round.organiser), day)
    visits[0].state, visits[0].excuse = VisitState.EXCUSED, "村部搬迁，下季度补看"
    visits[0].save(update_fields=["state", "excuse"])
    flat = [one.pk for one in present[2:3] if round.organiser.short_name == FLAT]
    Judging(round, random, Habits(flat=frozenset(flat))).score(visits[1:], present)
    for visit in random.sample(visits[1:], 2):
        praise(visit, text=random.choice(names.STRENGTHS), by=secretary_of(round.organiser))


def _record_attendance(round: Round) -> list[Participant]:
    people = list(round.participants.select_related("organisation", "user"))
    present = _present(round, people)
    for person in people:
        person.attendance = Attendance.ATTENDED if person in present else Attendance.ABSENT
        person.absence_reason = "" if person in present else "留村值班"
    Participant.objects.bulk_update(people, ["attendance", "absence_reason"])
    return present


def _present(round: Round, people: list[Participant]) -> list[Participant]:
    """The township's team, and where groups weigh some secretaries with it."""
    if not round.official.groups:
        return people[:JUDGES]
    team, secretaries = (
        [one for one in people if one.group == group] for group in (JudgeGroup.TOWNSHIP, JudgeGroup.BASIC)
    )
    return [*team[:TEAM], *secretaries[:SECRETARIES]]


def close_visits(visits: list[Visit], secretary: User, day: date, a_day: int = 7) -> None:
    """Every part of these visits noted, the visits closed, so many a day."""
    texts = {
        Part.LISTEN: "听取书记汇报",
        Part.LOOK: "查看活动阵地",
        Part.CHECK: "查阅台账资料",
        Part.COMMENT: "总体较好，记录要再规范",
    }
    VisitPart.objects.bulk_create(
        VisitPart(visit=visit, part=part, notes=text, done=True, by=secretary)
        for visit in visits
        for part, text in texts.items()
    )
    for number, visit in enumerate(visits):
        visit.state, visit.visited_on = VisitState.CLOSED, day + timedelta(days=number // a_day)
    Visit.objects.bulk_update(visits, ["state", "visited_on"])


def _open_one(township: Organisation, quarter: Quarter, secretary: User, random: Random, today: date) -> None:
    """The running round: everybody is expected, six organisations are visited and half scored."""
    round = opened(township, quarter, secretary)
    Participant.objects.filter(round=round, user=secretary).update(attendance=Attendance.ATTENDED)
    visits = list(round.visits.select_related("organisation", "sheet"))[1:7]
    for visit in visits:
        visit.round = round
    close_visits(visits[:3], secretary, max(quarter.first_day, today - timedelta(days=3)))
    judges = list(round.participants.select_related("organisation", "user"))
    Judging(round, random).score(visits[:3], [one for one in judges if one.user.username not in ("banzi", "cun")][:9])
