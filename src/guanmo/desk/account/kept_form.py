"""What somebody sent after the session had ended: kept, sealed, until the same person has logged in again."""

import base64
import json
from typing import Any

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.http import HttpRequest, QueryDict

from guanmo.lib.sealing import Keyring, SealBroken, keyring

KEPT = "guanmo_kept_form"
MOST = 200_000
"""Characters of a form that is kept; what is longer, and every file, must be sent again."""
SHORT_LIVED = {"csrfmiddlewaretoken"}


def to_keep(request: HttpRequest) -> dict[str, Any] | None:
    """The form of a request, or None where there is none to keep."""
    if request.method != "POST":
        return None
    fields = request.POST.urlencode()
    if len(fields) > MOST:
        return None
    person = request.session.get(SESSION_KEY)  # also of a session that is over
    if person is None:
        return None
    return {"person": person, "path": request.get_full_path(), "fields": fields, "files": bool(request.FILES)}


def keep(request: HttpRequest, form: dict[str, Any]) -> None:
    """Sessions lie in the database and its backups: what was typed lies there sealed, like every other personal detail."""
    sealed = _ring().seal(json.dumps(form).encode(), _place(form["person"]))
    request.session[KEPT] = base64.b64encode(sealed).decode()


def kept(request: HttpRequest) -> dict[str, Any] | None:
    """The kept form with its fields as pairs; None when there is none, or when it is another person's."""
    sealed = request.session.get(KEPT)
    if sealed is None:
        return None
    try:
        form: dict[str, Any] = json.loads(_ring().open(base64.b64decode(sealed), _place(str(request.user.pk))))
    except (SealBroken, TypeError, ValueError):  # also what an older version wrote, in another form
        return None
    fields = [(name, one) for name, values in QueryDict(form["fields"]).lists() for one in values]
    return {**form, "fields": [pair for pair in fields if pair[0] not in SHORT_LIVED]}


def forget(request: HttpRequest) -> None:
    request.session.pop(KEPT, None)


def _ring() -> Keyring:
    return keyring(settings.FIELD_KEYS, settings.FIELD_CIPHER)


def _place(person: str) -> str:
    return f"django_session.{KEPT}:{person}"
