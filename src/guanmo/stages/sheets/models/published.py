"""What is published never changes: neither a version nor anything below it, one by one or as a set."""

from collections.abc import Iterable
from typing import Any, ClassVar, TypeVar

from django.db import models

from guanmo.stages.sheets.enums import SheetState

M = TypeVar("M", bound=models.Model)


class PublishedSheetChanged(TypeError):
    """A defect: something tried to change a published version. Acts refuse before it comes to this."""


class KeptQuerySet(models.QuerySet[M]):
    """Rows of score sheets; ``update``, ``delete`` and ``bulk_create`` raise when a published version is among them."""

    def update(self, **kwargs: Any) -> int:
        self._refuse_published()
        return super().update(**kwargs)

    update.alters_data = True  # type: ignore[attr-defined]

    def delete(self) -> tuple[int, dict[str, int]]:
        self._refuse_published()
        return super().delete()

    delete.alters_data = True  # type: ignore[attr-defined]
    delete.queryset_only = True  # type: ignore[attr-defined]

    def bulk_create(self, objs: Iterable[M], *args: Any, **kwargs: Any) -> list[M]:
        rows = list(objs)
        parent = getattr(self.model, "parent", "")
        if parent:
            above = {getattr(row, f"{parent}_id") for row in rows}
            model = self.model._meta.get_field(parent).related_model
            model._base_manager.filter(pk__in=above)._refuse_published()  # type: ignore[union-attr]
        return super().bulk_create(rows, *args, **kwargs)

    def _refuse_published(self) -> None:
        path = self.model.path_to_state  # type: ignore[attr-defined]
        if self.filter(**{path: SheetState.PUBLISHED}).exists():
            raise PublishedSheetChanged(f"a published version keeps its {self.model.__name__} rows")


class KeptWhenPublished(models.Model):
    """The base of a version and of everything below it; ``parent`` is the field that leads one step up."""

    path_to_state: ClassVar[str]
    parent: ClassVar[str] = ""

    objects = KeptQuerySet.as_manager()

    class Meta:
        abstract = True
        base_manager_name = "objects"

    def save(self, *args: Any, **kwargs: Any) -> None:
        self._refuse_published()
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        self._refuse_published()
        return super().delete(*args, **kwargs)

    def _refuse_published(self) -> None:
        """Judge by what is stored, so that a draft can become published but never change again."""
        rows: Any = type(self)._base_manager
        if self.pk is not None:
            rows.filter(pk=self.pk)._refuse_published()
        if self.parent:
            above: Any = self._meta.get_field(self.parent).related_model
            above._base_manager.filter(pk=getattr(self, f"{self.parent}_id"))._refuse_published()
