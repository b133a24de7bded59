"""File ranking and classification with the county; the county accepts or returns (S0-3.1-l)."""

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from guanmo.audit.record import record
from guanmo.stages.organisations.errors import NotAllowed
from guanmo.stages.organisations.models import User
from guanmo.stages.organisations.queries import access_of
from guanmo.stages.results.enums import Answer
from guanmo.stages.results.errors import AlreadyAnswered, NothingToFile, NotRanked
from guanmo.stages.results.models import Filing, FilingAnswer
from guanmo.stages.results.queries import current_ranking
from guanmo.stages.results.rules import may_answer_filing, may_file
from guanmo.stages.rounds.domain.score_log import log_event
from guanmo.stages.rounds.domain.transition import advance
from guanmo.stages.rounds.enums import RoundState, Tier
from guanmo.stages.rounds.errors import ReasonMissing
from guanmo.stages.rounds.models import Round


@transaction.atomic
def file_results(round: Round, *, number: str, by: User) -> Filing:
    """Submit the filing with its number. Raises NotAllowed, NothingToFile, NotRanked, WrongStep."""
    if not may_file(access_of(by), round.tier, round.organiser.path):
        raise NotAllowed(_("只有党（工）委书记、副书记可以报送备案。"))
    if round.tier != Tier.INTERNAL:
        raise NothingToFile(_("只有内部观摩需要报县委组织部备案。"))
    advance(round, RoundState.FILED, by=by)
    ranking = current_ranking(round)
    if ranking is None:
        raise NotRanked(_("本轮还没有排名，不能报送。"))
    filing = Filing.objects.create(ranking=ranking, number=number, submitted_by=by)
    record("filing.submitted", filing, by=by, number=number)
    log_event(round, "filed", number=number)
    return filing


@transaction.atomic
def answer_filing(filing: Filing, answer: Answer, *, reason: str = "", receipt: str = "", by: User) -> FilingAnswer:
    """Accept the filing (the round is closed) or return it with a reason (the round goes back to its classes).

    Raises NotAllowed, ReasonMissing, AlreadyAnswered.
    """
    if not may_answer_filing(access_of(by)):
        raise NotAllowed(_("只有县委组织部可以办理备案。"))
    if answer == Answer.RETURNED and not reason.strip():
        raise ReasonMissing(_("退回时请写明原因。"))
    try:
        with transaction.atomic():
            given = FilingAnswer.objects.create(
                filing=filing, answer=answer, reason=reason.strip(), receipt=receipt, by=by
            )
    except IntegrityError as error:
        raise AlreadyAnswered(_("这份备案已经办理过了，请刷新页面查看。")) from error
    target = RoundState.CLOSED if answer == Answer.ACCEPTED else RoundState.CLASSIFIED
    advance(filing.ranking.round, target, reason=reason.strip(), by=by)
    record(f"filing.{answer}", filing, by=by, reason=reason)
    log_event(filing.ranking.round, "filing_answered", number=filing.number, answer=answer.value)
    return given
