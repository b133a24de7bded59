"""Open a sealed round again: one asks with a reason, another confirms, and the log says so (security.md 3.3).

Nothing of the version before is touched: its seal, ranking, classes and objections stay, and no longer hold.
"""

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from guanmo.audit.record import record
from guanmo.method.seal.event import Value
from guanmo.stages.organisations.errors import NotAllowed
from guanmo.stages.organisations.models import User
from guanmo.stages.organisations.queries import access_of
from guanmo.stages.results.enums import Decision
from guanmo.stages.results.errors import AlreadyAnswered, NotRanked, ReopeningRefused, SamePerson
from guanmo.stages.results.models import Filing, Objection, Reopening, ReopeningAnswer
from guanmo.stages.results.queries import newest_seal
from guanmo.stages.results.rules import may_ask_reopening, may_confirm_reopening
from guanmo.stages.rounds.domain.limits import fitting, written
from guanmo.stages.rounds.domain.score_log import judge_names, log_event
from guanmo.stages.rounds.domain.transition import begin_version, lock_round
from guanmo.stages.rounds.enums import RoundState
from guanmo.stages.rounds.models import Round

REASON_LIMIT = 500


@transaction.atomic
def ask_reopening(round: Round, *, reason: str, by: User) -> Reopening:
    """Ask with a reason that everybody will read. Raises NotAllowed, ReasonMissing, TextTooLong, NotRanked, ReopeningRefused."""
    if not may_ask_reopening(access_of(by), round.tier, round.organiser.path):
        raise NotAllowed(_("只有本轮的负责人可以申请重新打开打分。"))
    reason = _reason(reason, missing=_("请写明为什么要重新打开打分，所有人都会看到。"))
    round = lock_round(round)
    check_may_reopen(round)
    seal = newest_seal(round)
    if seal is None:
        raise NotRanked(_("本轮还没有封存，不用重新打开。"))
    if Reopening.objects.filter(seal=seal, answer=None).exists():
        raise ReopeningRefused(_("已经有人申请重新打开，请等第二个人确认。"))
    asked = Reopening.objects.create(seal=seal, reason=reason, by=by)
    record("reopening.asked", asked, by=by, reason=reason, version=seal.version)
    log_event(round, "reopening_asked", version=seal.version, reason=reason, asked=_person(round, by))
    return asked


@transaction.atomic
def confirm_reopening(asked: Reopening, *, by: User) -> Round:
    """Open the round as its next version. Raises NotAllowed, SamePerson, ReopeningRefused, AlreadyAnswered, WrongStep."""
    round = lock_round(asked.seal.round)
    _check_second(asked, round, by)
    check_may_reopen(round)
    _answer(asked, Decision.CONFIRMED, "", by)
    round = begin_version(round, reason=asked.reason, by=by)
    record("reopening.confirmed", asked, by=by, version=round.version)
    log_event(round, "reopened", **_told(asked, round, by))
    return round


@transaction.atomic
def decline_reopening(asked: Reopening, *, reason: str, by: User) -> ReopeningAnswer:
    """Leave the round as it is. Raises NotAllowed, SamePerson, ReasonMissing, AlreadyAnswered."""
    round = lock_round(asked.seal.round)
    _check_second(asked, round, by)
    reason = _reason(reason, missing=_("不同意的，请写明原因。"))
    given = _answer(asked, Decision.DECLINED, reason, by)
    record("reopening.declined", asked, by=by, reason=reason)
    log_event(round, "reopening_declined", version=round.version, reason=reason, by=_person(round, by))
    return given


def check_may_reopen(round: Round) -> None:
    """Raises ReopeningRefused where the result is in other hands already, or an objection to it waits for its answer."""
    if round.state not in (RoundState.RANKED, RoundState.CLASSIFIED):
        raise ReopeningRefused(_("只有已经排名、还没有报备或公布的轮次可以重新打开打分。"))
    if Filing.objects.filter(ranking__round=round).exists():
        raise ReopeningRefused(_("本轮的排名已经报县委组织部备案，不能再重新打开打分。"))
    waiting = Objection.objects.filter(standing__ranking__round=round, answer=None).count()
    if waiting:
        raise ReopeningRefused(_("还有%(count)d条异议没有答复，请先复核答复。") % {"count": waiting})


def _reason(text: str, *, missing: str) -> str:
    return fitting(written(text, missing=missing), name=_("原因"), most=REASON_LIMIT)


def _check_second(asked: Reopening, round: Round, by: User) -> None:
    """Two people, not two posts."""
    if asked.by_id == by.pk:
        raise SamePerson(_("申请的人不能自己确认，请县里的另一位同志确认。"))
    if not may_confirm_reopening(access_of(by), round.tier, round.organiser.path):
        raise NotAllowed(_("重新打开打分由县里的另一位同志确认。"))


def _answer(asked: Reopening, decision: Decision, reason: str, by: User) -> ReopeningAnswer:
    seal = asked.seal if decision == Decision.CONFIRMED else None
    try:
        with transaction.atomic():
            return ReopeningAnswer.objects.create(
                reopening=asked, decision=decision, reason=reason, asked_by=asked.by, by=by, confirmed=seal
            )
    except IntegrityError as error:
        raise AlreadyAnswered(_("这个申请已经办理过了，请刷新页面查看。")) from error


def _told(asked: Reopening, round: Round, by: User) -> dict[str, Value]:
    """What the log says: the new version, the seal that it takes the place of, why, and both people."""
    sealed = asked.seal.checkpoint
    return {
        "version": round.version,
        "size": sealed.size,
        "root": sealed.root.hex(),
        "reason": asked.reason,
        "asked": _person(round, asked.by),
        "confirmed": _person(round, by),
    }


def _person(round: Round, user: User) -> Value:
    """Who it was, by name; and by pseudonym, since two people may have one name."""
    (person,) = judge_names(round, [user.uuid])
    return {"name": str(user), "person": person}
