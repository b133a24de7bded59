"""The printed set: a sheet for each judge and organisation, whose feet carry a code that leads back to it."""

import re
import subprocess
from pathlib import Path
from typing import Any

import pytest
import segno
from PIL import Image

from guanmo.method.paper_code import paper_code, printed
from guanmo.stages.rounds.domain.schedule_round import schedule_round
from tests.county import Scene, draft_round, running_round, visit_to
from tests.desk.rounds.pages import Desk
from tests.stages.documents.exporters.conftest import read_pdf, tool

pytestmark = pytest.mark.django_db
__all__ = ["read_pdf"]

DPI = 300
CODE = re.compile(r"\b[2-9A-HJ-NP-Z]{4}-[2-9A-HJ-NP-Z]{4}\b")


def pdf_of(county: Scene, path: str) -> bytes:
    answer = Desk(county, "a_officer").get(path)
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    return bytes(answer.content)


def pictures(content: bytes, folder: Path, pages: int) -> list[Image.Image]:
    """The first pages as another program draws them."""
    (folder / "sheet.pdf").write_bytes(content)
    command = [
        tool("pdftoppm"),
        "-gray",
        "-r",
        str(DPI),
        "-l",
        str(pages),
        str(folder / "sheet.pdf"),
        str(folder / "p"),
    ]
    subprocess.run(command, check=True)
    return [Image.open(path) for path in sorted(folder.glob("p*.pgm"))]


def modules(page: Image.Image, size: int) -> list[list[int]]:
    """The QR code at the foot of the page, module by module: 1 for black."""
    foot = page.crop((0, int(page.height * 0.915), int(page.width * 0.14), page.height)).point(
        lambda grey: 255 * (grey < 128)
    )
    left, top, right, bottom = foot.getbbox() or (0, 0, 0, 0)
    across, down = (right - left) / size, (bottom - top) / size
    middle = range(size)
    return [
        [int(foot.getpixel((int(left + (x + 0.5) * across), int(top + (y + 0.5) * down))) > 0) for x in middle]
        for y in middle
    ]


@pytest.mark.requirement("S0-A-a")
def test_every_judge_has_a_sheet_for_every_organisation_but_the_own_one(county: Scene, read_pdf: Any) -> None:
    round = running_round(county)
    content = pdf_of(county, f"/rounds/{round.uuid}/paper/print/")

    pages = read_pdf(content).split("\f")
    found = {code for page in pages for code in CODE.findall(page)}

    judges = round.participants.select_related("user", "organisation")
    visits = list(round.visits.select_related("organisation"))
    due = {
        printed(paper_code(visit.uuid, judge.user.uuid))
        for judge in judges
        for visit in visits
        if visit.organisation_id not in judge.own_organisations
    }
    assert found == due
    assert [page for page in pages if page.strip() and not CODE.search(page)] == []


def test_each_page_of_a_sheet_says_whose_it_is_and_pages_are_counted_anew(county: Scene, read_pdf: Any) -> None:
    round = running_round(county)
    visit, judge = visit_to(round, "A1"), county.person("a_member")
    pages = read_pdf(pdf_of(county, f"/rounds/{round.uuid}/paper/print/{judge.uuid}/")).split("\f")

    code = printed(paper_code(visit.uuid, judge.uuid))
    own = [page for page in pages if code in page]
    assert len(own) == 2
    assert [("评委：a_member" in page, "A1村党支部" in page, round.title in page) for page in own] == [(True,) * 3] * 2
    assert [re.findall(r"—\s*(\d+)\s*—", page) for page in own] == [["1"], ["2"]]
    assert {len([page for page in pages if one in page]) for one in CODE.findall("".join(pages))} <= {1, 2}


def test_qr_code_of_each_page_is_the_code_beside_it(county: Scene, read_pdf: Any, tmp_path: Path) -> None:
    round = running_round(county)
    content = pdf_of(county, f"/rounds/{round.uuid}/paper/print/{county.person('a_member').uuid}/")
    texts = read_pdf(content).split("\f")

    for page, text in zip(pictures(content, tmp_path, 4), texts, strict=False):
        [code] = CODE.findall(text)
        matrix = [list(row) for row in segno.make_qr(code.replace("-", ""), error="m").matrix]
        other = [list(row) for row in segno.make_qr("22222222", error="m").matrix]
        drawn = modules(page, len(matrix))
        assert drawn == matrix
        assert drawn != other


def test_sheets_are_printed_from_the_schedule_on_and_the_same_each_time(county: Scene, read_pdf: Any) -> None:
    round = draft_round(county)
    path = f"/rounds/{round.uuid}/paper/print/{county.person('a_member').uuid}/"
    early = Desk(county, "a_officer").get(path).content.decode()
    assert "排定以后、打分结束以前，才能打印带编号的评分表。" in early

    schedule_round(round, by=county.person("a_secretary"))

    assert CODE.findall(read_pdf(pdf_of(county, path))) == CODE.findall(read_pdf(pdf_of(county, path)))
