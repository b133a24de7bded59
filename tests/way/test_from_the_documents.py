"""The whole way from the county's own documents: an empty database, one workbook, the web copy of the plan, then pages alone.

Nothing is put into the database past a command, a page or the phones' API.
"""

import io
import json
import shutil
import subprocess
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from docx import Document as Docx
from python_calamine import CalamineWorkbook

from guanmo.command import main
from guanmo.stages.documents.models import Document
from guanmo.stages.organisations.models import Organisation, User
from guanmo.stages.rectification.models import Finding, LedgerRow, Notice
from guanmo.stages.results.models import Filing, Standing
from guanmo.stages.rounds.enums import Part
from guanmo.stages.rounds.models import Round
from guanmo.stages.sheets.models import ScoreSheet
from tests.county import ballot, visit_to
from tests.desk.organisations.test_passwords import shown
from tests.desk.rounds.test_create import choices
from tests.desk.sheets.pages import WEB_COPY, draft_of, keep, publish
from tests.stages.organisations.workbooks import (
    COMMUNITY,
    COMPANY,
    COUNTY,
    DEPARTMENT,
    OFFICER,
    TOWN,
    VILLAGE,
    workbook,
)

# The command closes its connections at its end: what it wrote must have been committed.
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("fast_passwords")]

FIRST = "qing-shan-82-lu"
POSTS = (
    OFFICER,
    ("X01", "书记", "书记样一", "shuji", "2024-01-01", ""),
    ("X01", "副书记", "副书记样二", "fushuji", "2024-01-01", ""),
    ("X01", "组织委员", "组织委员样三", "zuzhi", "2024-01-01", ""),
    ("X0101", "书记", "村书记样四", "cun", "2024-01-01", ""),
    ("X0102", "书记", "社区书记样五", "shequ", "2024-01-01", ""),
)
SCORES = {
    "fushuji": {
        "X0101": {"一.2": ("1.00", "届满未换届")},
        "X0102": {"五.1": ("4.00", "没有宣传标语")},
        "X0191": {"一.3": ("5.00", "没有台账")},
    },
    "shequ": {"X0101": {"一.2": ("2.00", "班子缺1人")}},
    "cun": {"X0102": {}},
}


class Person:
    """Somebody who has logged in with the password that was given, and uses pages."""

    def __init__(self, account: str, password: str) -> None:
        self.client = Client()
        assert self.client.login(username=account, password=password), account

    def page(self, path: str) -> Any:
        answer = self.client.get(path)
        assert answer.status_code == 200, path
        return answer

    def send(self, path: str, **fields: Any) -> Any:
        """Send a form; a page that comes back with a mistake is none that was followed."""
        answer = self.client.post(path, fields, follow=True, headers={"referer": "http://testserver/rounds/"})
        assert answer.status_code == 200, path
        return answer


def place(code: str) -> Organisation:
    return Organisation.objects.get(code=code)


@pytest.fixture
def officer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Person:
    """The first who can log in: the server's keeper imports the department alone and sets one password."""
    first = tmp_path / "组织部.xlsx"
    first.write_bytes(workbook([COUNTY, DEPARTMENT], [OFFICER]))
    assert main(["import_tree", str(first)]) == 0
    asked = "guanmo.stages.organisations.management.commands.changepassword.getpass"
    monkeypatch.setattr(asked, lambda _prompt: FIRST)
    assert main(["changepassword", "zuzhibu"]) == 0
    return Person("zuzhibu", FIRST)


def import_county(officer: Person) -> dict[str, Person]:
    """The whole workbook through its preview; then each person gets a password and comes in."""
    file = SimpleUploadedFile("全县.xlsx", workbook([COUNTY, DEPARTMENT, TOWN, VILLAGE, COMMUNITY, COMPANY], POSTS))
    preview = officer.client.post("/organisations/import/", {"file": file}).url
    assert "现在还没有写入任何内容" in officer.page(preview).content.decode()
    assert "新增 9 行，更新 0 行，不变 3 行" in officer.send(preview + "confirmation/").content.decode()
    return {account: given(officer, code, account) for code, _duty, _name, account, *_days in POSTS[1:]}


def given(officer: Person, code: str, account: str) -> Person:
    holder = User.objects.get(username=account)
    answer = officer.send(f"/organisations/{place(code).uuid}/holders/{holder.uuid}/password/")
    return Person(account, shown(answer.content.decode()))


def read_sheets(officer: Person) -> None:
    """Both sheets out of the web copy of the plan, confirmed by a person."""
    keep(officer.client, WEB_COPY.read_bytes(), WEB_COPY.name)
    for code in ("village", "two_new"):
        publish(officer.client, draft_of(code), confirmed="on")
    assert sorted(ScoreSheet.objects.filter(state="published").values_list("code", flat=True)) == ["two_new", "village"]


def open_round(secretary: Person) -> Round:
    rules = choices(method="mean", drop="", score_backward="80")
    secretary.send("/rounds/new/", **rules)
    round = Round.objects.get()
    for step in ("schedule", "opening"):
        secretary.send(f"/rounds/{round.uuid}/{step}/")
    return Round.objects.get(state="in_progress")


def hand_in(judge: Person, round: Round, code: str, deductions: dict[str, tuple[str, str]]) -> None:
    body = ballot(visit_to(round, code), deductions)
    address = f"/field/api/sheets/{json.loads(body)['id']}"
    answer = judge.client.put(address, body, content_type="application/json", headers={"X-Guanmo": "score1"})
    assert (answer.status_code, answer.json()["state"]) == (201, "accepted"), code


