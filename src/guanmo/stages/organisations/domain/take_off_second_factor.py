"""For a person whose phone and recovery codes are lost: the password alone opens again, until a new one is turned on."""

from allauth.mfa.models import Authenticator
from django.db import transaction

from guanmo.audit.record import record
from guanmo.stages.organisations.domain.end_sessions import end_all_sessions
from guanmo.stages.organisations.models import User


@transaction.atomic
def take_off_second_factor(user: User, *, by: User | None) -> int:
    """Remove authenticator, passkeys and recovery codes and end every session. Returns how many there were.

    ``by`` is None: whoever runs the server does it at the server, after having seen the person.
    """
    count, _kinds = Authenticator.objects.filter(user=user).delete()
    end_all_sessions(user)
    record("second_factor.taken_off", user, by=by, count=count)
    return int(count)
