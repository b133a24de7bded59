"""Old lines go, never one that is younger than 400 days, and the chain goes on from where it was cut (security.md 8)."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from django.db import connection, transaction
from django.utils import timezone

from guanmo.audit.models import Entry, Link
from guanmo.audit.record import record
from guanmo.lib.append_only import Guard

KEEP_AT_LEAST = 400
"""Days. The rule for systems of party organs that the internet reaches asks for a year."""
PRUNED = "audit.pruned"

_OLD_LINES = "DELETE FROM audit_entry WHERE id IN (SELECT entry_id FROM audit_link WHERE position <= %s)"
_OLD_LINKS = "DELETE FROM audit_link WHERE position <= %s"


def prune(days: int) -> int:
    """Remove the lines before the first one that is younger than ``days`` and say how many; the cut is a line too.

    Raises ValueError for less than 400 days.
    """
    if days < KEEP_AT_LEAST:
        raise ValueError(f"lines are kept for {KEEP_AT_LEAST} days at least")
    with transaction.atomic():
        young = Link.objects.filter(entry__at__gte=timezone.now() - timedelta(days=days))
        first = young.order_by("position").first()
        last = Link.objects.filter(position__lt=first.position).order_by("-position").first() if first else None
        if last is None:
            return 0
        number = Link.objects.filter(position__lte=last.position).count()
        record(PRUNED, last, by=None, position=last.position, digest=last.digest, lines=number)
        _remove_to(last.position)
    return number


def _remove_to(position: int) -> None:
    """The foreign key of a link is checked at the end of the transaction: lines may go before their links."""
    with _removable(), connection.cursor() as cursor:
        cursor.execute(_OLD_LINES, [position])
        cursor.execute(_OLD_LINKS, [position])


@contextmanager
def _removable() -> Iterator[None]:
    """Let rows be removed, inside this transaction alone."""
    if connection.vendor == "postgresql":
        connection.check_constraints()  # it drops no trigger while checks of this transaction are still to be done
    editor = connection.schema_editor(collect_sql=True)
    guards = [
        (model, guard)
        for model in (Entry, Link)
        for guard in model._meta.constraints
        if isinstance(guard, Guard) and guard.act == "DELETE"
    ]
    with connection.cursor() as cursor:
        for model, guard in guards:
            cursor.execute(str(guard.remove_sql(model, editor)))
        yield
        for model, guard in guards:
            cursor.execute(str(guard.create_sql(model, editor)), None)
