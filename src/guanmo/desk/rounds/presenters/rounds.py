"""One round on its page: where it stands, what comes next, whom it visits, what was found."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from guanmo.desk.rounds.access import runs
from guanmo.desk.rounds.presenters.drafts import Row, rules_of
from guanmo.desk.rounds.presenters.steps import NextStep, next_step
from guanmo.desk.rounds.presenters.words import VISIT_TONES, days_late, quarter_words, round_tone
from guanmo.stages.organisations.models import User
from guanmo.stages.rectification.enums import FindingType
from guanmo.stages.rectification.queries.counts import findings_by_type
from guanmo.stages.rounds.enums import Attendance, RoundState, Tier, VisitState
from guanmo.stages.rounds.models import Round, RoundTransition, Visit
from guanmo.stages.rounds.queries import participants_of, reads_notes, transitions_of, visits_of
from guanmo.stages.scoring.queries import JudgeProgress, judge_progress_of, progress_of
from guanmo.ui.shapes import Step, TimelineEntry, Tone


@dataclass(frozen=True, slots=True)
class VisitRow:
    """One visit in a list; ``expected`` is None where nothing is scored (D36)."""

    visit: Visit
    url: str
    tone: Tone
    parts: int
    expected: int | None
    received: int


@dataclass(frozen=True, slots=True)
class VisitGroup:
    """The visits of one kind: 村（社区） or “两新”组织."""

    title: str
    rows: Sequence[VisitRow]
    done: int
    due: int


@dataclass(frozen=True, slots=True)
class AttendanceCount:
    """How many are expected, came, stay away, and are still to be asked."""

    people: int
    attended: int
    absent: int
    unknown: int


@dataclass(frozen=True, slots=True)
class RoundPage:
    """All that the page of a round shows; who only sees the result gets no people, notes or findings."""

    round: Round
    title: str
    quarter: str
    tone: Tone
    days_late: int | None
    works_on: bool
    steps: Sequence[Step]
    next: NextStep
    rules: Sequence[Row]
    groups: Sequence[VisitGroup]
    attendance: AttendanceCount
    waiting: Sequence[JudgeProgress]
    findings: Sequence[tuple[str, int]]
    timeline: Sequence[TimelineEntry]
    links: Sequence[tuple[str, str]]


def round_page(user: User, round: Round, today: date) -> RoundPage:
    """The page of a round that the user may see."""
    rows = visit_rows(user, round)
    attendance = _attendance(user, round)
    judges = judge_progress_of(user, round) if round.state == RoundState.IN_PROGRESS else ()
    waiting = [judge for judge in judges if judge.missing]
    return RoundPage(
        round=round,
        title=round.title,
        quarter=quarter_words(round.quarter),
        tone=round_tone(round.state),
        days_late=days_late(round, today),
        works_on=reads_notes(user, round),
        steps=_steps(round),
        next=next_step(
            user, round, rows=[row.visit for row in rows], unknown=attendance.unknown, missing=_missing(rows)
        ),
        rules=rules_of(round),
        groups=_groups(rows),
        attendance=attendance,
        waiting=waiting,
        findings=_findings(user, round),
        timeline=_timeline(user, round),
        links=_links(user, round),
    )


def visit_rows(user: User, round: Round) -> list[VisitRow]:
    """The visits that the user may see, with the sheets received and expected; never a score."""
    progress = {one.visit.pk: one for one in progress_of(user, round)}
    return [
        VisitRow(
            visit=visit,
            url=reverse("desk:visits-detail", args=[visit.uuid]),
            tone=VISIT_TONES[visit.state],
            parts=sum(part.done for part in visit.parts.all()),
            expected=progress[visit.pk].expected if _is_scored(visit) else None,
            received=progress[visit.pk].received,
        )
        for visit in visits_of(user, round)
    ]


def _is_scored(visit: Visit) -> bool:
    return visit.sheet_id is not None and visit.round.scoring and visit.state != VisitState.EXCUSED


def _missing(rows: Sequence[VisitRow]) -> int:
    return sum(max((row.expected or 0) - row.received, 0) for row in rows)


def _groups(rows: Sequence[VisitRow]) -> list[VisitGroup]:
    two_new = [row for row in rows if row.visit.organisation.is_two_new]
    village = [row for row in rows if not row.visit.organisation.is_two_new]
    groups = [_group(_("村（社区）"), village), _group(_("“两新”组织"), two_new)]
    return [group for group in groups if group.rows]


def _group(title: str, rows: Sequence[VisitRow]) -> VisitGroup:
    states = [row.visit.state for row in rows]
    due = len(states) - states.count(VisitState.EXCUSED)
    return VisitGroup(title, rows, states.count(VisitState.CLOSED), due)


def _attendance(user: User, round: Round) -> AttendanceCount:
    states = [one.attendance for one in participants_of(user, round)]
    attended, absent, unknown = (
        states.count(one) for one in (Attendance.ATTENDED, Attendance.ABSENT, Attendance.EXPECTED)
    )
    return AttendanceCount(len(states), attended, absent, unknown)


def _findings(user: User, round: Round) -> list[tuple[str, int]]:
    return [(str(FindingType(one).label), count) for one, count in findings_by_type(user, round).items()]


def _steps(round: Round) -> list[Step]:
    order = list(RoundState)
    now = order.index(RoundState(round.state))
    last = round.state == RoundState.CLOSED
    return [
        Step(state.label, "done" if place < now or last else "current" if place == now else "todo")
        for place, state in enumerate(order)
    ]


def _timeline(user: User, round: Round) -> list[TimelineEntry]:
    steps = [_entry(one) for one in transitions_of(user, round)]
    return [TimelineEntry(_("建立本轮"), round.created_at, tone="mute", icon="circle-plus"), *steps][::-1]


def _entry(one: RoundTransition) -> TimelineEntry:
    back = one.target == RoundState.DRAFT
    title = _("退回筹备") if back else str(RoundState(one.target).label)
    tone: Tone = "warn" if back else round_tone(one.target)
    icon = "undo-2" if back else "circle-check"
    return TimelineEntry(title, one.at, str(one.by or ""), one.reason, tone, icon)


def _links(user: User, round: Round) -> list[tuple[str, str]]:
    """Where to read on, as far as the round has come."""
    wanted = [(_("督导组"), "desk:teams-list")] if round.tier == Tier.CROSS else []
    if round.tier != Tier.INTERNAL and runs(user, round):
        wanted.append((_("走访安排"), "desk:rounds-plan"))
    if round.state == RoundState.IN_PROGRESS and round.scoring and runs(user, round):
        wanted.append((_("收表进度"), "desk:rounds-live"))
    if round.state == RoundState.SCHEDULED and round.scoring and runs(user, round):
        wanted.append((_("纸质评分表"), "desk:rounds-paper"))
    if round.scoring_is_over:
        wanted.append((_("排名和分类"), "desk:results-list"))
    elif round.version > 1:
        wanted.append((_("上一版的封存"), "desk:results-seal"))
    if round.state not in (RoundState.DRAFT, RoundState.SCHEDULED):
        wanted.append((_("观摩发现"), "desk:findings-list"))
        wanted += [(_("建议采纳情况"), "desk:rounds-proposals")] if round.scoring and runs(user, round) else []
    if round.scoring_is_over:
        wanted.append((_("本轮公文"), "desk:documents-of-round"))
    return [(label, url) for label, name in wanted if (url := _url(name, round))]


def _url(name: str, round: Round) -> str:
    try:
        return reverse(name, args=[round.uuid])
    except NoReverseMatch:
        return ""
