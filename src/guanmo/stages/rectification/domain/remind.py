"""Remind of time limits: whoever calls this, and however often, each reminder is written once."""

from django.db import transaction
from django.db.models import Q

from guanmo.stages.rectification.enums import OVER, Remind, RowState, Source
from guanmo.stages.rectification.models import LedgerRow, Reminder
from guanmo.stages.rounds.queries import Today

DAYS_BEFORE = 3
"""Working days before the limit on which the first reminder is due."""


@transaction.atomic
def remind(now: Today) -> list[Reminder]:
    """Write the reminders that are due today and not written yet. Those of days that were missed are not made up for.

    Reminded is who has to put right; a row that waits for the township (for its notice, its look-back, its acceptance) is
    not reminded of.
    """
    unnoticed = Q(state=RowState.ENTERED) & ~Q(
        finding__source=Source.SELF_CHECK
    )  # what one finds oneself needs no notice
    open_rows = LedgerRow.objects.exclude(state__in=OVER | WAITS_FOR_TOWNSHIP).exclude(unnoticed).exclude(due_date=None)
    due = [(row.pk, row.due_date, kind) for row in open_rows.order_by("pk") if (kind := kind_due(row, now))]
    written = set(
        Reminder.objects.filter(row__in=[pk for pk, _day, _kind in due]).values_list("row_id", "due_date", "kind")
    )
    fresh = [
        Reminder(row_id=pk, due_date=day, kind=kind) for pk, day, kind in due if day and (pk, day, kind) not in written
    ]
    return Reminder.objects.bulk_create(fresh, ignore_conflicts=True)


WAITS_FOR_TOWNSHIP = frozenset({RowState.SUBMITTED, RowState.LOOKED_BACK})


def kind_due(row: LedgerRow, now: Today) -> Remind | None:
    """Which reminder a row that is still open is due today; None while its limit is further off."""
    if row.due_date is None:
        return None
    if row.is_overdue(now.passed):
        return Remind.AFTER
    left = now.left_until(row.due_date)
    return Remind.ON if left == 0 else Remind.BEFORE if left <= DAYS_BEFORE else None
