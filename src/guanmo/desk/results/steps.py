"""Which buttons the results of a round offer to this user now; the domain checks each act again."""

from dataclasses import dataclass

from guanmo.stages.organisations.models import User
from guanmo.stages.organisations.queries import access_of
from guanmo.stages.results.rules import may_classify, may_file
from guanmo.stages.rounds.enums import RoundState, Tier
from guanmo.stages.rounds.models import Round


@dataclass(frozen=True, slots=True)
class NextSteps:
    """Confirm the classes (again), file with the county."""

    classify: bool
    file: bool


def next_steps(user: User, round: Round) -> NextSteps:
    """What the user may do with the results of the round in its present state."""
    access = access_of(user)
    place = (round.tier, round.organiser.path)
    return NextSteps(
        classify=round.state in (RoundState.RANKED, RoundState.CLASSIFIED) and may_classify(access, *place),
        file=round.state == RoundState.CLASSIFIED and round.tier == Tier.INTERNAL and may_file(access, *place),
    )
