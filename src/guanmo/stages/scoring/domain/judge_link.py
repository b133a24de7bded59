"""A judge's personal way in for one round: made by who runs the round, bound to the first phone, revoked at will."""

import hashlib
import secrets

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from guanmo.audit.record import record
from guanmo.stages.organisations.errors import NotAllowed
from guanmo.stages.organisations.models import User
from guanmo.stages.organisations.queries import access_of
from guanmo.stages.rounds.errors import WrongStep
from guanmo.stages.rounds.models import Participant
from guanmo.stages.rounds.rules import may_run
from guanmo.stages.scoring.errors import LinkRefused
from guanmo.stages.scoring.models import JudgeLink
from guanmo.stages.scoring.rules import is_attending, link_is_open

BYTES = 24
"""Randomness of a token and of a key: 192 bits."""


def digest_of(secret: str) -> str:
    """What is kept of a token or a key."""
    return hashlib.sha256(secret.encode()).hexdigest()


@transaction.atomic
def make_link(participant: Participant, *, by: User) -> str:
    """A new token for this judge; an earlier link, and the phone bound by it, are shut out from now on.

    The token is in no table: it must be shown at once. Raises NotAllowed, WrongStep.
    """
    _check(participant, by)
    if participant.round.scoring_is_over:
        raise WrongStep(_("打分已经结束，不再发放打分二维码。"))
    if not is_attending(participant):
        raise WrongStep(_("%(person)s已登记为缺席，不能发放打分二维码。") % {"person": participant.user})
    _shut(participant)
    token = secrets.token_urlsafe(BYTES)
    link = JudgeLink.objects.create(participant=participant, token_digest=digest_of(token), made_by=by)
    record("judge_link.made", link, by=by, participant=participant.pk)
    return token


@transaction.atomic
def revoke_link(participant: Participant, *, by: User) -> None:
    """Shut out the judge's link and phone. What the phone has not sent stays on it. Raises NotAllowed."""
    _check(participant, by)
    if _shut(participant):
        record("judge_link.revoked", participant, by=by)


@transaction.atomic
def bind_device(token: str) -> tuple[JudgeLink, str]:
    """Spend a token: the link and the key that this phone alone will have. Raises LinkRefused."""
    links = JudgeLink.objects.select_for_update(of=("self",)).select_related("participant__round", "participant__user")
    link = links.filter(token_digest=digest_of(token)).first()
    if link is None or not _is_open(link):
        raise LinkRefused(_("这个打分二维码已经失效，请向本轮组织者要新的二维码。"))
    if link.bound_at is not None:
        raise LinkRefused(_("这个打分二维码已经在一部手机上用过。换手机打分，请向本轮组织者要新的二维码。"))
    key = secrets.token_urlsafe(BYTES)
    link.key_digest, link.bound_at = digest_of(key), timezone.now()
    link.save(update_fields=["key_digest", "bound_at"])
    record("judge_link.bound", link, by=link.participant.user)
    return link, key


def _check(participant: Participant, by: User) -> None:
    if not may_run(access_of(by), participant.round.tier, participant.round.organiser.path):
        raise NotAllowed(_("只有本轮的组织者可以发放打分二维码。"))


def _shut(participant: Participant) -> int:
    return JudgeLink.objects.filter(participant=participant, revoked_at=None).update(revoked_at=timezone.now())


def _is_open(link: JudgeLink) -> bool:
    deadline, today = link.participant.round.deadline, timezone.localdate()
    return link_is_open(revoked=link.revoked_at is not None, deadline=deadline, today=today)
