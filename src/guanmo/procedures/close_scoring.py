"""Close the scoring of a round: lock, rank, propose classes, offer findings, seal (S0-3.1-e, S0-3.1-j)."""

from django.db import transaction
from django.utils.translation import gettext as _

from guanmo.audit.record import record
from guanmo.stages.organisations.errors import NotAllowed
from guanmo.stages.organisations.models import User
from guanmo.stages.organisations.queries import access_of
from guanmo.stages.rectification.domain.offer_findings import offer_findings
from guanmo.stages.results.domain.rank_round import rank_round
from guanmo.stages.results.domain.seal_round import log_closing, seal_round
from guanmo.stages.results.models import Ranking
from guanmo.stages.results.queries import newest_ranking
from guanmo.stages.rounds.domain.transition import advance, lock_round
from guanmo.stages.rounds.enums import Attendance, RoundState, VisitState
from guanmo.stages.rounds.errors import ReasonMissing, RoundIncomplete
from guanmo.stages.rounds.models import Round
from guanmo.stages.rounds.rules import may_lead
from guanmo.stages.scoring.queries import progress_of


@transaction.atomic
def close_scoring(round: Round, *, reason: str = "", by: User) -> Ranking:
    """End the scoring and make the ranking. After the lock is held no ballot can be added (security.md 3.3).

    A round that was opened again is ranked and sealed as its next version beside the one before.
    ``reason`` is needed when sheets are still missing: the round may close without them, and says so.
    Raises NotAllowed, RoundIncomplete, ReasonMissing, WrongStep.
    """
    if not may_lead(access_of(by), round.tier, round.organiser.path):
        raise NotAllowed(_("只有党（工）委书记、副书记可以结束打分。"))
    round = lock_round(round)
    _check_visits(round)
    _check_attendance(round)
    missing = _missing_sheets(round, by)
    if missing and not reason.strip():
        raise ReasonMissing(_("还有%(count)d份评分表没有收到。请等收齐，或写明不再等待的原因。") % {"count": missing})
    advance(round, RoundState.SCORED, reason=reason.strip(), by=by)
    log_closing(round, note=reason.strip())
    ranking = rank_round(round, note=reason.strip(), replaces=newest_ranking(round), by=by)
    offer_findings(round, by=by)
    advance(round, RoundState.RANKED, by=by)
    record("round.ranked", ranking, by=by, digest=ranking.digest, missing_sheets=missing)
    seal_round(ranking)
    return ranking


def _check_visits(round: Round) -> None:
    """Each visit is closed, or excused with a reason (S0-3.1-e)."""
    still_open = round.visits.exclude(state__in=[VisitState.CLOSED, VisitState.EXCUSED]).select_related("organisation")
    names = [visit.organisation.short_name for visit in still_open]
    if names:
        raise RoundIncomplete(
            _("还有%(count)d个组织的观摩没有结束：%(names)s。请逐个完成，或写明原因免观摩。")
            % {"count": len(names), "names": "、".join(names[:10])}
        )


def _check_attendance(round: Round) -> None:
    """Attendance, or a reason for absence, is recorded for each participant (S0-3.1-c)."""
    people = [str(p.user) for p in round.participants.filter(attendance=Attendance.EXPECTED).select_related("user")]
    if people:
        raise RoundIncomplete(
            _("还有%(count)d名同志没有登记是否参加：%(names)s。")
            % {"count": len(people), "names": "、".join(people[:10])}
        )


def _missing_sheets(round: Round, by: User) -> int:
    return sum(one.expected - min(one.received, one.expected) for one in progress_of(by, round))
