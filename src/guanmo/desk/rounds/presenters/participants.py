"""The participants of a round with their attendance, as stored or as just typed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from guanmo.stages.organisations.models import Appointment, User
from guanmo.stages.organisations.queries import access_of
from guanmo.stages.rounds.domain.record_attendance import Presence
from guanmo.stages.rounds.enums import Attendance
from guanmo.stages.rounds.models import Participant, Round
from guanmo.stages.rounds.queries import addable_people
from guanmo.stages.rounds.rules import may_run
from guanmo.stages.scoring.queries import JudgeProgress, judge_progress_of
from guanmo.ui.shapes import Tone

TONES: dict[str, Tone] = {Attendance.EXPECTED: "mute", Attendance.ATTENDED: "good", Attendance.ABSENT: "warn"}


@dataclass(frozen=True, slots=True)
class PersonRow:
    """One participant; ``progress`` is None for those who may not know it."""

    participant: Participant
    presence: Presence
    tone: Tone
    progress: JudgeProgress | None
    without_reason: bool


@dataclass(frozen=True, slots=True)
class PeoplePage:
    rows: Sequence[PersonRow]
    may_record: bool
    unknown: int
    choices: Sequence[tuple[str, str]]
    addable: Sequence[Appointment]
    problem: str


def presences_of(people: Sequence[Participant], typed: Mapping[str, str]) -> dict[int, Presence]:
    """The attendance of each person by id: as typed, otherwise as stored."""
    return {one.pk: _presence(one, typed) for one in people}


def _presence(one: Participant, typed: Mapping[str, str]) -> Presence:
    chosen = typed.get(f"attendance-{one.pk}", one.attendance)
    attendance = Attendance(chosen) if chosen in Attendance.values else Attendance(one.attendance)
    reason = typed.get(f"reason-{one.pk}", one.absence_reason).strip()[:200]
    return Presence(attendance, reason if attendance == Attendance.ABSENT else "")


def people_page(
    user: User, round: Round, people: Sequence[Participant], presences: Mapping[int, Presence], problem: str
) -> PeoplePage:
    """The page; attendance can be recorded until the scoring is over."""
    may_record = may_run(access_of(user), round.tier, round.organiser.path) and not round.scoring_is_over
    progress = {one.participant.pk: one for one in judge_progress_of(user, round)} if round.scoring else {}
    return PeoplePage(
        rows=[
            PersonRow(
                one, presences[one.pk], TONES[one.attendance], progress.get(one.pk), _lacks_reason(presences[one.pk])
            )
            for one in people
        ],
        may_record=may_record,
        unknown=sum(one.attendance == Attendance.EXPECTED for one in people),
        choices=[(value, str(label)) for value, label in Attendance.choices],
        addable=list(addable_people(user, round)) if may_record else [],
        problem=problem,
    )


def _lacks_reason(presence: Presence) -> bool:
    return presence.attendance == Attendance.ABSENT and not presence.reason
