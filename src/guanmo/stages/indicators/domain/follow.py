"""Who writes what facts are made of is heard; what becomes of it is loaded with the first row, not with the program."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Model
from django.db.models.signals import post_save

from guanmo.lib.written import written
from guanmo.stages.indicators.models import FOLLOWED
from guanmo.stages.organisations.models import Organisation


def follow() -> None:
    """Hear of every row that is written of what facts are made of, and of every organisation that changes."""
    for model in FOLLOWED:
        written.connect(_on_rows, sender=model, dispatch_uid=f"facts of {model.__name__}")
        post_save.connect(_on_saved, sender=model, dispatch_uid=f"facts of {model.__name__}")
    written.connect(_on_organisations, sender=Organisation, dispatch_uid="facts of organisations")
    post_save.connect(_on_organisation, sender=Organisation, dispatch_uid="facts of organisations")


def _on_saved(instance: Model, **_more: Any) -> None:
    _facts().keep_facts([instance])


def _on_rows(rows: Sequence[Model], **_more: Any) -> None:
    _facts().keep_facts(rows)


def _on_organisation(instance: Organisation, created: bool, **_more: Any) -> None:
    if not created:  # a new one has no facts, and so it is counted as lacking
        _facts().mark([instance.pk])


def _on_organisations(rows: Sequence[Organisation], **_more: Any) -> None:
    _facts().mark(one.pk for one in rows)


def _facts() -> Any:
    """The act itself: with all that it reads it takes as long to load as a tenth of the program."""
    from guanmo.stages.indicators.domain import keep_facts

    return keep_facts
