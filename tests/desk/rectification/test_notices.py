"""The 整改通知单 through its pages: number, document, receipt (S0-3.1-n)."""

import shutil
import subprocess
from datetime import date
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from guanmo.procedures.notify import document_of, notify
from guanmo.procedures.publish import withdraw
from guanmo.stages.documents.models import Document
from guanmo.stages.rectification.domain.look_back import look_back
from guanmo.stages.rectification.domain.rectify import start_rectification, submit_rectification
from guanmo.stages.rectification.domain.sign_off import return_row
from guanmo.stages.rectification.enums import LookBackResult, RowState
from guanmo.stages.rectification.models import Notice
from tests.county import Scene
from tests.stages.rectification.way import closed_round, entered, finding, fresh, in_days, notified

pytestmark = pytest.mark.django_db


def words_of(pdf: bytes, folder: Path) -> str:
    """The text of a PDF as poppler reads it, without blanks."""
    if shutil.which("pdftotext") is None:
        pytest.skip("pdftotext was not found: install the package poppler-utils")
    file = folder / "notice.pdf"
    file.write_bytes(pdf)
    read = subprocess.run(["pdftotext", "-layout", file, "-"], check=True, capture_output=True)
    return "".join(read.stdout.decode().split())


@pytest.mark.requirement("S0-3.1-n")
def test_notices_are_numbered_printed_and_received(county: Scene, client: Client, tmp_path: Path) -> None:
    round = closed_round(county)
    rows = [
        entered(county),
        entered(county, "A1", "三.3", matter="党费台账缺1个月"),
        entered(county, "A2", "五.1", matter="没有标语"),
    ]
    client.force_login(county.person("a_officer"))
    waiting = client.get(reverse("desk:notices-list", args=[round.uuid])).context["waiting"]
    assert [(one.organisation.code, len(one.rows)) for one in waiting] == [("A1", 2), ("A2", 1)]
    client.post(reverse("desk:notices-issue-all", args=[round.uuid]))

    first, second = Notice.objects.order_by("pk")
    assert [(one.number, one.organisation.code, one.rows.count()) for one in (first, second)] == [
        ("A镇党整改〔2026〕1号", "A1", 2), ("A镇党整改〔2026〕2号", "A2", 1),
    ]  # fmt: skip
    assert [one.issued_on for one in (first, second)] == [in_days(0)] * 2
    assert [fresh(row).state for row in rows] == [RowState.NOTIFIED] * 3

    client.force_login(county.person("a1_secretary"))
    page = client.get(reverse("desk:notices-detail", args=[first.uuid]))
    document = page.context["document"]
    address = reverse("desk:documents-file", args=[document.uuid, "pdf"])
    assert address in page.content.decode()
    words = words_of(client.get(address).content, tmp_path)
    printed = ("A镇党整改〔2026〕1号", "A1村党支部", "班子不健全", "党费台账缺1个月", "A1村书记")
    assert [one in words for one in printed] == [True] * len(printed)
    assert "没有标语" not in words

    client.post(reverse("desk:notices-receipt", args=[first.uuid]))
    client.force_login(county.person("a_officer"))
    client.post(reverse("desk:notices-receipt", args=[second.uuid]), {"received_by": "王样二"})
    assert [(one.received_by, one.received_at is not None) for one in Notice.objects.order_by("pk")] == [
        ("a1_secretary", True), ("王样二", True),
    ]  # fmt: skip


@pytest.mark.requirement("S0-3.1-n")
def test_refused_notice_uses_no_number(county: Scene, client: Client) -> None:
    round = closed_round(county)
    entered(county, measure="")
    entered(county, "A2", "五.1", matter="没有标语")
    client.force_login(county.person("a_officer"))
    for _again in range(2):
        client.post(reverse("desk:notices-issue", args=[round.uuid, county["A1"].uuid]))
    answer = client.post(reverse("desk:notices-issue-all", args=[round.uuid]), follow=True)
    assert [str(message) for message in answer.context["messages"]] == [
        "已下发1份《整改通知单》。", "“班子不健全”还缺：整改措施。请先补全。",
    ]  # fmt: skip
    assert [one.number for one in Notice.objects.all()] == ["A镇党整改〔2026〕1号"]
    assert Document.objects.filter(kind="notice").count() == 1


