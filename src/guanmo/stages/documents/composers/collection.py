"""Compose the collection of selected cases from a library; texts alone, never people or papers (S4-16e)."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.utils.translation import override

from guanmo.method.ledger import Field
from guanmo.method.ledger_values import is_empty
from guanmo.stages.documents.content import CollectedCase, CollectionContent
from guanmo.stages.records.models import LibraryEntry
from guanmo.stages.records.queries import values_of


@override("zh-hans")
def case_collection(title: str, issuer: str, entries: Iterable[LibraryEntry], *, today: date) -> CollectionContent:
    """The entries in the order in which they come."""
    return CollectionContent(title, issuer, today, tuple(_case(one) for one in entries))


def _case(entry: LibraryEntry) -> CollectedCase:
    record, ledger = entry.record, entry.record.type.ledger
    values = values_of(record)
    written = [one for one in ledger.fields if not is_empty(values.get(one.name))]
    title = next((str(values[one.name]) for one in written if one.kind == "text"), ledger.title)
    return CollectedCase(
        title=title,
        organisation=record.organisation.name,
        kind=ledger.date_title,
        date=record.held_on,
        facts=tuple(
            (one.title, words)
            for one in written
            if one.kind in ("text", "choice", "choices") and (words := _words(one, values[one.name])) != title
        ),
        texts=tuple(
            (one.title, tuple(line.strip() for line in values[one.name].splitlines() if line.strip()))
            for one in written
            if one.kind == "long_text"
        ),
        reason=entry.reason,
    )


def _words(asked: Field, value: Any) -> str:
    chosen = value if isinstance(value, list) else [value]
    return "、".join(asked.choices.get(one, str(one)) for one in chosen)
