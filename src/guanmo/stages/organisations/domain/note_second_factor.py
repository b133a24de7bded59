"""The audit line of a change that django-allauth has made to somebody's second factor."""

from guanmo.audit.record import record
from guanmo.stages.organisations.models import User

ACTS = {
    "mfa/email/totp_activated": "second_factor.totp_activated",
    "mfa/email/totp_deactivated": "second_factor.totp_deactivated",
    "mfa/email/webauthn_added": "second_factor.passkey_added",
    "mfa/email/webauthn_removed": "second_factor.passkey_removed",
    "mfa/email/recovery_codes_generated": "second_factor.recovery_codes_made",
}


def note_second_factor(notice: str, *, by: User) -> None:
    """``notice`` is the library's name of the letter that it would send about the change."""
    if notice in ACTS:
        record(ACTS[notice], by, by=by)
