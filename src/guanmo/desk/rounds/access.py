"""Pages that only those have who run the round; for everybody else they are not there."""

from uuid import UUID

from guanmo.lib.refusal import NotVisible
from guanmo.stages.organisations.models import User
from guanmo.stages.organisations.queries import access_of
from guanmo.stages.rounds.models import Round
from guanmo.stages.rounds.queries import round_for
from guanmo.stages.rounds.rules import may_run


def runs(user: User, round: Round) -> bool:
    """Whether the user keeps the round's attendance, visits and sheets."""
    return may_run(access_of(user), round.tier, round.organiser.path)


def round_run_by(user: User, uuid: UUID) -> Round:
    """The round for who runs it. Raises NotVisible (404) for everybody else."""
    round = round_for(user, uuid)
    if not runs(user, round):
        raise NotVisible
    return round
