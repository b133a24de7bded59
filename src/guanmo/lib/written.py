"""Rows that somebody wrote, told in the writer's transaction: by ``save`` (Django's own signal), by whole sets here."""

from typing import Any, TypeVar

from django.db import models
from django.dispatch import Signal

M = TypeVar("M", bound=models.Model)
written = Signal()
"""Sent by a model with ``rows``, the objects that were written together."""


class ToldQuerySet(models.QuerySet[M]):
    """Tells of what ``bulk_create`` and ``update`` wrote, which Django itself does not."""

    def bulk_create(self, *args: Any, **kwargs: Any) -> list[M]:
        made = super().bulk_create(*args, **kwargs)
        written.send(self.model, rows=made)
        return made

    def update(self, **kwargs: Any) -> int:
        changed = [one.pk for one in self] if written.has_listeners(self.model) else []
        count = super().update(**kwargs)
        if changed:
            written.send(self.model, rows=list(self.model._default_manager.filter(pk__in=changed)))
        return count

    update.alters_data = True  # type: ignore[attr-defined]
