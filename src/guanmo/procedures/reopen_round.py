"""Open a sealed round again, by two people, while nothing of its result has been issued (security.md 3.3)."""

from django.db import transaction
from django.utils.translation import gettext as _

from guanmo.stages.documents.queries import with_the_result_of
from guanmo.stages.organisations.models import User
from guanmo.stages.results.domain.reopen import ask_reopening, confirm_reopening
from guanmo.stages.results.errors import ReopeningRefused
from guanmo.stages.results.models import Reopening
from guanmo.stages.rounds.domain.transition import lock_round
from guanmo.stages.rounds.models import Round


@transaction.atomic
def ask_to_reopen(round: Round, *, reason: str, by: User) -> Reopening:
    """Ask, as ``ask_reopening`` does, with its refusals; ReopeningRefused also for what is issued and not withdrawn."""
    asked = ask_reopening(round, reason=reason, by=by)
    _check_nothing_is_issued(round)
    return asked


@transaction.atomic
def reopen_round(asked: Reopening, *, by: User) -> Round:
    """Confirm, as ``confirm_reopening`` does, with its refusals; ReopeningRefused also for what is issued and not withdrawn."""
    _check_nothing_is_issued(lock_round(asked.seal.round))
    return confirm_reopening(asked, by=by)


def _check_nothing_is_issued(round: Round) -> None:
    issued = with_the_result_of(round).filter(withdrawal=None).first()
    if issued:
        raise ReopeningRefused(_("《%(title)s》已经印发，请先撤回，再重新打开打分。") % {"title": issued})
