"""Large files are made beside the pages: offered, made in parts, cancelled, begun anew, fetched by one person for some days."""

from datetime import timedelta
from io import BytesIO, StringIO
from typing import Any
from zipfile import ZipFile

import pytest
from django.core.management import call_command
from django.utils import timezone

from guanmo.desk.documents import jobs, preparing
from guanmo.desk.rounds.views import papers
from guanmo.procedures import make_file, print_papers, work_through
from guanmo.procedures.work_through import work
from guanmo.stages.documents.content import ScoreSheetSet
from guanmo.stages.documents.models import Job, JobFile
from guanmo.stages.organisations.models import Appointment
from guanmo.stages.rounds.models import Round
from guanmo.stages.scoring.queries import paper_places
from tests.county import Scene, running_round
from tests.desk.documents.test_kinds_page import with_ledger
from tests.desk.rounds.pages import Desk, messages_of
from tests.stages.rectification.way import in_days

pytestmark = pytest.mark.django_db
CLERK = "a_officer"


class Killed(BaseException):
    """Nothing in the program catches what a killed worker dies of."""


class Printer:
    """Draws sheets as their codes, one a line; ``after`` tells what happens once so many files were drawn."""

    def __init__(self) -> None:
        self.drawn, self.after = list[int](), dict[int, Any]()

    def __call__(self, content: ScoreSheetSet) -> bytes:
        self.drawn.append(len(content.sheets))
        self.after.get(len(self.drawn), lambda: None)()
        return "\n".join(sheet.code for sheet in content.sheets).encode()


@pytest.fixture
def printer(monkeypatch: pytest.MonkeyPatch) -> Printer:
    """Three sheets in a file, ten are too many to wait for, and a row of a ledger is."""
    printer = Printer()
    monkeypatch.setattr(make_file, "to_pdf", printer)
    monkeypatch.setattr(make_file, "TELLS_EVERY", 1)
    monkeypatch.setattr(papers, "MOST_AT_ONCE", 10)
    monkeypatch.setattr(preparing, "MOST_ROWS", 0)
    monkeypatch.setattr(print_papers, "SHEETS_IN_FILE", 3)
    for module in (work_through, jobs):
        monkeypatch.setattr(module, "resume", lambda: None)
    return printer


def ask(desk: Desk, path: str) -> Job:
    """Take the offer that stands at ``path``."""
    assert "开始生成" in desk.text(path)
    desk.post(path)
    return Job.objects.latest("pk")


def print_path(round: Round) -> str:
    return f"/rounds/{round.uuid}/paper/print/"


def packed(desk: Desk, job: Job) -> dict[str, list[str]]:
    """The files in the downloaded pack with the codes on their sheets."""
    answer = desk.get(f"/jobs/{job.uuid}/file/")
    file = ZipFile(BytesIO(b"".join(answer.streaming_content)))
    return {name: file.read(name).decode().split("\n") for name in file.namelist()}


def test_sheets_of_a_whole_round_are_drawn_in_parts_and_fetched(county: Scene, printer: Printer) -> None:
    round, desk = running_round(county), Desk(county, CLERK)
    places = paper_places(county.person(CLERK), round)
    offer = desk.text(print_path(round))
    assert f"一共{len(places)}份评分表" in offer
    job = ask(desk, print_path(round))
    told = messages_of(desk.post(print_path(round)))
    assert told == ["这项工作正在进行，请等它完成。"]
    assert (printer.drawn, "已完成0%" in desk.text(f"/rounds/{round.uuid}/paper/")) == ([], True)
    assert desk.get(f"/jobs/{job.uuid}/file/").status_code == 404

    work(job)

    job.refresh_from_db()
    assert (job.state, job.done, job.total) == ("finished", len(places), len(places))
    found = packed(desk, job)
    assert [code for codes in found.values() for code in codes] == [place.code for place in places]
    assert max(len(codes) for codes in found.values()) <= 3
    assert [name[:3] for name in found] == [f"{number:02} " for number in range(1, len(found) + 1)]
    assert f"/jobs/{job.uuid}/file/" in desk.text(f"/jobs/{job.uuid}/")
    assert "已经做好，可以下载" in desk.text(f"/rounds/{round.uuid}/paper/")


