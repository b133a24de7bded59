"""Every kind that a round issues, in every format as downloaded: each figure is the database's, and nothing else stands there.

A1 of ``tests.stages.results.scene`` is notified of a row that is late and A2 has one that waits; the expected figures are
read from the tables by plain queries, past everything that composes or draws.
"""

import re
import shutil
import subprocess
from collections import Counter
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import pytest
from django.db import connection
from django.db.models import Count, QuerySet
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
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
from guanmo.stages.results.models import Seal, Standing
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
    """The figures of a text but the numbers of its pages (— 1 —); what follows a letter is a name (A1)."""
    return set(re.findall(r"(?<![A-Za-z\d.])\d+(?:\.\d+)?", re.sub(r"(?m)^ *— ?\d+ ?— *$", " ", text)))


def of_standings(standings: Iterable[Standing]) -> set[str]:
    """Scores with their two places, the scores of the sections, ranks, sheets, sheets of those who stood back."""
    found = set[str]()
    for one in standings:
        found |= {str(one.ballots)} | ({str(one.score), str(one.rank)} if one.score is not None else set())
        found |= {str(one.stood_back)} if one.stood_back else set()
        found |= {part["score"] for part in one.sections if part["score"] is not None}
    return found


def of_day(day: date | None) -> set[str]:
    return {str(day.year), str(day.month), str(day.day)} if day else set()


def short(points: object) -> str:
    return f"{points}".rstrip("0").rstrip(".")


def of_list(document: Document) -> QuerySet[Standing]:
    """The standings of the round; of a ranking list those that stand on it."""
    ranked = Standing.objects.filter(ranking__round=document.round, ranking__replaced_by=None)
    if document.kind != "ranking_list":
        return ranked
    village = "村（社区）" in document.title.split("排名表")[1]
    return ranked.filter(ranking_list="village" if village else "two_new")


def of_summary(round: Round) -> set[str]:
    """Visits by state, the first of each list with their scores, items with how many lost points, rows of the ledger."""
    states = list(round.visits.values_list("state", flat=True))
    found = {str(len(states)), str(states.count("closed")), str(states.count("excused"))}
    for one in Standing.objects.filter(ranking__round=round, rank__lte=3, proposed_class="advanced"):
        found |= {str(one.rank), str(one.score)}
    for no, count in Finding.objects.values_list("item__no").annotate(Count("organisation", distinct=True)):
        found |= {str(no), str(count)}
    rows = LedgerRow.objects.filter(finding__visit__round=round)
    return found | {str(rows.count()), str(rows.filter(state="signed_off").count())}


def of_receipt(document: Document) -> set[str]:
    """Score, rank among how many, sheets; of each deduction its points, its item and what that is worth; limits."""
    held = of_list(document).get(organisation=document.organisation)
    found = {str(held.ballots)} | ({str(held.score), str(held.rank)} if held.score is not None else set())
    others = Standing.objects.filter(ranking=held.ranking, ranking_list=held.ranking_list, rank__isnull=False)
    found |= {str(others.count())} if held.score is not None else set()
    for one in BallotDeduction.objects.filter(version__ballot__visit__organisation=document.organisation):
        found |= {short(one.points), str(one.item.no), short(one.item.points)}
    for row in LedgerRow.objects.filter(organisation=document.organisation):
        found |= of_day(row.due_date) - {str(row.due_date and row.due_date.year)}
    return found


