"""The secrets of second factors as they lie in the database: worthless without the keys, which are in no backup of it."""

import base64
from collections import Counter
from typing import Any

from allauth.mfa.models import Authenticator
from django.conf import settings

from guanmo.lib.sealing import Keyring, keyring

TABLE = "mfa_authenticator.data"
_SECRET = ("secret", "seed", "migrated_codes")
"""Where the library keeps what it had sealed: of an authenticator, of recovery codes, of older recovery codes."""


def seal_secret(text: str, user: int) -> str:
    """Sealed for this account (id) alone, in base64: moved to another one's row it does not open."""
    return base64.b64encode(_ring().seal(text.encode(), _place(user))).decode()


def open_secret(sealed: str, user: int) -> str:
    """The text again. Raises SealBroken."""
    return _ring().open(base64.b64decode(sealed), _place(user)).decode()


def keys_of_secrets() -> Counter[int]:
    """How many secrets each key has sealed."""
    return Counter(base64.b64decode(one)[0] for row in Authenticator.objects.all() for one in _sealed_in(row.data))


def reseal_secrets() -> int:
    """Seal with the newest key what an older one sealed; how many authenticators that were.

    One that somebody uses at this moment is left for the next call: nothing is written over.
    """
    return sum(_reseal(one, _ring()) for one in Authenticator.objects.order_by("pk"))


def _reseal(row: Authenticator, ring: Keyring) -> int:
    if all(ring.is_newest(base64.b64decode(one)) for one in _sealed_in(row.data)):
        return 0
    anew = {name: _anew(value, row.user_id) if name in _SECRET else value for name, value in row.data.items()}
    return int(Authenticator.objects.filter(pk=row.pk, data=row.data).update(data=anew))


def _anew(value: Any, user: int) -> Any:
    return (
        [_anew(one, user) for one in value] if isinstance(value, list) else seal_secret(open_secret(value, user), user)
    )


def _sealed_in(data: dict[str, Any]) -> list[str]:
    values = [data[name] for name in _SECRET if name in data]
    return [one for value in values for one in (value if isinstance(value, list) else [value])]


def _ring() -> Keyring:
    return keyring(settings.FIELD_KEYS, settings.FIELD_CIPHER)


def _place(user: int) -> str:
    return f"{TABLE}:{user}"
