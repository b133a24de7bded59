"""Confirm the seal of a round: a person says, logged in, which root the page showed (security.md 3.1, 3.3)."""

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from guanmo.audit.record import record
from guanmo.stages.organisations.errors import NotAllowed
from guanmo.stages.organisations.models import User
from guanmo.stages.results.enums import SealRole
from guanmo.stages.results.errors import SealRefused
from guanmo.stages.results.models import Seal, SealSignature
from guanmo.stages.results.queries import seal_roles_of
from guanmo.stages.rounds.domain.score_log import log_event


@transaction.atomic
def sign_seal(seal: Seal, role: SealRole, *, root: str, by: User) -> SealSignature:
    """Confirm the seal as ``role``; ``root`` (64 hex digits) is what ``by`` had before the eyes.

    Raises NotAllowed for who has not this part, SealRefused for another root, a part that is taken, or a second time.
    """
    if role not in seal_roles_of(by, seal):
        raise NotAllowed(_("您不能以这个身份确认封存。"))
    if root != seal.checkpoint.root.hex():
        raise SealRefused(_("您看到的指纹和封存的不一样，没有确认。请刷新页面，和纸上的指纹核对。"))
    try:
        with transaction.atomic():
            signature = SealSignature.objects.create(seal=seal, role=role, root=root, by=by)
    except IntegrityError as error:
        raise SealRefused(_("这个身份或您本人已经确认过了，请刷新页面查看。")) from error
    record("seal.signed", seal, by=by, role=str(role), root=root)
    log_event(seal.round, "seal_signed", role=str(role), name=str(by), root=root)
    return signature
