"""What may an office's template ask for? Each kind's content as names and plain words, figures as they are printed."""

from dataclasses import fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from guanmo.stages.documents.content import Content
from guanmo.stages.documents.exporters.words import clean, day, moment, points


def template_fields(content: Content) -> dict[str, Any]:
    """The fields of a content by name: texts, lists of texts, lists of rows with their own fields."""
    return {field.name: _plain(getattr(content, field.name)) for field in fields(content)}


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return moment(value)
    if isinstance(value, date):
        return day(value)
    if isinstance(value, Decimal):
        return points(value)
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    if is_dataclass(value):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    return "" if value is None else value
