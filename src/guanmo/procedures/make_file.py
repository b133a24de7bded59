"""Make the large files that are prepared beside the pages: a round's sheets to print, long ledgers as .xlsx."""

from collections.abc import Callable, Iterable, Iterator
from io import BytesIO
from typing import TypeVar
from uuid import UUID
from zipfile import ZIP_DEFLATED, ZipFile

from django.utils import timezone
from django.utils.translation import gettext as _

from guanmo.procedures.print_papers import papers_due, parts_of, title_of
from guanmo.stages.documents.composers.rectification import ledger_content
from guanmo.stages.documents.composers.score_sheets import coded_sheets
from guanmo.stages.documents.composers.working_ledger import working_ledger
from guanmo.stages.documents.domain.run_job import Made, reached
from guanmo.stages.documents.enums import MEDIA_TYPES, Format, JobKind
from guanmo.stages.documents.exporters import SpreadsheetContent, to_pdf, to_xlsx
from guanmo.stages.documents.models import Job
from guanmo.stages.documents.queries import may_have_file
from guanmo.stages.organisations.errors import NotAllowed
from guanmo.stages.organisations.models import User
from guanmo.stages.rectification.queries import LedgerFilter, filtered, listed, rows_of_round, visible_to
from guanmo.stages.rounds.queries import calendar_today

Row = TypeVar("Row")
TELLS_EVERY = 200
"""Rows after which a long table says how far it is."""
PASSES = 2
"""How often each row of a spreadsheet is gone over: read, then written."""


class Stopped(Exception):
    """Somebody cancelled the work, or another worker finished it."""


class Bar:
    """How far the making of one file is; it stops the work once it was cancelled."""

    def __init__(self, job: Job) -> None:
        self.job, self.done = job, 0

    def move(self, steps: int) -> None:
        """So many more steps are behind. Raises Stopped."""
        self.done += steps
        if not reached(self.job, self.done):
            raise Stopped

    def along(self, rows: Iterable[Row]) -> Iterator[Row]:
        """The same rows, each a step. Raises Stopped."""
        waiting = 0
        for row in rows:
            yield row
            waiting += 1
            if waiting == TELLS_EVERY:
                self.move(waiting)
                waiting = 0


def make_file(job: Job) -> Made:
    """The file that was asked for, by today's rights. Raises Stopped, NotAllowed and what else refuses it."""
    by = User.objects.get(pk=job.by_id)
    if not may_have_file(by, job):
        raise NotAllowed(_("你现在不能再生成这份文件。"))
    return _MAKERS[JobKind(job.kind)](job, by, Bar(job))


def _papers(job: Job, by: User, bar: Bar) -> Made:
    """The sheets of a round in some PDFs, whole judges together, packed into one file."""
    assert job.round is not None
    judge = job.asked.get("judge")
    places = papers_due(job.round, UUID(judge) if judge else None, by=by)
    title, packed = title_of(job.round, places, judge), BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED) as file:
        for part in parts_of(places):
            content = coded_sheets(title, part.places, today=timezone.localdate())
            file.writestr(f"{part.name}.pdf", to_pdf(content))
            bar.move(len(part.places))
    return Made(f"{title}.zip", "application/zip", packed.getvalue())


def _ledger(job: Job, by: User, bar: Bar) -> Made:
    now, narrow = calendar_today(), LedgerFilter.from_words(job.asked)
    rows = listed(filtered(visible_to(by), narrow, now), now)
    content = ledger_content(job.unit, bar.along(rows), round_name=job.asked["round_name"], today=now.day)
    return _spreadsheet(content, content.title, bar)


def _working_ledger(job: Job, by: User, bar: Bar) -> Made:
    assert job.round is not None
    rows = rows_of_round(by, job.round)
    content = working_ledger(job.unit, rows, today=timezone.localdate(), along=bar.along)
    return _spreadsheet(content, f"{job.round.title} {content.title}", bar)


def _spreadsheet(content: SpreadsheetContent, title: str, bar: Bar) -> Made:
    return Made(f"{title}.xlsx", MEDIA_TYPES[Format.XLSX], to_xlsx(content, along=bar.along))


_MAKERS: dict[JobKind, Callable[[Job, User, Bar], Made]] = {
    JobKind.PAPERS: _papers,
    JobKind.LEDGER: _ledger,
    JobKind.WORKING_LEDGER: _working_ledger,
}
