"""Which documents of a round this user can issue now; the procedures check each act again."""

from dataclasses import dataclass

from guanmo.stages.organisations.models import User
from guanmo.stages.organisations.queries import access_of
from guanmo.stages.rectification.queries import rows_of_round
from guanmo.stages.rounds.enums import BEFORE, RoundState
from guanmo.stages.rounds.models import Round
from guanmo.stages.rounds.rules import may_lead, may_run

CLASSES_KNOWN = frozenset({RoundState.CLASSIFIED, RoundState.FILED, RoundState.CLOSED})


@dataclass(frozen=True, slots=True)
class Offers:
    """What can be issued; ``leads``: whether the user leads the round and its scoring is over."""

    ranking_lists: bool
    bulletin: bool
    summary: bool
    ledger: bool
    progress: bool
    leads: bool

    @property
    def any(self) -> bool:
        return self.ranking_lists or self.summary or self.ledger or self.progress


def may_issue(user: User, round: Round) -> bool:
    """Whether the user leads the round and its scoring is over."""
    return round.scoring_is_over and may_lead(access_of(user), round.tier, round.organiser.path)


def offers(user: User, round: Round) -> Offers:
    """The documents that can be issued in the round's present state."""
    leads, known = may_issue(user, round), round.state in CLASSES_KNOWN
    runs = may_run(access_of(user), round.tier, round.organiser.path)
    return Offers(
        ranking_lists=leads and known,
        bulletin=leads and known,
        summary=leads,
        ledger=runs and rows_of_round(user, round).exists(),
        progress=may_lead(access_of(user), round.tier, round.organiser.path) and round.state not in BEFORE,
        leads=leads,
    )
