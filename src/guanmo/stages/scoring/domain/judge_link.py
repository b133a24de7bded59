"""A judge's personal way in for one round: made by who runs the round, bound to the first phone, revoked at will."""

import hashlib
import secrets
from collections.abc import Sequence

from django.db import transaction
from django.db.models import QuerySet
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
"""Randomness of a token: 192 bits."""


def digest_of(secret: str) -> str:
    """What is kept of a token or a key."""
    return hashlib.sha256(secret.encode()).hexdigest()


@transaction.atomic
def make_links(participants: Sequence[Participant], *, by: User) -> list[str]:
    """A new token for each of these judges in their order: for all, or with one refusal for none."""
    return [make_link(participant, by=by) for participant in participants]


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


def find_link(token: str) -> JudgeLink:
    """The link that a token opens, bound already or not; nothing is spent. Raises LinkRefused."""
    return _opened(_links(), token)


@transaction.atomic
def bind_device(token: str, *, key: str) -> JudgeLink:
    """Spend a token for the phone that has this key. The same key again is the same phone, whose first answer was lost.

    Raises LinkRefused.
    """
    link = _opened(_links().select_for_update(of=("self",)), token)
    if is_bound_by(link, key):
        return link
    check_unbound(link)
    link.key_digest, link.bound_at = digest_of(key), timezone.now()
    link.save(update_fields=["key_digest", "bound_at"])
    record("judge_link.bound", link, by=link.participant.user)
    return link


def is_bound_by(link: JudgeLink, key: str) -> bool:
    """Whether the link was spent for the phone that has this key."""
    return link.key_digest is not None and secrets.compare_digest(link.key_digest, digest_of(key))


def check_unbound(link: JudgeLink) -> None:
    """Raise LinkRefused when a phone has spent the link already."""
    if link.bound_at is not None:
        sentence = _("这个打分二维码已经在一部手机上用过。换手机打分，请向本轮组织者要新的二维码。")
        raise LinkRefused(sentence, code="link_bound")


def _check(participant: Participant, by: User) -> None:
    if not may_run(access_of(by), participant.round.tier, participant.round.organiser.path):
        raise NotAllowed(_("只有本轮的组织者可以发放打分二维码。"))


def _shut(participant: Participant) -> int:
    """Revoke what is open, under the participant's lock: two people may hand out a link at the same time."""
    Participant.objects.select_for_update(no_key=True).get(pk=participant.pk)
    return JudgeLink.objects.filter(participant=participant, revoked_at=None).update(revoked_at=timezone.now())


def _links() -> QuerySet[JudgeLink]:
    return JudgeLink.objects.select_related("participant__round", "participant__user", "participant__organisation")


def _opened(links: QuerySet[JudgeLink], token: str) -> JudgeLink:
    link = links.filter(token_digest=digest_of(token)).first()
    if link is None or not _is_open(link):
        raise LinkRefused(_("这个打分二维码已经失效，请向本轮组织者要新的二维码。"))
    return link


def _is_open(link: JudgeLink) -> bool:
    deadline, today = link.participant.round.deadline, timezone.localdate()
    return link_is_open(revoked=link.revoked_at is not None, deadline=deadline, today=today)