def test_number_bears_the_year_in_which_it_is_issued(county: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    """The round is of the fourth quarter of 2026; its notice goes out in January."""
    round = closed_round(county)
    entered(county, due_date=date(2027, 1, 20))
    january = date(2027, 1, 5)
    monkeypatch.setattr(timezone, "localdate", lambda *_args: january)
    assert notify(round, county["A1"], by=county.person("a_officer")).number == "A镇党整改〔2027〕1号"


def test_withdrawn_notice_gives_its_rows_back(county: Scene, client: Client) -> None:
    """Nobody has handed them in: they are entered again, for another notice or to be cancelled; what is handed in stays."""
    round = closed_round(county)
    rows = [entered(county), entered(county, "A1", "三.3", matter="党费台账缺1个月"), entered(county, matter="其他")]
    notice = notify(round, county["A1"], by=county.person("a_officer"))
    submit_rectification(rows[1], done="补齐了", by=county.person("a1_secretary"))
    start_rectification(rows[2], by=county.person("a1_secretary"))
    document = document_of(notice, county.person("a_officer"))
    assert document is not None
    client.force_login(county.person("a_secretary"))
    client.post(reverse("desk:documents-withdraw", args=[document.uuid]), {"reason": "人名写错"})
    assert [fresh(row).state for row in rows] == ["entered", "submitted", "entered"]
    assert "A镇党整改〔2026〕1号已撤回" in client.get(reverse("desk:ledger-row", args=[rows[0].uuid])).content.decode()

    client.post(reverse("desk:rows-cancellation", args=[rows[2].uuid]), {"reason": "重复列入"})
    client.post(reverse("desk:notices-issue", args=[round.uuid, county["A1"].uuid]))
    assert [fresh(row).state for row in rows] == ["notified", "submitted", "cancelled"]
    assert [one.rows.count() for one in Notice.objects.order_by("pk")] == [3, 1]


def test_withdrawn_notice_is_not_signed_for_and_what_was_handed_in_before_stays(county: Scene, client: Client) -> None:
    round = closed_round(county)
    rows = [entered(county), entered(county, "A1", "三.3", matter="党费台账缺1个月")]
    notice = notify(round, county["A1"], by=county.person("a_officer"))
    submit_rectification(rows[1], done="补了一半", by=county.person("a1_secretary"))
    look_back(
        rows[1],
        checked_on=in_days(0),
        result=LookBackResult.NOT_FIXED,
        evidence="还差",
        by=county.person("a_officer"),
    )
    return_row(rows[1], reason="还差", due_date=in_days(9), by=county.person("a_officer"))
    start_rectification(rows[1], by=county.person("a1_secretary"))
    document = document_of(notice, county.person("a_officer"))
    assert document is not None
    client.force_login(county.person("a1_secretary"))
    assert notice.number in client.get(reverse("desk:waiting")).content.decode()
    withdraw(document, reason="人名写错", by=county.person("a_secretary"))
    assert [fresh(row).state for row in rows] == ["entered", "in_rectification"]

    assert f"收到整改通知单 {notice.number}" not in client.get(reverse("desk:waiting")).content.decode()
    address = reverse("desk:notices-receipt", args=[notice.uuid])
    assert "这份通知单已经撤回，不用签收。" in client.post(address, follow=True).content.decode()
    assert "已撤回，不用签收" in client.get(reverse("desk:notices-detail", args=[notice.uuid])).content.decode()
    again = notify(round, county["A1"], by=county.person("a_officer"))
    cards = client.get(reverse("desk:ledger-list")).content.decode()
    assert reverse("desk:notices-receipt", args=[again.uuid]) in cards
    assert address not in cards


def test_paper_receipt_needs_a_name(county: Scene, client: Client) -> None:
    notice = notified(county).notices.get()
    client.force_login(county.person("a_officer"))
    answer = client.post(reverse("desk:notices-receipt", args=[notice.uuid]), {"received_by": " "})
    assert "received_by" in answer.context["form"].errors
    assert Notice.objects.get().received_at is None


def test_notice_is_received_once(county: Scene, client: Client) -> None:
    notice = notified(county).notices.get()
    client.force_login(county.person("a1_secretary"))
    client.post(reverse("desk:notices-receipt", args=[notice.uuid]))
    client.force_login(county.person("a1_deputy"))
    answer = client.post(reverse("desk:notices-receipt", args=[notice.uuid]), follow=True)
    assert "这份通知单已经签收过了。" in [str(message) for message in answer.context["messages"]]
    assert Notice.objects.get().received_by == "a1_secretary"


def test_notice_is_seen_by_its_organisation_its_township_and_the_county(county: Scene, client: Client) -> None:
    notice = notified(county).notices.get()
    statuses = {}
    for who in ("a1_secretary", "a_officer", "county_head", "a2_secretary", "b_officer"):
        client.force_login(county.person(who))
        address = reverse("desk:notices-detail", args=[notice.uuid])
        statuses[who] = (client.get(address).status_code, document_of(notice, county.person(who)) is not None)
    assert statuses == {
        "a1_secretary": (200, True),
        "a_officer": (200, True),
        "county_head": (200, True),
        "a2_secretary": (404, False),
        "b_officer": (404, False),
    }


@pytest.mark.parametrize("who", ["a1_secretary", "a_member", "county_admin", "b_officer"])
def test_nobody_else_issues(county: Scene, client: Client, who: str) -> None:
    round = closed_round(county)
    row = entered(county)
    client.force_login(county.person(who))
    client.post(reverse("desk:notices-issue", args=[round.uuid, county["A1"].uuid]))
    client.post(reverse("desk:notices-issue-all", args=[round.uuid]))
    assert (Notice.objects.count(), fresh(row).state, finding("A1", "一.2").rows.count()) == (0, RowState.ENTERED, 1)
