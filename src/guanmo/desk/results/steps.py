"""Which buttons the results of a round offer to this user now; the domain checks each act again."""

from dataclasses import dataclass

from guanmo.stages.organisations.models import User
from guanmo.stages.organisations.queries import access_of
from guanmo.stages.results.queries import changed_since, current_ranking, provisional_problem
from guanmo.stages.results.rules import may_classify, may_file
from guanmo.stages.rounds.enums import RoundState, Tier
from guanmo.stages.rounds.models import Round


@dataclass(frozen=True, slots=True)
class NextSteps:
    """Confirm the classes (again), file with the county, rank again after objections; ``provisional`` says why not yet."""

    classify: bool
    file: bool
    recount: bool
    provisional: str


def next_steps(user: User, round: Round) -> NextSteps:
    """What the user may do with the results of the round in its present state."""
    access = access_of(user)
    place = (round.tier, round.organiser.path)
    ranking, provisional = current_ranking(round), ""
    if round.state == RoundState.RANKED:
        provisional = provisional_problem(round)
    changed = ranking is not None and changed_since(ranking) and round.state == RoundState.RANKED
    return NextSteps(
        recount=changed and not provisional and may_classify(access, *place),
        provisional=provisional,
        classify=not provisional
        and not changed
        and round.state in (RoundState.RANKED, RoundState.CLASSIFIED)
        and may_classify(access, *place),
        file=round.state == RoundState.CLASSIFIED and round.tier == Tier.INTERNAL and may_file(access, *place),
    )
