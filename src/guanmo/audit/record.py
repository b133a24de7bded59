"""The one way to write audit lines."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import models, transaction
from django.utils import timezone

from guanmo.audit.chain import link_with
from guanmo.audit.models import Entry
from guanmo.audit.syslog import send
from guanmo.lib.plain_rows import as_stored, insert_and_read

_FIELDS = ("at", "by_id", "act", "target_type", "target_id", "facts")


@dataclass(frozen=True, slots=True)
class Line:
    """``by`` did ``act`` on ``target``. ``facts`` must be plain JSON values; a number with a fraction is written as text.

    ``by`` is the acting user, or None when the system itself acted (a demo county, an upgrade).
    """

    act: str
    target: models.Model
    by: Any
    facts: Mapping[str, Any]


def record(act: str, target: models.Model, *, by: Any, **facts: Any) -> None:
    """Write one line inside the caller's transaction."""
    record_all([Line(act, target, by, facts)])


def record_all(lines: Iterable[Line]) -> None:
    """Write lines inside the caller's transaction, in one query, and link them."""
    _write(
        [
            Entry(
                by=line.by,
                act=line.act,
                target_type=line.target._meta.label_lower,
                target_id=str(line.target.pk),
                facts=dict(line.facts),
            )
            for line in lines
        ]
    )


def record_denial(act: str, page: str, key: str = "", *, by: Any, **facts: Any) -> None:
    """Write that somebody (None: nobody who is logged in) was refused at a page, for the object with this key."""
    _write([Entry(by=by, act=act, target_type=page[:60], target_id=key[:40], facts=facts)])


def _write(entries: list[Entry]) -> None:
    now = timezone.now()
    for one in entries:
        one.at, one.facts = now, _exact(one.facts)
    with transaction.atomic(savepoint=False):
        rows = [[getattr(one, field) for field in _FIELDS] for one in entries]
        for one, (key,) in zip(entries, sorted(insert_and_read(Entry, _FIELDS, rows, read=("id",))), strict=True):
            one.pk = key
            as_stored(one)
        link_with(entries)
        send(entries)


def _exact(value: Any) -> Any:
    """The same with each float as its text: a database may give back another form of it than the one that was hashed."""
    if isinstance(value, float):
        return repr(value)
    if isinstance(value, Mapping):
        return {name: _exact(one) for name, one in value.items()}
    return [_exact(one) for one in value] if isinstance(value, list | tuple) else value
