"""Compose the 整改通知单 and the printed ledger (S0-3.1-n, S0-A-c, S1-L-a)."""

from collections.abc import Iterable
from datetime import date

from django.db.models import QuerySet

from guanmo.stages.documents.composers.issuer import office_of
from guanmo.stages.documents.content import LedgerContent, LedgerEntry, NoticeContent, NoticeProblem
from guanmo.stages.organisations.models import Organisation
from guanmo.stages.rectification.models import LedgerRow, Notice
from guanmo.stages.rectification.queries import issuer_of
from guanmo.stages.rounds.models import Round


def notice_content(notice: Notice) -> NoticeContent:
    """The notice with its rows, as they stood when it was issued."""
    return notice_of_rows(
        notice.round, notice.organisation, notice.rows.all(), number=notice.number, day=notice.issued_on
    )


def notice_of_rows(
    round: Round | None, organisation: Organisation, waiting: QuerySet[LedgerRow], *, number: str, day: date
) -> NoticeContent:
    """The notice that takes up these rows on that day; each of them is complete."""
    origins = ("finding__visit__round", "finding__inspection", "finding__self_check")
    rows = list(waiting.select_related("finding__item__section", *origins))
    limits = [row.due_date for row in rows if row.due_date]
    people = dict.fromkeys(row.responsible_person for row in rows)
    return NoticeContent(
        number=number,
        issuer=office_of(issuer_of(round, organisation)),
        organisation=organisation.name,
        round_name="、".join(dict.fromkeys(row.finding.occasion for row in rows)),
        date=day,
        due_on=max(limits),
        responsible_person="、".join(people),
        problems=tuple(_problem(row) for row in rows),
        demands=tuple(row.measure for row in rows),
        visited_on=rows[0].finding.found_on,
    )


def _problem(row: LedgerRow) -> NoticeProblem:
    item = row.finding.item
    name = f"{item.section.no}、{item.section.title} 第{item.no}项" if item else ""
    return NoticeProblem(matter=row.matter, item=name, points=row.finding.points, due_on=row.due_date)


def ledger_content(
    unit: Organisation, rows: Iterable[LedgerRow], *, round_name: str = "", today: date
) -> LedgerContent:
    """The ledger of one unit with its six columns; cancelled rows are not printed."""
    return LedgerContent(
        unit=unit.name,
        date=today,
        round_name=round_name,
        entries=tuple(
            LedgerEntry(
                organisation=row.organisation.name,
                matter=row.matter,
                measure=row.measure,
                due_on=row.due_date,
                responsible_person=row.responsible_person,
                signed_off_on=row.signed_off_on,
            )
            for row in rows
            if row.state != "cancelled"
        ),
    )
