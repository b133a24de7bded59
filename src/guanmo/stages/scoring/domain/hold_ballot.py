"""Keep a ballot that could not be counted, byte for byte, with the sentence that its judge was given."""

from uuid import UUID

from guanmo.method.ballot import Submission
from guanmo.stages.organisations.models import User
from guanmo.stages.scoring.errors import BallotRefused
from guanmo.stages.scoring.models import HeldBallot


def hold_ballot(
    body: bytes, digest: str, refusal: BallotRefused, *, by: User, version_id: UUID | None, of: Submission | None
) -> HeldBallot:
    """Keep it once: the same bytes refused again for the same reason change nothing."""
    facts = {"body": body, "message": str(refusal), "version_id": version_id, "visit": of.visit if of else None}
    held, _created = HeldBallot.objects.get_or_create(by=by, digest=digest, code=refusal.code, defaults=facts)
    return held
