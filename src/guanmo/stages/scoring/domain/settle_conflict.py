"""Decide which of two sheets of one judge for one visit counts (offline.md 3.1)."""

from collections.abc import Collection
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from guanmo.audit.record import record
from guanmo.stages.organisations.errors import NotAllowed
from guanmo.stages.organisations.models import User
from guanmo.stages.organisations.queries import access_of
from guanmo.stages.rounds.domain.limits import fitting, written
from guanmo.stages.rounds.domain.transition import lock_round_for_ballot
from guanmo.stages.rounds.errors import WrongStep
from guanmo.stages.rounds.rules import may_run
from guanmo.stages.scoring.domain.heads import head_among, settle
from guanmo.stages.scoring.domain.log_ballots import log_decision
from guanmo.stages.scoring.models import Ballot, BallotVersion, ConflictDecision
from guanmo.stages.scoring.models.ballot import REASON_LIMIT


@transaction.atomic
def settle_conflict(chosen: BallotVersion, *, reason: str, seen: Collection[UUID] | None = None, by: User) -> Ballot:
    """Let ``chosen`` count; every other sheet that has arrived is set aside and kept.

    ``seen`` are the sheets that ``by`` had before the eyes: one that came in since is not decided about unread.
    Raises NotAllowed for who does not run the round or brought ``chosen`` in, WrongStep once scoring is over or when there is nothing to decide,
    ReasonMissing and TextTooLong.
    """
    visit = chosen.ballot.visit
    if not may_run(access_of(by), visit.round.tier, visit.round.organiser.path):
        raise NotAllowed(_("只有本轮的组织者可以决定以哪一份为准。"))
    if chosen.entered_by_id == by.pk:
        raise NotAllowed(_("这一份是您替评委录入或导入的，请另一位组织者来决定以哪一份为准。"))
    reason = fitting(written(reason, missing=_("请写明以这一份为准的理由。")), name=_("理由"), most=REASON_LIMIT)
    if lock_round_for_ballot(visit.round_id).scoring_is_over:
        raise WrongStep(_("打分已经结束，名次已按先收到的一份计算，不能再改。"))
    ballot = Ballot.objects.select_for_update().get(pk=chosen.ballot_id)
    if not ballot.in_conflict:
        raise WrongStep(_("这位评委的评分表现在没有冲突，请刷新页面查看。"))
    versions = list(ballot.versions.all())
    head = head_among(ballot, versions)
    if seen is not None and {head.id, *head.rivals} != set(seen):
        raise WrongStep(_("您查看以后，这位评委又有一份评分表收到，请重新对照再决定。"))
    settled = [str(one.pk) for one in versions]
    decision = ConflictDecision.objects.create(ballot=ballot, chosen=chosen, settled=settled, reason=reason, by=by)
    settle({ballot: versions})
    record("ballot.settled", chosen, by=by, decision=decision.pk, reason=reason)
    log_decision(decision)
    return ballot