def visit_and_close(secretary: Person, round: Round) -> None:
    """Four parts of every visit, everybody's attendance, and the end of scoring."""
    for visit in round.visits.all():
        parts = {f"{part}-text": f"{part.label}得清楚" for part in Part} | {f"{part}-done": "on" for part in Part}
        secretary.send(f"/visits/{visit.uuid}/", **parts)
        secretary.send(f"/visits/{visit.uuid}/closing/")
    secretary.send(f"/rounds/{round.uuid}/participants/present/")
    secretary.send(f"/rounds/{round.uuid}/scoring-end/", reason="其余同志下村防汛")


def rank_and_file(secretary: Person, officer: Person, round: Round) -> None:
    page = secretary.page(f"/rounds/{round.uuid}/classes/").context["form"]
    secretary.send(f"/rounds/{round.uuid}/classes/", **{name: page[name].value() or "" for name in page.fields})
    secretary.send(f"/rounds/{round.uuid}/filings/")
    officer.send(f"/filings/{Filing.objects.get().uuid}/answer/", answer="accepted", reason="")
    round.refresh_from_db()
    assert (round.state, Filing.objects.get().number) == ("closed", f"甲镇观摩备〔{timezone.localdate().year}〕1号")


def put_right(people: dict[str, Person], round: Round) -> None:
    """Each deduction becomes a row, each organisation a notice; the village's row goes on to its sign-off."""
    due = str(timezone.localdate() + timedelta(days=40))
    for finding in Finding.objects.all():
        columns = {"matter": finding.text, "measure": "按程序补齐", "due_date": due, "responsible_person": "书记"}
        people["zuzhi"].send(f"/findings/{finding.uuid}/rows/", **columns)
    people["zuzhi"].send(f"/rounds/{round.uuid}/notices/all/")
    row = LedgerRow.objects.get(organisation__code="X0101")
    people["cun"].send(f"/notices/{Notice.objects.get(rows=row).uuid}/receipt/")
    people["cun"].send(f"/ledger/{row.uuid}/start/")
    people["cun"].send(f"/ledger/{row.uuid}/submission/", done="已按程序补选到位")
    looked = {"checked_on": str(timezone.localdate()), "result": "fixed", "evidence": "查看选举材料"}
    people["zuzhi"].send(f"/ledger/{row.uuid}/look-back/", **looked)
    people["shuji"].send(f"/ledger/{row.uuid}/sign-off/", evidence="材料齐全")


def issue_everything(people: dict[str, Person], round: Round) -> None:
    where = f"/rounds/{round.uuid}/documents/"
    people["shuji"].send(where + "ranking-lists/")
    for name in ("bulletin", "summary"):
        form = people["shuji"].page(where + f"{name}/").context["form"]
        people["shuji"].send(where + f"{name}/", **{field: form[field].value() or "" for field in form.fields})
    people["zuzhi"].send(where + "ledger/")


def text_of(reader: Person, document: Document, format: str) -> str:
    """What other software reads in the file as downloaded, without blanks."""
    content = b"".join(reader.page(f"/documents/{document.uuid}/{format}/"))
    if format == "docx":
        opened = Docx(io.BytesIO(content))
        cells = [cell.text for table in opened.tables for row in table.rows for cell in row.cells]
        return "".join("".join([*(one.text for one in opened.paragraphs), *cells]).split())
    if format == "xlsx":
        sheet = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0)
        return "".join(
            f"{cell:.2f}" if isinstance(cell, float) else str(cell) for row in sheet.to_python() for cell in row
        )
    if shutil.which("pdftotext") is None:
        pytest.skip("pdftotext was not found: install the package poppler-utils")
    done = subprocess.run(["pdftotext", "-layout", "-", "-"], input=content, capture_output=True, check=True)
    return "".join(done.stdout.decode().split())


def test_whole_way_from_the_countys_documents_by_pages_alone(officer: Person) -> None:
    people = import_county(officer)
    read_sheets(officer)
    round = open_round(people["shuji"])
    for judge, sheets in SCORES.items():
        for code, deductions in sheets.items():
            hand_in(people[judge], round, code, deductions)
    visit_and_close(people["shuji"], round)

    standings = {one.organisation.code: (one.ranking_list, one.rank, one.score) for one in Standing.objects.all()}
    assert standings == {
        "X0101": ("village", 1, Decimal("98.50")),  # (99 + 98) / 2
        "X0102": ("village", 2, Decimal("98.00")),  # (96 + 100) / 2
        "X0191": ("two_new", 1, Decimal("95.00")),
    }
    rank_and_file(people["shuji"], officer, round)
    put_right(people, round)
    issue_everything(people, round)

    assert {(row.organisation.code, str(row.finding.item), row.state) for row in LedgerRow.objects.all()} == {
        ("X0101", "一.2", "signed_off"), ("X0102", "五.1", "notified"), ("X0191", "一.3", "notified"),
    }  # fmt: skip
    bulletin = Document.objects.get(kind="bulletin")
    for format in ("docx", "pdf"):
        text = text_of(people["cun"], bulletin, format)
        assert [figure for figure in ("98.50", "98.00", "95.00") if figure not in text] == [], format
    village_list = Document.objects.get(kind="ranking_list", title__contains="村（社区）")
    found = {format: text_of(people["cun"], village_list, format) for format in ("docx", "pdf", "xlsx")}
    assert [format for format, text in found.items() if "98.50" not in text or "98.00" not in text] == []
    ledger = text_of(people["zuzhi"], Document.objects.get(kind="ledger"), "xlsx")
    assert [one for one in ("届满未换届；班子缺1人", "没有宣传标语", "没有台账") if one not in ledger] == []
