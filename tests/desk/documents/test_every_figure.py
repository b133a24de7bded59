"""Every kind that a round issues, in every format as downloaded: each figure is the database's, and nothing else stands there.

A1 of ``tests.stages.results.scene`` is notified of a row that is late and A2 has one that waits; the expected figures are
read from the tables by plain queries, past everything that composes or draws.
"""

import re
import shutil
import subprocess
from collections.abc import Iterable
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from docx import Document as Docx
from python_calamine import CalamineWorkbook

from guanmo.procedures.file_with_county import file_with_county
from guanmo.procedures.publish_round import (
    publish_bulletin,
    publish_ledger,
    publish_progress,
    publish_ranking_lists,
    publish_summary,
)
from guanmo.procedures.work_through import tell_results, work
from guanmo.stages.documents.models import Document
from guanmo.stages.documents.queries import traced
from guanmo.stages.rectification.models import Finding, LedgerRow
from guanmo.stages.results.models import Standing
from guanmo.stages.rounds.models import Round
from guanmo.stages.scoring.models import BallotDeduction
from tests.county import Scene
from tests.desk.documents.test_kinds_page import with_ledger

pytestmark = pytest.mark.django_db


def everything(county: Scene) -> Round:
    """A round of which every kind was issued."""
    round, leader = with_ledger(county), county.person("a_secretary")
    publish_ranking_lists(round, by=leader)
    publish_bulletin(round, by=leader)
    publish_summary(round, written={}, by=leader)
    publish_progress(round, by=leader)
    publish_ledger(round, by=leader)
    job = tell_results(round, by=leader)
    assert job is not None
    work(job)
    file_with_county(round, by=leader)
    return round


def texts(client: Client, document: Document, folder: Path) -> dict[str, str]:
    """What other software reads in each file of a document as it is downloaded."""
    read = {"docx": _docx, "pdf": lambda content: _pdf(content, folder), "xlsx": _xlsx, "html": _html}
    files = [one.format for one in document.files.all()]
    got = {one: client.get(reverse("desk:documents-file", args=[document.uuid, one])).content for one in files}
    return {format: read[format](content) for format, content in got.items()}


def _docx(content: bytes) -> str:
    opened = Docx(BytesIO(content))
    cells = [cell.text for table in opened.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(one.text for one in opened.paragraphs), *cells])


def _pdf(content: bytes, folder: Path) -> str:
    tool = shutil.which("pdftotext")
    assert tool, "pdftotext is missing: install poppler-utils"
    (folder / "made.pdf").write_bytes(content)
    return subprocess.run([tool, "-layout", folder / "made.pdf", "-"], check=True, capture_output=True).stdout.decode()


def _xlsx(content: bytes) -> str:
    rows = CalamineWorkbook.from_filelike(BytesIO(content)).get_sheet_by_index(0).to_python()
    return "\n".join(f"{one:.2f} {one:g}" if isinstance(one, float) else str(one) for row in rows for one in row)


def _html(content: bytes) -> str:
    return re.sub(r"<style.*?</style>|<[^>]+>", " ", content.decode(), flags=re.DOTALL)


def figures(text: str) -> set[str]:
    return set(re.findall(r"\d+(?:\.\d+)?", text))


def of_standings(standings: Iterable[Standing]) -> set[str]:
    """Scores with their two places, the scores of the sections, ranks, sheets."""
    found = set[str]()
    for one in standings:
        found |= {str(one.ballots)} | ({str(one.score), str(one.rank)} if one.score is not None else set())
        found |= {part["score"] for part in one.sections if part["score"] is not None}
    return found


def of_day(day: date | None) -> set[str]:
    return {str(day.year), str(day.month), str(day.day)} if day else set()


def short(points: object) -> str:
    return f"{points}".rstrip("0").rstrip(".")


def expected(document: Document) -> set[str]:
    """The figures that this document must print, from the tables alone."""
    ranked = Standing.objects.filter(ranking__round=document.round, ranking__replaced_by=None)
    if document.kind in ("bulletin", "filing"):
        return of_standings(ranked)
    if document.kind == "ranking_list":
        village = "村（社区）" in document.title.split("排名表")[1]
        return of_standings(ranked.filter(ranking_list="village" if village else "two_new"))
    rows = LedgerRow.objects.filter(finding__visit__round=document.round)
    if document.kind == "ledger":
        return set().union(*(of_day(row.due_date) for row in rows))
    if document.kind == "notice":
        told = rows.filter(organisation=document.organisation)
        return set().union(*({short(row.finding.points)} for row in told))
    if document.kind == "progress":
        return {str(rows.filter(organisation__code=code).count()) for code in ("A1", "A2")} | {str(rows.count())}
    if document.kind == "receipt":
        own = BallotDeduction.objects.filter(version__ballot__visit__organisation=document.organisation)
        held = ranked.get(organisation=document.organisation)
        result = {str(held.score), str(held.rank)} if held.score is not None else set()
        return result | {short(one.points) for one in own}
    return {str(one.score) for one in ranked.filter(ranking_list="village", rank=1)}


def test_every_figure_of_every_kind_is_that_of_the_database(county: Scene, client: Client, tmp_path: Path) -> None:
    everything(county)
    client.force_login(county.person("county_admin"))
    documents = list(Document.objects.order_by("pk"))
    missing = {
        (str(one), format): lost
        for one in documents
        for format, text in texts(client, one, tmp_path).items()
        if (lost := expected(one) - figures(text))
    }
    assert missing == {}
    kinds = {one.kind for one in documents}
    assert kinds == {"notice", "ranking_list", "bulletin", "summary", "progress", "ledger", "receipt", "filing"}
    assert min(len(expected(one)) for one in documents if one.kind != "receipt") >= 1


def test_every_figure_in_a_table_of_results_is_bound_to_its_row(county: Scene, client: Client) -> None:
    everything(county)
    client.force_login(county.person("county_admin"))
    for document in Document.objects.filter(kind="ranking_list"):
        file = client.get(reverse("desk:documents-file", args=[document.uuid, "docx"])).content
        cells = [cell.text for table in Docx(BytesIO(file)).tables for row in table.rows[1:] for cell in row.cells]
        bound = {one["text"] for one in document.figures}
        assert {one for one in cells if re.fullmatch(r"\d+(?:\.\d+)?", one)} - bound == set()


def test_figures_are_traced_to_what_stands_there_and_a_change_is_seen(county: Scene) -> None:
    everything(county)
    admin = county.person("county_admin")
    uuids = {one.kind: one.uuid for one in Document.objects.order_by("pk") if one.figures}
    assert set(uuids) >= {"notice", "ranking_list", "bulletin", "summary", "progress", "ledger", "receipt", "filing"}
    late = LedgerRow.objects.get(organisation__code="A1")
    for kind, uuid in uuids.items():
        changed = [one.source for one in traced(admin, uuid) if not one.same]
        # the notice went out before its limit was set back to make it late
        assert changed == ([f"rectification.LedgerRow/{late.pk}/due_date"] if kind == "notice" else [])
    Finding.objects.filter(rows=late).update(points="9.99")
    after = {kind: sum(not one.same for one in traced(admin, uuids[kind])) for kind in ("ledger", "ranking_list")}
    assert after == {"ledger": 1, "ranking_list": 0}
