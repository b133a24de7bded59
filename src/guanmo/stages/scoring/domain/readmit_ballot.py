"""Take a held sheet after all, once what stood against it has been put right (an absence recorded by mistake, …)."""

from django.db import transaction
from django.utils.translation import gettext as _

from guanmo.audit.record import record
from guanmo.stages.organisations.errors import NotAllowed
from guanmo.stages.organisations.models import User
from guanmo.stages.organisations.queries import access_of
from guanmo.stages.rounds.rules import may_run
from guanmo.stages.scoring.domain.finished import Channel
from guanmo.stages.scoring.domain.log_ballots import log_readmission
from guanmo.stages.scoring.domain.submit_ballot import submit_ballot
from guanmo.stages.scoring.enums import HoldCode
from guanmo.stages.scoring.models import BallotVersion, HeldBallot, Readmission
from guanmo.stages.scoring.queries.aside import visit_named_by


@transaction.atomic
def readmit_ballot(held: HeldBallot, *, by: User) -> BallotVersion:
    """Receive the very bytes again in the name of their judge, with their phone's signature; today's rules decide.

    A sheet that was held because its signature is wrong is taken as one without; the log has said why before.
    Raises NotAllowed for who does not run the round, and BallotRefused while there is still a reason against it.
    """
    visit = visit_named_by(held)
    if visit is None or not may_run(access_of(by), visit.round.tier, visit.round.organiser.path):
        raise NotAllowed(_("只有本轮的组织者可以重新受理暂存的评分表。"))
    signature = "" if held.code == HoldCode.SIGNATURE else held.signature
    channel = Channel(entered_by=held.entered_by)
    version = submit_ballot(bytes(held.body), by=held.by, channel=channel, signature=signature)
    known = Readmission.objects.filter(held=held).first()
    if known is None:
        taken = Readmission.objects.create(held=held, version=version, by=by)
        record("ballot.readmitted", version, by=by, held=held.pk, code=held.code)
        log_readmission(taken)
    return version
