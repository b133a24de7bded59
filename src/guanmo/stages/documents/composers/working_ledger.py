"""Compose the working ledger: every row with its origin, notice, look-backs and acceptance (S0-3.1-m, S1-L-a)."""

from collections.abc import Callable, Iterable
from datetime import date

from django.db.models import QuerySet
from django.utils.translation import override

from guanmo.stages.documents.content import WorkingEntry, WorkingLedgerContent
from guanmo.stages.organisations.models import Organisation
from guanmo.stages.rectification.enums import RowState, Source
from guanmo.stages.rectification.models import LedgerRow
from guanmo.stages.rectification.queries import days_late
from guanmo.stages.rounds.queries import Today, working_days


@override("zh-hans")
def working_ledger(
    unit: Organisation,
    rows: QuerySet[LedgerRow],
    *,
    today: date,
    along: Callable[[Iterable[LedgerRow]], Iterable[LedgerRow]] = iter,
) -> WorkingLedgerContent:
    """The rows in the order of the tree, read in a fixed number of queries; cancelled rows are left out.

    ``along`` goes over the rows one by one, so that somebody may be told how far it is.
    """
    kept = rows.exclude(state=RowState.CANCELLED).order_by("organisation__path", "pk")
    origins = ("finding__visit__round", "finding__inspection", "finding__self_check", "finding__item__section")
    whole = kept.select_related("organisation", *origins).prefetch_related("notices", "look_backs", "transitions")
    now = Today(today, working_days())
    return WorkingLedgerContent("整改工作台账", unit.name, today, tuple(_entry(row, now) for row in along(whole)))


def _entry(row: LedgerRow, now: Today) -> WorkingEntry:
    finding = row.finding
    item = finding.item
    return WorkingEntry(
        organisation=row.organisation.name,
        round_name=finding.occasion,
        item=f"{item.section.no}、{item.section.title} 第{item.no}项" if item else finding.get_finding_type_display(),
        judges=finding.judges if finding.source == Source.DEDUCTION else None,
        points=finding.points,
        matter=row.matter,
        measure=row.measure,
        responsible_person=row.responsible_person,
        due_on=row.due_date,
        notice="；".join(notice.number for notice in row.notices.all()),
        state=row.get_state_display(),
        done=_last_note(row),
        looked_back="；".join(f"{one.checked_on:%Y-%m-%d} {one.get_result_display()}" for one in row.look_backs.all()),
        signed_off_on=row.signed_off_on,
        days_over=days_late(row, now) if row.is_overdue(now.passed) else None,
    )


def _last_note(row: LedgerRow) -> str:
    """What the organisation reported when it last handed in."""
    notes: Iterable[str] = (step.note for step in row.transitions.all() if step.target == RowState.SUBMITTED)
    return next((note for note in reversed(list(notes)) if note), "")
