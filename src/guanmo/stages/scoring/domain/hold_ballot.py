"""Keep a ballot that could not be counted, byte for byte, with the sentence that its judge was given."""

from django.db import transaction

from guanmo.lib.device_signature import LONGEST, storable
from guanmo.method.ballot import Submission
from guanmo.stages.scoring.domain.finished import Sent
from guanmo.stages.scoring.domain.log_ballots import log_held
from guanmo.stages.scoring.errors import BallotRefused
from guanmo.stages.scoring.models import HeldBallot


@transaction.atomic
def hold_ballot(sent: Sent, submission: Submission | None, refusal: BallotRefused) -> HeldBallot | None:
    """Keep it once: the same bytes refused again for the same reason change nothing. None for what is too large.

    ``submission`` is what the bytes say, None when they could not be read.
    """
    if sent.is_too_large:
        return None
    facts = {
        "body": sent.body,
        "message": str(refusal),
        "version_id": submission.id if submission else sent.expected,
        "visit": submission.visit if submission else None,
        "entered_by": sent.channel.entered_by,
        "signature": storable(sent.signature)[:LONGEST],
    }
    held, created = HeldBallot.objects.get_or_create(by=sent.by, digest=sent.digest, code=refusal.code, defaults=facts)
    if created:
        log_held(held)
    return held
