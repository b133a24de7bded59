"""Keep the four parts of a visit and what is praised there (S0-3.1-d, S0-3.1-f, S0-3.1-g)."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from django.db import transaction
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext as _

from guanmo.audit.record import record
from guanmo.stages.organisations.errors import NotAllowed
from guanmo.stages.organisations.models import User
from guanmo.stages.organisations.queries import access_of
from guanmo.stages.rounds.domain.limits import fitting, written
from guanmo.stages.rounds.domain.transition import lock_visit
from guanmo.stages.rounds.enums import Part, RoundState, VisitState
from guanmo.stages.rounds.errors import ChangedMeanwhile, VisitIncomplete, WrongStep
from guanmo.stages.rounds.models import Praise, Visit, VisitPart
from guanmo.stages.rounds.queries import observes
from guanmo.stages.rounds.rules import may_comment, may_run


@dataclass(frozen=True, slots=True)
class Notes:
    """What was written for one part, and whether the part is done.

    ``seen`` is the stamp (``stamp_of``) of the notes that the writer had before the eyes; None when nothing was shown.
    """

    text: str
    done: bool
    seen: str | None = None


def stamp_of(part: VisitPart | None) -> str:
    """What tells one version of a part's notes from the next; empty while nothing is written."""
    return "" if part is None else part.at.isoformat()


@transaction.atomic
def record_visit(visit: Visit, notes: Mapping[Part, Notes], *, by: User) -> Visit:
    """Write notes of some parts; the visit counts as made from its first notes on.

    A part whose notes stay as they are keeps its author. The comment part is refused from anybody but the secretary or
    a deputy (S0-3.1-f). Raises NotAllowed, WrongStep, VisitIncomplete, ChangedMeanwhile.
    """
    check_open(visit)
    known = {part.part: part for part in visit.parts.select_related("by")}
    changed = {part: note for part, note in notes.items() if _differs(known.get(part), note)}
    for part, note in changed.items():
        _check_author(visit, part, by)
        _check_unchanged(part, known.get(part), note)
        _write(visit, part, note, by)
    if visit.state == VisitState.DUE and any(note.text.strip() for note in changed.values()):
        mark_visited({visit.pk})
        visit.refresh_from_db(fields=["state", "visited_on"])
    if changed:
        record("visit.notes", visit, by=by, parts=[str(part) for part in changed])
    return visit


def _differs(known: VisitPart | None, note: Notes) -> bool:
    before = (known.notes, known.done) if known else ("", False)
    return before != (note.text.strip(), note.done)


def _check_unchanged(part: Part, known: VisitPart | None, note: Notes) -> None:
    if note.seen is not None and note.seen != stamp_of(known):
        raise ChangedMeanwhile(
            _("“%(part)s”刚刚由%(person)s修改过。您写的内容还在下面，请与最新内容合并后再保存。")
            % {"part": part.label, "person": known.by if known else ""}
        )


def _write(visit: Visit, part: Part, note: Notes, by: User) -> None:
    if note.done and not note.text.strip():
        raise VisitIncomplete(_("“%(part)s”还没有写内容，不能标为已完成。") % {"part": part.label})
    VisitPart.objects.update_or_create(
        visit=visit, part=part, defaults={"notes": note.text.strip(), "done": note.done, "by": by}
    )


def mark_visited(visits: Collection[int]) -> None:
    """The visits of these ids that are due were made today; called for the first notes and for the first ballot.

    The round must be held open: then no visit can be excused meanwhile. Rows are locked in one order.
    """
    if not visits:
        return
    due = Visit.objects.filter(pk__in=visits, state=VisitState.DUE)
    if due.select_for_update(no_key=True).order_by("pk").values_list("pk"):
        due.update(state=VisitState.VISITED, visited_on=Coalesce("visited_on", timezone.localdate()))


def check_open(visit: Visit) -> None:
    """Lock the visit and raise WrongStep when the round does not run or the visit is over."""
    lock_visit(visit)
    if visit.round.state != RoundState.IN_PROGRESS:
        raise WrongStep(_("本轮不在观摩中，观摩记录不能修改。"))
    if visit.state in (VisitState.CLOSED, VisitState.EXCUSED):
        raise WrongStep(_("%(name)s的观摩已经结束，记录不能修改。") % {"name": visit.organisation})


def _check_author(visit: Visit, part: Part, by: User) -> None:
    access, round = access_of(by), visit.round
    if part == Part.COMMENT and not may_comment(access, round.tier, round.organiser.path):
        raise NotAllowed(_("点评只能由党（工）委书记、副书记填写。"))
    if not observes(by, visit) and not may_run(access, round.tier, round.organiser.path):
        raise NotAllowed(_("只有本轮参加人员可以填写观摩记录。"))


@transaction.atomic
def praise(visit: Visit, *, text: str, by: User) -> Praise:
    """Praise a good practice of the visited organisation (S0-3.1-g).

    Raises NotAllowed, ReasonMissing, TextTooLong, WrongStep.
    """
    if not may_comment(access_of(by), visit.round.tier, visit.round.organiser.path):
        raise NotAllowed(_("表扬只能由党（工）委书记、副书记提出。"))
    lock_visit(visit)
    if visit.round.state in (RoundState.DRAFT, RoundState.SCHEDULED):
        raise WrongStep(_("本轮还没有开始观摩，不能提出表扬。"))
    if visit.state == VisitState.EXCUSED:
        raise WrongStep(_("%(name)s本轮免观摩，不能提出表扬。") % {"name": visit.organisation})
    text = fitting(written(text, missing=_("请写明值得表扬的做法。")), name=_("好的做法"), most=500)
    praised = Praise.objects.create(visit=visit, text=text, by=by)
    record("visit.praised", praised, by=by)
    return praised
