"""Open the texts of a conflict: scores are unseen before the close, so who looks is written down."""

from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from guanmo.audit.record import record
from guanmo.stages.organisations.errors import NotAllowed
from guanmo.stages.organisations.models import User
from guanmo.stages.organisations.queries import access_of
from guanmo.stages.rounds.errors import WrongStep
from guanmo.stages.rounds.rules import may_run
from guanmo.stages.scoring.domain.heads import head_among
from guanmo.stages.scoring.models import Ballot, BallotVersion


@transaction.atomic
def open_conflict(ballot: Ballot, *, by: User) -> Sequence[BallotVersion]:
    """The sheets between which somebody must decide, as they arrived. Raises NotAllowed, WrongStep."""
    visit = ballot.visit
    if not may_run(access_of(by), visit.round.tier, visit.round.organiser.path):
        raise NotAllowed(_("只有本轮的组织者可以打开冲突的评分表。"))
    if not ballot.in_conflict:
        raise WrongStep(_("这位评委的评分表现在没有冲突，可能别人刚刚决定过。"))
    versions = list(ballot.versions.select_related("entered_by").prefetch_related("deductions__item__section"))
    head = head_among(ballot, versions)
    ends = [one for one in versions if one.pk in (head.id, *head.rivals)]
    record("conflict.opened", ballot, by=by, versions=[str(one.pk) for one in ends])
    return ends
