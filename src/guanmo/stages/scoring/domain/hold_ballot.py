"""Keep a ballot that could not be counted, byte for byte, with the sentence that its judge was given."""

from guanmo.stages.organisations.models import User
from guanmo.stages.scoring.errors import BallotRefused
from guanmo.stages.scoring.models import HeldBallot


def hold_ballot(body: bytes, digest: str, refusal: BallotRefused, *, by: User) -> HeldBallot:
    """Keep it once: the same bytes refused again for the same reason change nothing."""
    defaults = {"body": body, "message": str(refusal)}
    held, _created = HeldBallot.objects.get_or_create(by=by, digest=digest, code=refusal.code, defaults=defaults)
    return held
