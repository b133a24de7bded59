"""The audit line of a login: whoever reads the log can tell from when to when an account was in use."""

from guanmo.audit.record import record
from guanmo.stages.organisations.models import User


def note_login(*, by: User) -> None:
    """Somebody has come in, by whatever way the login page offers."""
    record("login.succeeded", by, by=by)