def test_file_is_its_owners_alone_and_only_while_the_round_is(county: Scene, printer: Printer) -> None:
    round, desk = running_round(county), Desk(county, CLERK)
    job = ask(desk, print_path(round))
    work(job)
    for page in ("", "file/"):
        for person in ("a_secretary", "b_officer", "county_admin"):
            assert Desk(county, person).get(f"/jobs/{job.uuid}/{page}").status_code == 404
        assert desk.get(f"/jobs/{job.uuid}/{page}").status_code == 200
    elsewhere = Appointment.objects.get(user=county.person("b_officer"))
    elsewhere.delete()
    Appointment.objects.filter(user=county.person(CLERK)).update(post=elsewhere.post)
    for page in ("", "file/"):
        assert Desk(county, CLERK).get(f"/jobs/{job.uuid}/{page}").status_code == 404


def test_file_is_deleted_after_its_days(county: Scene, printer: Printer) -> None:
    desk = Desk(county, CLERK)
    job = ask(desk, print_path(running_round(county)))
    work(job)
    for age, status, left in ((timedelta(days=6, hours=23), 200, 1), (timedelta(days=7, minutes=1), 404, 0)):
        JobFile.objects.update(made_at=timezone.now() - age)
        assert desk.get(f"/jobs/{job.uuid}/file/").status_code == status
        call_command("discard", stdout=StringIO())
        assert JobFile.objects.count() == left
    assert "文件已经删除" in desk.text(f"/jobs/{job.uuid}/")


def test_cancelled_between_two_parts_no_file_is_made(county: Scene, printer: Printer) -> None:
    desk = Desk(county, CLERK)
    job = ask(desk, print_path(running_round(county)))
    printer.after[2] = lambda: desk.post(f"/jobs/{job.uuid}/cancellation/")
    work(job)
    job.refresh_from_db()
    assert (job.state, len(printer.drawn), JobFile.objects.count()) == ("cancelled", 2, 0)


def test_killed_worker_leaves_a_job_that_another_makes_whole(county: Scene, printer: Printer) -> None:
    round, desk = running_round(county), Desk(county, CLERK)
    places = paper_places(county.person(CLERK), round)
    job = ask(desk, print_path(round))

    def die() -> None:
        raise Killed

    printer.after[3] = die
    with pytest.raises(Killed):
        work(job)
    job.refresh_from_db()
    assert (job.state, 0 < job.done < job.total) == ("running", True)
    work(job)
    assert len(printer.drawn) == 3, "the worker was alive a moment ago: nobody takes its job yet"

    Job.objects.update(beat_at=timezone.now() - timedelta(minutes=2))
    work(job)

    assert [code for codes in packed(desk, job).values() for code in codes] == [place.code for place in places]
    assert Job.objects.values_list("state", "done").get() == ("finished", len(places))


@pytest.mark.parametrize(
    ("error", "said"), [(RuntimeError("typst"), "文件没有生成，请联系管理员。"), (None, "你现在不能")]
)
def test_file_that_cannot_be_made_ends_with_the_reason(
    county: Scene, printer: Printer, error: Exception | None, said: str
) -> None:
    desk = Desk(county, CLERK)
    job = ask(desk, print_path(running_round(county)))

    def fail() -> None:
        assert error is not None
        raise error

    printer.after[1] = fail
    if error is None:
        Appointment.objects.filter(user=county.person(CLERK)).update(ended_on=in_days(-1))
    work(Job.objects.get())
    job.refresh_from_db()
    assert (job.state, JobFile.objects.count()) == ("cancelled", 0)
    assert job.refused[0]["reason"].startswith(said)


@pytest.mark.parametrize(
    "path", ["/rounds/{}/documents/working-ledger/", "/ledger/export/?state=notified&round={}", "/ledger/export/"]
)
def test_long_ledger_is_the_same_file_beside_the_pages(
    county: Scene, printer: Printer, monkeypatch: pytest.MonkeyPatch, path: str
) -> None:
    round, desk = with_ledger(county), Desk(county, CLERK)
    path = path.format(round.uuid)
    job = ask(desk, path)
    work(job)
    job.refresh_from_db()
    assert (job.state, job.done) == ("finished", job.total)
    assert "下载" in desk.text(f"/jobs/{job.uuid}/")
    assert "已经做好，可以下载" in desk.text(path)
    made = b"".join(desk.get(f"/jobs/{job.uuid}/file/").streaming_content)
    monkeypatch.setattr(preparing, "MOST_ROWS", 5)
    assert desk.get(path).content == made
