"""Keep the four parts of a visit, praise, excuse and close it (S0-3.1-d…g)."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from guanmo.audit.record import record
from guanmo.stages.organisations.errors import NotAllowed
from guanmo.stages.organisations.models import User
from guanmo.stages.organisations.queries import access_of
from guanmo.stages.rounds.domain.transition import advance_visit
from guanmo.stages.rounds.enums import Part, RoundState, VisitState
from guanmo.stages.rounds.errors import ReasonMissing, VisitIncomplete, WrongStep
from guanmo.stages.rounds.models import Praise, Visit, VisitPart
from guanmo.stages.rounds.rules import may_comment, may_run


@dataclass(frozen=True, slots=True)
class Notes:
    """What was written for one part, and whether the part is done."""

    text: str
    done: bool


@transaction.atomic
def record_visit(visit: Visit, notes: Mapping[Part, Notes], *, by: User) -> Visit:
    """Write notes of some parts; the visit counts as made from its first notes on.

    The comment part is refused from anybody but the secretary or a deputy (S0-3.1-f). Raises NotAllowed, WrongStep.
    """
    _check_open(visit)
    for part, note in notes.items():
        _check_author(visit, part, by)
        if note.done and not note.text.strip():
            raise VisitIncomplete(_("“%(part)s”还没有写内容，不能标为已完成。") % {"part": part.label})
        VisitPart.objects.update_or_create(
            visit=visit,
            part=part,
            defaults={"notes": note.text.strip(), "done": note.done, "by": by, "at": timezone.now()},
        )
    if visit.state == VisitState.DUE and any(note.text.strip() for note in notes.values()):
        mark_visited(visit)
    record("visit.notes", visit, by=by, parts=[str(part) for part in notes])
    return visit


def mark_visited(visit: Visit) -> None:
    """The visit was made today; called for the first notes and for the first ballot."""
    advance_visit(visit, VisitState.VISITED)
    visit.visited_on = timezone.localdate()
    visit.save(update_fields=["state", "visited_on"])


def _check_open(visit: Visit) -> None:
    if visit.round.state != RoundState.IN_PROGRESS:
        raise WrongStep(_("本轮不在观摩中，观摩记录不能修改。"))
    if visit.state in (VisitState.CLOSED, VisitState.EXCUSED):
        raise WrongStep(_("%(name)s的观摩已经结束，记录不能修改。") % {"name": visit.organisation})


def _check_author(visit: Visit, part: Part, by: User) -> None:
    access, round = access_of(by), visit.round
    if part == Part.COMMENT and not may_comment(access, round.tier, round.organiser.path):
        raise NotAllowed(_("点评只能由党（工）委书记、副书记填写。"))
    taking_part = round.participants.filter(user=by).exists()
    if not taking_part and not may_run(access, round.tier, round.organiser.path):
        raise NotAllowed(_("只有本轮参加人员可以填写观摩记录。"))


@transaction.atomic
def praise(visit: Visit, *, text: str, by: User) -> Praise:
    """Praise a good practice of the visited organisation (S0-3.1-g). Raises NotAllowed, ReasonMissing."""
    if not may_comment(access_of(by), visit.round.tier, visit.round.organiser.path):
        raise NotAllowed(_("表扬只能由党（工）委书记、副书记提出。"))
    if not text.strip():
        raise ReasonMissing(_("请写明值得表扬的做法。"))
    praised = Praise.objects.create(visit=visit, text=text.strip(), by=by)
    record("visit.praised", praised, by=by)
    return praised


@transaction.atomic
def excuse_visit(visit: Visit, *, reason: str, by: User) -> Visit:
    """Excuse a visit that is due, with a reason (S0-3.1-e). Raises NotAllowed, ReasonMissing, WrongStep."""
    if not may_run(access_of(by), visit.round.tier, visit.round.organiser.path):
        raise NotAllowed(_("只有本轮的组织者可以免去观摩。"))
    if not reason.strip():
        raise ReasonMissing(_("请写明免观摩的原因。"))
    _check_open(visit)
    advance_visit(visit, VisitState.EXCUSED)
    visit.excuse = reason.strip()
    visit.save(update_fields=["state", "excuse"])
    record("visit.excused", visit, by=by, reason=reason)
    return visit


@transaction.atomic
def close_visit(visit: Visit, *, by: User) -> Visit:
    """Close a visit whose four parts are all done (S0-3.1-d). Raises NotAllowed, VisitIncomplete, WrongStep."""
    if not may_run(access_of(by), visit.round.tier, visit.round.organiser.path):
        raise NotAllowed(_("只有本轮的组织者可以结束观摩。"))
    _check_open(visit)
    done = set(visit.parts.filter(done=True).values_list("part", flat=True))
    missing = "、".join(str(part.label) for part in Part if part not in done)
    if missing:
        raise VisitIncomplete(_("还有没有完成的部分：%(parts)s。四个部分都完成后才能结束观摩。") % {"parts": missing})
    advance_visit(visit, VisitState.CLOSED)
    visit.save(update_fields=["state"])
    record("visit.closed", visit, by=by)
    return visit
