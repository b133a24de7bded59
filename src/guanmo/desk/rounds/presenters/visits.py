"""One visit on its page: the four parts, praise, findings, and what may be done now."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from guanmo.desk.rounds.presenters.words import VISIT_TONES
from guanmo.stages.organisations.models import User
from guanmo.stages.organisations.queries import access_of
from guanmo.stages.rectification.enums import FindingType
from guanmo.stages.rectification.models import Finding
from guanmo.stages.rectification.queries import findings_visible_to
from guanmo.stages.rounds.domain.record_visit import stamp_of
from guanmo.stages.rounds.enums import Attendance, Part, RoundState, VisitState
from guanmo.stages.rounds.forms import NotesForm
from guanmo.stages.rounds.models import Praise, Visit, VisitPart
from guanmo.stages.rounds.queries import observes
from guanmo.stages.rounds.rules import may_comment, may_run
from guanmo.stages.scoring.queries import judge_of
from guanmo.stages.scoring.rules import is_judge_of
from guanmo.ui.shapes import Tone

PART_ICONS = {Part.LISTEN: "ear", Part.LOOK: "eye", Part.CHECK: "file-search", Part.COMMENT: "message-square"}


@dataclass(frozen=True, slots=True)
class MayDo:
    """What the user may do with the visit now."""

    write: bool = False
    comment: bool = False
    praise: bool = False
    find: bool = False
    excuse: bool = False
    restore: bool = False
    close: bool = False
    score: bool = False
    runs: bool = False


@dataclass(frozen=True, slots=True)
class PartView:
    """One part: the stored notes and, for those who may write, the fields; ``newer`` when both differ after a refusal."""

    part: Part
    icon: str
    stored: VisitPart | None
    fields: Sequence[object]
    newer: bool

    @property
    def label(self) -> str:
        return str(self.part.label)


@dataclass(frozen=True, slots=True)
class VisitPage:
    visit: Visit
    tone: Tone
    may: MayDo
    parts: Sequence[PartView]
    missing: str
    praises: Sequence[Praise]
    findings: Sequence[tuple[FindingType, Sequence[Finding]]]
    finding_count: int
    types: Sequence[tuple[str, str]]
    form: NotesForm
    problem: str
    typed: Mapping[str, str]


def may_do(user: User, visit: Visit) -> MayDo:
    """By the user's posts, the state of the round and the state of the visit."""
    access, round = access_of(user), visit.round
    if round.state != RoundState.IN_PROGRESS:
        return MayDo()
    runs = may_run(access, round.tier, round.organiser.path)
    comments = may_comment(access, round.tier, round.organiser.path)
    takes_part = runs or observes(user, visit)
    is_open = visit.state in (VisitState.DUE, VisitState.VISITED)
    return MayDo(
        write=is_open and takes_part,
        comment=is_open and takes_part and comments,
        praise=comments and visit.state != VisitState.EXCUSED,
        find=takes_part and visit.state != VisitState.EXCUSED,
        excuse=runs and visit.state == VisitState.DUE,
        restore=runs and visit.state == VisitState.EXCUSED,
        close=runs and visit.state == VisitState.VISITED,
        score=_may_score(user, visit),
        runs=runs,
    )


def _may_score(user: User, visit: Visit) -> bool:
    if visit.sheet_id is None or not visit.round.scoring or visit.state == VisitState.EXCUSED:
        return False
    judge = judge_of(user, visit)
    return judge is not None and judge.attendance != Attendance.ABSENT and is_judge_of(judge, visit)


def notes_form(visit: Visit, may: MayDo, typed: Mapping[str, str] | None = None) -> NotesForm:
    """The form with the parts that the user may write, and those that were sent anyway: the act refuses them."""
    allowed = [part for part in Part if may.write and (part != Part.COMMENT or may.comment)]
    parts = [part for part in Part if part in allowed or f"{part}-text" in (typed or {})]
    return NotesForm(typed, stored=stored_parts(visit), parts=parts)


def stored_parts(visit: Visit) -> dict[str, VisitPart]:
    """What is written so far, by part."""
    return {part.part: part for part in visit.parts.select_related("by")}


def visit_page(
    user: User,
    visit: Visit,
    *,
    form: NotesForm | None = None,
    problem: str = "",
    typed: Mapping[str, str] | None = None,
) -> VisitPage:
    """The page; ``form`` and ``typed`` keep what was written when it was refused with ``problem``."""
    may, stored = may_do(user, visit), stored_parts(visit)
    form = form or notes_form(visit, may)
    findings = list(findings_visible_to(user).filter(visit=visit))
    return VisitPage(
        visit=visit,
        tone=VISIT_TONES[visit.state],
        may=may,
        parts=[_part(part, stored.get(part), form) for part in Part],
        missing=_("、").join(str(part.label) for part in Part if not (part in stored and stored[part].done)),
        praises=list(visit.praises.select_related("by")),
        findings=[(one, found) for one in FindingType if (found := [f for f in findings if f.finding_type == one])],
        finding_count=len(findings),
        types=[(value, str(label)) for value, label in FindingType.choices],
        form=form,
        problem=problem,
        typed=typed or {},
    )


def _part(part: Part, stored: VisitPart | None, form: NotesForm) -> PartView:
    fields = form.group(part) if part in form.parts else []
    written = form.data.get(f"{part}-text", "").strip() if form.is_bound and fields else None
    newer = bool(written is not None and stored and stored.notes != written and form.data.get("conflict"))
    return PartView(part, PART_ICONS[part], stored, fields, newer)


def with_newest_stamps(visit: Visit, typed: Mapping[str, str]) -> dict[str, str]:
    """What was typed, with the stamps of the notes as they are now: the next save is made with both texts in view."""
    stored = stored_parts(visit)
    stamps = {f"{part}-seen": stamp_of(stored.get(part)) for part in Part}
    return {**{key: typed[key] for key in typed}, **stamps, "conflict": "1"}
