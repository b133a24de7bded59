"""What was signed or filed never changes: neither a record nor its papers, one by one or as a set."""

from typing import Any, ClassVar, TypeVar

from django.db import models

from guanmo.lib.written import ToldQuerySet
from guanmo.stages.records.enums import RecordState

M = TypeVar("M", bound=models.Model)


class LockedRecordChanged(TypeError):
    """A defect: something tried to change a locked record. Acts refuse before it comes to this."""


class KeptQuerySet(ToldQuerySet[M]):
    """Rows of records; ``update`` and ``delete`` raise when a locked record is among them."""

    def update(self, **kwargs: Any) -> int:
        self._refuse_locked()
        return super().update(**kwargs)

    update.alters_data = True  # type: ignore[attr-defined]

    def delete(self) -> tuple[int, dict[str, int]]:
        self._refuse_locked()
        return super().delete()

    delete.alters_data = True  # type: ignore[attr-defined]
    delete.queryset_only = True  # type: ignore[attr-defined]

    def _refuse_locked(self) -> None:
        path = self.model.path_to_state  # type: ignore[attr-defined]
        if self.filter(**{path: RecordState.LOCKED}).exists():
            raise LockedRecordChanged(f"a locked record keeps its {self.model.__name__}")


class KeptWhenLocked(models.Model):
    """The base of a record; judged by what is stored, so that a draft can become locked but never change again."""

    path_to_state: ClassVar[str]

    objects = KeptQuerySet.as_manager()

    class Meta:
        abstract = True
        base_manager_name = "objects"

    def save(self, *args: Any, **kwargs: Any) -> None:
        self._refuse_locked()
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        self._refuse_locked()
        return super().delete(*args, **kwargs)

    def _refuse_locked(self) -> None:
        if self.pk is not None:
            rows: Any = type(self)._base_manager
            rows.filter(pk=self.pk)._refuse_locked()
