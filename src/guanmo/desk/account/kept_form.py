"""What somebody sent after the session had ended: kept until the same person has logged in again."""

from typing import Any

from django.http import HttpRequest, QueryDict

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
    person = str(request.user.pk)
    return {"person": person, "path": request.get_full_path(), "fields": fields, "files": bool(request.FILES)}


def keep(request: HttpRequest, form: dict[str, Any]) -> None:
    request.session[KEPT] = form


def kept(request: HttpRequest) -> dict[str, Any] | None:
    """The kept form with its fields as pairs; None when there is none, or when it is another person's."""
    form: dict[str, Any] | None = request.session.get(KEPT)
    if form is None or form["person"] != str(request.user.pk):
        return None
    fields = [(name, one) for name, values in QueryDict(form["fields"]).lists() for one in values]
    return {**form, "fields": [pair for pair in fields if pair[0] not in SHORT_LIVED]}


def forget(request: HttpRequest) -> None:
    request.session.pop(KEPT, None)
