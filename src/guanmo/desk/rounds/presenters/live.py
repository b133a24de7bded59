"""The round as its leader sees it while it runs: who has sent, what is still on phones; never a score."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from guanmo.desk.rounds.presenters.intake import Waiting, tabs_of, waiting_of
from guanmo.desk.rounds.presenters.phones import Phones, phones_of
from guanmo.stages.organisations.models import User
from guanmo.stages.rounds.models import Participant, Round, Visit
from guanmo.stages.scoring.enums import DutyState
from guanmo.stages.scoring.queries import Intake, JudgeLine, intake_of
from guanmo.ui.shapes import Choice, Text


@dataclass(frozen=True, slots=True)
class Mark:
    """How one judge stands to one visit: a class, an icon, and its name."""

    tone: str
    icon: str
    label: Text


MARKS = {
    DutyState.SCORED: Mark("good", "check", gettext_lazy("已收到")),
    DutyState.TO_SCORE: Mark("due", "circle-dashed", gettext_lazy("未收到")),
    DutyState.OWN_ORGANISATION: Mark("mute", "ban", gettext_lazy("本组织回避")),
    DutyState.NOT_SCORED: Mark("mute", "minus", gettext_lazy("不打分")),
}
HELD = Mark("warn", "archive", gettext_lazy("暂存"))
CONFLICT = Mark("warn", "git-compare", gettext_lazy("冲突"))


@dataclass(frozen=True, slots=True)
class JudgeRow:
    """One judge: what is here, what is only on the phone, what must be decided, and each visit."""

    line: JudgeLine
    phones: Phones | None
    held: int
    conflicts: int
    marks: Sequence[Mark]


@dataclass(frozen=True, slots=True)
class VisitColumn:
    """One visit with its counts; ``expected`` is 0 where nothing is scored."""

    visit: Visit
    expected: int
    received: int


@dataclass(frozen=True, slots=True)
class LivePage:
    """All that the page shows, as it was ``at``."""

    round: Round
    at: datetime
    tabs: Sequence[Choice]
    sentence: str
    is_complete: bool
    rows: Sequence[JudgeRow]
    columns: Sequence[VisitColumn]
    legend: Sequence[Mark]


def live_page(user: User, round: Round) -> LivePage:
    """The page for who runs the round."""
    intake, waiting = intake_of(user, round), waiting_of(user, round)
    phones = {one.user.pk: one for one in phones_of(user, round)}
    unsent = sum(one.unsent for one in phones.values())
    return LivePage(
        round=round,
        at=timezone.now(),
        tabs=tabs_of(round, waiting, "live"),
        sentence=_sentence(intake.missing, unsent, waiting.count),
        is_complete=not (intake.missing or unsent or waiting.count),
        rows=_rows(intake, waiting, phones),
        columns=[_column(visit, intake) for visit in intake.visits],
        legend=[*MARKS.values(), HELD, CONFLICT],
    )


def _sentence(missing: int, unsent: int, waiting: int) -> str:
    if not (missing or unsent or waiting):
        return _("评分表已经收齐，没有需要处理的。")
    facts = {"missing": missing, "unsent": unsent, "waiting": waiting}
    return _("还差%(missing)d份；%(unsent)d份只在手机上；%(waiting)d份需要处理。") % facts


def _rows(intake: Intake, waiting: Waiting, phones: Mapping[int, Phones]) -> list[JudgeRow]:
    held = {(one.held.by_id, one.visit.pk) for one in waiting.held}
    conflicts = {(one.participant_id, one.visit_id) for one in waiting.conflicts}
    held_by = Counter(one.held.by_id for one in waiting.held)
    conflicts_by = Counter(one.participant_id for one in waiting.conflicts)

    def mark(judge: Participant, visit: int, state: DutyState) -> Mark:
        if (judge.pk, visit) in conflicts:
            return CONFLICT
        return HELD if state != DutyState.SCORED and (judge.user_id, visit) in held else MARKS[state]

    return [
        JudgeRow(
            line=line,
            phones=phones.get(line.participant.user_id),
            held=held_by[line.participant.user_id],
            conflicts=conflicts_by[line.participant.pk],
            marks=[mark(line.participant, visit, state) for visit, state in line.cells.items()],
        )
        for line in intake.lines
    ]


def _column(visit: Visit, intake: Intake) -> VisitColumn:
    states = [line.cells[visit.pk] for line in intake.lines]
    received = states.count(DutyState.SCORED)
    return VisitColumn(visit, received + states.count(DutyState.TO_SCORE), received)
