"""Open a round and freeze what the records propose for its visits, in one transaction."""

from django.db import transaction

from guanmo.stages.organisations.models import User
from guanmo.stages.rounds.domain.open_round import open_round
from guanmo.stages.rounds.models import Round
from guanmo.stages.scoring.domain.freeze_proposals import freeze_proposals


@transaction.atomic
def begin_round(round: Round, *, override_reason: str = "", by: User) -> Round:
    """Open the round as ``open_round`` does, with its refusals."""
    opened = open_round(round, override_reason=override_reason, by=by)
    freeze_proposals(opened)
    return opened
