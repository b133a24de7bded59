"""Type in a sheet that was filled in on paper: the document that another person will confirm (security.md 3.4)."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any
from unicodedata import normalize
from uuid import uuid4

from django.db import transaction
from django.utils.translation import gettext as _

from guanmo.audit.record import record
from guanmo.method.ballot import FORMAT, Submission
from guanmo.method.deduction import DeductionError
from guanmo.method.sheet import Item, RuleKind, item_key
from guanmo.stages.organisations.errors import NotAllowed
from guanmo.stages.organisations.models import User
from guanmo.stages.organisations.queries import access_of
from guanmo.stages.rounds.domain.transition import lock_round_for_ballot
from guanmo.stages.rounds.enums import RoundState
from guanmo.stages.rounds.errors import WrongStep
from guanmo.stages.rounds.models import Participant, Visit
from guanmo.stages.rounds.rules import may_run
from guanmo.stages.scoring.domain.admit_judge import Place, admit_judge, lock_places
from guanmo.stages.scoring.domain.finished import Sent, read_finished
from guanmo.stages.scoring.domain.score_submission import score_submission
from guanmo.stages.scoring.errors import BallotRefused, PaperRefused, sentence
from guanmo.stages.scoring.models import PaperEntry


@dataclass(frozen=True, slots=True)
class Typed:
    """What stands on the paper for one item; all empty for full points. ``veto``: 一票否决 was applied."""

    points: str = ""
    reason: str = ""
    veto: bool = False


@transaction.atomic
def enter_paper(visit: Visit, judge: Participant, typed: Mapping[str, Typed], *, by: User) -> PaperEntry:
    """Keep what was typed for the items (by key) until somebody else confirms it; items not named got full points.

    Raises NotAllowed, WrongStep when the round takes no sheets or this one is typed in already, PaperRefused with a
    sentence for each item that cannot be right, and BallotRefused when the judge may not score this visit.
    """
    if not may_run(access_of(by), visit.round.tier, visit.round.organiser.path):
        raise NotAllowed(_("只有本轮的组织者可以录入纸质评分表。"))
    lock_round_for_ballot(visit.round_id)  # before any row
    Participant.objects.select_for_update(no_key=True).get(pk=judge.pk)  # two clerks with the same sheet stand in line
    check_open(visit)
    _check_first(visit, judge)
    payload = _document(visit, judge, typed)
    _check(payload, judge, typed)
    entry = PaperEntry.objects.create(visit=visit, participant=judge, payload=payload, entered_by=by)
    record("paper.entered", entry, by=by)
    return entry


def check_open(visit: Visit) -> None:
    """Raise WrongStep unless the round takes sheets and this visit is scored."""
    if visit.round.scoring_is_over:
        raise WrongStep(_("本轮打分已经结束，纸质评分表不能再录入，请把原件留存。"))
    if visit.round.state != RoundState.IN_PROGRESS:
        raise WrongStep(_("本轮观摩还没有开始，开始以后再录入。"))
    if visit.sheet is None:
        raise WrongStep(_("%(name)s本轮不打分。") % {"name": visit.organisation})


def _check_first(visit: Visit, judge: Participant) -> None:
    entries = PaperEntry.objects.filter(visit=visit, participant=judge, returned_because="")
    known = entries.select_related("entered_by").first()
    if known is None:
        return
    if known.version_id is None:
        raise WrongStep(_("这份纸质评分表已由%(person)s录入，正在等另一位同志核对。") % {"person": known.entered_by})
    raise WrongStep(_("这份纸质评分表已经录入并核对过。需要更正的，请评委本人登录后更正。"))


def _document(visit: Visit, judge: Participant, typed: Mapping[str, Typed]) -> str:
    assert visit.sheet is not None
    items = [(item_key(section.no, item.no), item) for section, item in visit.sheet.content.items]
    document = {
        "api": FORMAT,
        "id": str(uuid4()),
        "judge": str(judge.user.uuid),
        "visit": str(visit.uuid),
        "sheet": str(visit.sheet.uuid),
        "previous": None,
        "reason": "",
        "device": None,
        "started_at": None,
        "finished_at": None,
        "items": [
            {"item": key, "deductions": _deductions(item, typed.get(key, Typed())), "photos": []}
            for key, item in items
            if key not in visit.not_applicable
        ],
    }
    return json.dumps(document, ensure_ascii=False)


def _deductions(item: Item, typed: Typed) -> list[dict[str, Any]]:
    points, reason = normalize("NFKC", typed.points).strip(), typed.reason.replace("\x00", "").strip()
    veto = next((index for index, rule in enumerate(item.rules) if rule.kind is RuleKind.VETO), None)
    if typed.veto and veto is not None:
        return [{"rule": veto, "count": 1, "points": str(item.points), "reason": reason}]
    if not points or (_is_zero(points) and not reason):
        return []
    return [{"rule": None, "count": None, "points": points, "reason": reason}]


def _is_zero(points: str) -> bool:
    try:
        return Decimal(points) == 0
    except InvalidOperation:
        return False


def _check(payload: str, judge: Participant, typed: Mapping[str, Typed]) -> None:
    """Raise what the confirmation would raise, and PaperRefused with all that is wrong, item by item."""
    finished = read_finished(Sent(payload.encode(), judge.user))
    place = admit_judge(finished, lock_places([finished.submission.visit], [judge.user]))
    problems = {
        key: _("第%(key)s项写了扣分原因，请填写扣分。") % {"key": key}
        for key, one in typed.items()
        if one.reason.strip() and not one.points.strip() and not one.veto
    }
    problems |= _problems(finished.submission, place)
    if problems:
        raise PaperRefused(problems)


def _problems(submission: Submission, place: Place) -> dict[str, str]:
    try:
        score_submission(submission, place)
    except BallotRefused as refusal:
        if not isinstance(refusal.__cause__, DeductionError):
            raise
        by_key: dict[str, list[str]] = {}
        for problem in refusal.__cause__.problems:
            by_key.setdefault(problem.key, []).append(sentence([problem]))
        return {key: "".join(sentences) for key, sentences in by_key.items()}
    return {}