def expected(document: Document) -> set[str]:
    """The figures that this document must print, from the tables alone."""
    round, ranked = document.round, of_list(document)
    assert round is not None
    rows = LedgerRow.objects.filter(finding__visit__round=round)
    if document.kind == "ledger":
        return set().union(*(of_day(row.due_date) for row in rows))
    if document.kind == "notice":
        told = rows.filter(organisation=document.organisation)
        return {str(told.count())} | set().union(
            *({short(r.finding.points), str(r.finding.item.no)} for r in told if r.finding.item)
        )
    if document.kind == "progress":
        entered, visited = rows.count(), round.visits.count()
        each = {str(rows.filter(organisation__code=code).count()) for code in ("A1", "A2")}
        return each | {str(entered), str(visited), "0", "0.0"}  # nobody was excused, nothing is signed off
    if document.kind == "receipt":
        return of_receipt(document)
    if document.kind == "summary":
        return of_summary(round)
    rule = {str(round.official_rule["places"]), round.class_rule["advanced"], round.class_rule["backward"]}
    found = of_standings(ranked) | rule
    if document.kind == "bulletin":
        judges = round.participants.filter(attendance="attended").count()
        found |= {str(judges), str(round.visits.filter(state="closed").count())}
    if document.kind == "filing":
        proposed = Counter(ranked.values_list("ranking_list", "proposed_class"))
        found |= {str(count) for count in proposed.values()}
    return found


def may_be(document: Document) -> set[str]:
    """What else stands in documents: days, the number, 序号, the fingerprint, words that people wrote."""
    round = document.round
    assert round is not None
    at = timezone.localtime(document.issued_at)
    days = of_day(at.date()) | of_day(round.starts_on) | {f"{at:%H}", f"{at:%M}", str(round.period)[:4]}
    rows = LedgerRow.objects.filter(finding__visit__round=round)
    days |= set().union(*(of_day(row.due_date) | of_day(row.finding.found_on) for row in rows))
    deducted = BallotDeduction.objects.filter(version__ballot__visit__organisation=document.organisation)
    words = [
        *(one.text for one in Finding.objects.all()),
        *(one.matter for one in rows),
        *(one.measure for one in rows),
    ]
    words += [document.number, round.title, *(f"{one.reason} {one.item.text}" for one in deducted)]
    seal = Seal.objects.get(round=round).checkpoint.fingerprint
    marks = set(re.findall("[0-9]+", seal))
    lines = max(deducted.count(), 2)  # 序号, attachments
    return days | figures(" ".join(words)) | marks | {str(number) for number in range(1, lines + 1)}


def values(found: set[str]) -> set[Decimal]:
    """Figures as numbers: a spreadsheet holds 77.5 where a page prints 77.50."""
    return {Decimal(one) for one in found if re.fullmatch(r"\d+(\.\d+)?", one)}


def test_every_figure_of_every_kind_is_that_of_the_database(county: Scene, client: Client, tmp_path: Path) -> None:
    everything(county)
    client.force_login(county.person("county_admin"))
    documents = list(Document.objects.order_by("pk"))
    missing, foreign = dict[tuple[str, str], set[str]](), dict[tuple[str, str], set[Decimal]]()
    for one in documents:
        must, may = expected(one), may_be(one)
        for format, text in texts(client, one, tmp_path).items():
            place = f"{one.kind} {one}", format
            if lost := must - figures(text):
                missing[place] = lost
            if strange := values(figures(text)) - values(must | may):
                foreign[place] = strange
    assert (missing, foreign) == ({}, {})
    kinds = {one.kind for one in documents}
    assert kinds == {"notice", "ranking_list", "bulletin", "summary", "progress", "ledger", "receipt", "filing"}


def test_control_a_figure_of_nobody_is_found(county: Scene, client: Client, tmp_path: Path) -> None:
    """A summary in which the leader wrote a score that no organisation has; its figures are read once."""
    round = with_ledger(county)
    with CaptureQueriesContext(connection) as queries:
        publish_summary(round, written={"ideas": "第一名得了98.31分"}, by=county.person("a_secretary"))
    assert sum('FROM "results_standing"' in one["sql"] for one in queries) == 1
    client.force_login(county.person("county_admin"))
    document = Document.objects.get(kind="summary")
    for text in texts(client, document, tmp_path).values():
        assert values(figures(text)) - values(expected(document) | may_be(document)) == {Decimal("98.31")}


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
