"""Compose the goal-management archive of one unit and year from its record and everything added to it (S2-3.1-e)."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import override

from guanmo.method.ledger import Field
from guanmo.stages.documents.composers.record_book import answer_text
from guanmo.stages.documents.content import GoalArchiveContent, Kept, Listed, Updated
from guanmo.stages.records.models import Record
from guanmo.stages.records.queries import is_closed, values_of, words_of


@override("zh-hans")
def goal_archive(record: Record, *, today: date) -> GoalArchiveContent:
    """The archive as it reads today; nothing of it changes once it is closed. One that was withdrawn is none."""
    values, words, fields = values_of(record), words_of(record), record.type.ledger.fields
    closing = record.closing if is_closed(record) else None
    return GoalArchiveContent(
        title=f"{record.period[:4]}年度{record.type.title}",
        organisation=record.organisation.name,
        date=today,
        begun_on=record.held_on,
        closed_on=_day(closing.at) if closing else None,
        closed_by=closing.by.name if closing else "",
        facts=tuple(
            (one.title, answer_text(one, values.get(one.name), words)) for one in fields if one.kind != "table"
        ),
        tables=tuple(_table(one, values.get(one.name) or []) for one in fields if one.kind == "table"),
        papers=tuple(Kept(one.file.name, _day(one.at)) for one in record.evidence.select_related("file")),
        updates=tuple(_updates(record)),
    )


def _table(asked: Field, rows: list[Mapping[str, Any]]) -> Listed:
    cells = (tuple(answer_text(one, row.get(one.name), {}) for one in asked.columns) for row in rows)
    return Listed(asked.title, tuple(one.title for one in asked.columns), tuple(cells))


def _updates(record: Record) -> Iterator[Updated]:
    for one in record.supplements.select_related("by"):
        yield Updated(_day(one.at), one.by.name, one.reason)


def _day(at: datetime) -> date:
    return timezone.localtime(at).date()
