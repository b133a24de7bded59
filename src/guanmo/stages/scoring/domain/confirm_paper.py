"""A second person compares what was typed in with the paper: it becomes the judge's ballot, or goes back."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from guanmo.audit.record import record
from guanmo.stages.organisations.errors import NotAllowed
from guanmo.stages.organisations.models import User
from guanmo.stages.organisations.queries import access_of
from guanmo.stages.rounds.domain.limits import fitting, written
from guanmo.stages.rounds.errors import WrongStep
from guanmo.stages.rounds.rules import may_run
from guanmo.stages.scoring.domain.finished import Channel
from guanmo.stages.scoring.domain.submit_ballot import submit_ballot
from guanmo.stages.scoring.models import BallotVersion, PaperEntry

REASON_LIMIT = 200


@transaction.atomic
def confirm_paper(entry: PaperEntry, *, by: User) -> BallotVersion:
    """Receive the document in the judge's name. Raises NotAllowed for who typed it in or does not run the round,

    WrongStep when it was decided about already, and BallotRefused when the sheet cannot be counted; then nothing is
    kept but the entry.
    """
    found = _undecided(entry, by)
    if found.entered_by_id == by.pk:
        raise NotAllowed(_("录入的人不能自己核对，请另一位同志核对。"))
    version = submit_ballot(found.payload, by=found.participant.user, channel=Channel(entered_by=by))
    found.confirmed_by, found.confirmed_at, found.version = by, timezone.now(), version
    found.save(update_fields=["confirmed_by", "confirmed_at", "version"])
    record("paper.confirmed", found, by=by, version=str(version.pk))
    return version


@transaction.atomic
def return_paper(entry: PaperEntry, *, reason: str, by: User) -> PaperEntry:
    """Give it back to be typed in again. Raises NotAllowed, WrongStep, ReasonMissing and TextTooLong."""
    found = _undecided(entry, by)
    reason = fitting(written(reason, missing=_("请写明退回的原因。")), name=_("退回的原因"), most=REASON_LIMIT)
    found.returned_because = reason
    found.save(update_fields=["returned_because"])
    record("paper.returned", found, by=by, reason=reason)
    return found


def _undecided(entry: PaperEntry, by: User) -> PaperEntry:
    """The entry under its lock. Raises NotAllowed, and WrongStep when somebody was faster."""
    round = entry.visit.round
    if not may_run(access_of(by), round.tier, round.organiser.path):
        raise NotAllowed(_("只有本轮的组织者可以核对纸质评分表。"))
    locked = PaperEntry.objects.select_for_update(of=("self",)).select_related("participant__user")
    found = locked.get(pk=entry.pk)
    if found.version_id is not None:
        raise WrongStep(_("这份录入已由%(person)s核对确认。") % {"person": found.confirmed_by})
    if found.returned_because:
        raise WrongStep(_("这份录入已经退回：%(reason)s") % {"reason": found.returned_because})
    return found
