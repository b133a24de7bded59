"""Rank a round again after the objections were answered: a new ranking beside the provisional one, which stays."""

from django.db import transaction
from django.utils.translation import gettext as _

from guanmo.audit.record import record
from guanmo.stages.organisations.errors import NotAllowed
from guanmo.stages.organisations.models import User
from guanmo.stages.organisations.queries import access_of
from guanmo.stages.results.domain.rank_round import rank_round
from guanmo.stages.results.domain.seal_round import standings_told
from guanmo.stages.results.errors import StillProvisional
from guanmo.stages.results.models import Ranking
from guanmo.stages.results.queries.windows import changed_since, current_ranking, provisional_problem
from guanmo.stages.results.rules import may_classify
from guanmo.stages.rounds.domain.score_log import log_event
from guanmo.stages.rounds.domain.transition import lock_round
from guanmo.stages.rounds.models import Round


@transaction.atomic
def recount(round: Round, *, by: User) -> Ranking:
    """Count again with the changed lines. Raises NotAllowed, StillProvisional (window open, objection open, no change)."""
    if not may_classify(access_of(by), round.tier, round.organiser.path):
        raise NotAllowed(_("只有党（工）委书记、副书记可以重新汇总。"))
    round = lock_round(round)
    ranking = current_ranking(round)
    if problem := provisional_problem(round):
        raise StillProvisional(problem)
    if ranking is None or not changed_since(ranking):
        raise StillProvisional(_("复核没有改动扣分，不用重新汇总。"))
    made = rank_round(round, note=ranking.note, replaces=ranking, by=by)
    log_event(round, "recounted", digest=made.digest, standings=standings_told(made))
    record("round.recounted", made, by=by, digest=made.digest, replaces=ranking.digest)
    return made
