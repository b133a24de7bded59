"""The one way to write an audit line."""

from typing import Any

from django.db import models

from guanmo.audit.models import Entry


def record(act: str, target: models.Model, *, by: Any, **facts: Any) -> Entry:
    """Write one line inside the caller's transaction. ``facts`` must be plain JSON values.

    ``by`` is the acting user, or None when the system itself acted (a demo county, an upgrade).
    """
    return Entry.objects.create(
        by=by, act=act, target_type=target._meta.label_lower, target_id=str(target.pk), facts=facts
    )
