"""The kinds of documents besides lists, bulletin and summary: progress, receipts, plan, learning report, working ledger."""

from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from docx import Document as Docx
from python_calamine import CalamineWorkbook

from guanmo.procedures.notify import notify
from guanmo.procedures.report_learning import report_learning
from guanmo.procedures.work_through import work
from guanmo.stages.documents.models import Document, Job
from guanmo.stages.rectification.domain.enter_row import Columns, cancel_row, enter_row
from guanmo.stages.rectification.domain.record_finding import set_aside
from guanmo.stages.rectification.models import Finding, LedgerRow
from guanmo.stages.rounds.domain.form_team import form_team
from guanmo.stages.rounds.enums import RoundState, Tier
from guanmo.stages.rounds.models import Round
from tests.county import Scene, visit_to
from tests.desk.rounds.pages import county_round
from tests.stages.rectification.way import ago, entered, in_days
from tests.stages.results.scene import classified_round, ranked_round

pytestmark = pytest.mark.django_db


def docx_of(client: Client, document: Document) -> str:
    """What stands in the .docx as downloaded, cells included."""
    response = client.get(reverse("desk:documents-file", args=[document.uuid, "docx"]))
    assert response.status_code == 200
    opened = Docx(BytesIO(response.content))
    cells = [cell.text for table in opened.tables for row in table.rows for cell in row.cells]
    return "\n".join([one.text for one in opened.paragraphs] + cells)


def post(client: Client, county: Scene, person: str, name: str, uuid: Any, **data: str) -> Any:
    client.force_login(county.person(person))
    return client.post(reverse(f"desk:{name}", args=[uuid]), data, follow=True)


def with_ledger(county: Scene) -> Round:
    """The classified round with A1 notified of a row that is late, and an entered row of A2."""
    round = classified_round(county)
    officer = county.person("a_officer")
    limit = ago(3)
    found = {one.visit.organisation.code: one for one in Finding.objects.filter(visit__organisation__code="A1")}
    row = enter_row(found["A1"], Columns("班子缺1人", "尽快补选", in_days(0), "A1村书记"), by=officer)
    second = Finding.objects.get(visit__organisation__code="A2")
    enter_row(second, Columns("标语没有更新", "更换标语", round.deadline, "A2村书记"), by=officer)
    notify(round, county["A1"], by=officer)
    LedgerRow.objects.filter(pk=row.pk).update(due_date=limit)
    return round


@pytest.mark.requirement("S0-4.2-c")
def test_progress_bulletin_is_dated_and_keeps_the_figures_of_its_day(client: Client, county: Scene) -> None:
    round = with_ledger(county)
    client.force_login(county.person("a_secretary"))
    form = client.get(reverse("desk:documents-progress", args=[round.uuid])).context["form"]
    proposed = form.initial["body"]
    assert "2个党组织列入整改台账2项，已销号0项，销号率0.0%；未销号2项，其中逾期1项。" in proposed
    assert "逾期没有销号的有：A1村党支部（1项）。" in proposed

    post(client, county, "a_secretary", "documents-progress", round.uuid, body=proposed)

    document = Document.objects.get(kind="progress")
    today = timezone.localdate()
    assert document.number == f"A镇党发〔{today.year}〕1号"
    before = docx_of(client, document)
    assert f"截至{today.year}年{today.month}月{today.day}日" in before
    LedgerRow.objects.filter(organisation__code="A2").update(state="cancelled")
    assert docx_of(client, document) == before
    client.force_login(county.person("b_secretary"))
    assert client.get(reverse("desk:documents-progress", args=[round.uuid])).status_code == 404


def test_round_that_has_not_begun_has_no_progress(client: Client, county: Scene) -> None:
    round = with_ledger(county)
    Round.objects.filter(pk=round.pk).update(state=RoundState.SCHEDULED)
    html = post(client, county, "a_secretary", "documents-progress", round.uuid, body="# 进展").content.decode()
    assert "本轮观摩还没有开始，没有进展可以通报。" in html
    assert not Document.objects.filter(kind="progress").exists()


def test_each_organisation_gets_its_own_receipt_once(client: Client, county: Scene) -> None:
    round = with_ledger(county)
    page = post(client, county, "a_secretary", "documents-receipts", round.uuid).content.decode()
    assert "已完成0份，共5份" in page
    work(Job.objects.get())
    again = post(client, county, "a_secretary", "documents-receipts", round.uuid).content.decode()

    assert "每个党组织都已经有得分反馈单了。" in again
    receipts = {one.organisation.code: one for one in Document.objects.filter(kind="receipt") if one.organisation}
    assert set(receipts) == {"A1", "A2", "A3", "AE", "AS"}
    assert "没有有效的评分表" in docx_of(client, receipts["AS"])  # nobody scored it: that is not "no deduction"
    client.force_login(county.person("a1_secretary"))
    text = docx_of(client, receipts["A1"])
    # two judges: 1.00 and 2.25 on 一.2, 0.50 on 三.3; 98.13 is first together with A2, of three in its list
    for part in (
        "98.13",
        "第1名（村（社区）共3个）",
        "先进",
        "2份",
        "届满未换届",
        "班子缺1人",
        "党费台账缺1个月",
        "1\n",
        "2.25",
        "0.5",
    ):
        assert part in text, part
    assert "尽快补选" in text  # how to put it right: the ledger's measure
    assert "组织委员a_officer" in text  # whom to ask
    assert "a_deputy" not in text  # no judge is named
    assert client.get(reverse("desk:documents-detail", args=[receipts["A2"].uuid])).status_code == 404


@pytest.mark.requirement("S0-A-a")
def test_aggregated_sheet_sums_the_counted_sheets_and_names_no_judge(client: Client, county: Scene) -> None:
    round = classified_round(county)
    url = reverse("desk:documents-aggregate", args=[visit_to(round, "A1").uuid, "xlsx"])
    client.force_login(county.person("a_officer"))
    rows = CalamineWorkbook.from_filelike(BytesIO(client.get(url).content)).get_sheet_by_index(0).to_python()

    text = "\n".join("\t".join(str(cell) for cell in row) for row in rows)
    item = next(row for row in rows if str(row[2]).startswith("2.") and row[3] == 2)
    assert item[3:6] == [2.0, 3.25, 1.63]  # 1.00 + 2.25; 3.25 / 2 = 1.625, rounded half up
    assert item[6] == "班子缺1人；届满未换届" or item[6] == "届满未换届；班子缺1人"
    total = next(row for row in rows if row[0] == "合计")
    assert total[3:6] == [3.0, 3.75, 1.88]  # 0.25 for 三.3: 0.50 / 2
    assert "计入2份：98.50、97.75" in text
    assert "98.13" in text
    assert "a_deputy" not in text
    for person in ("b_secretary", "a2_secretary", "a1_secretary"):  # the round is not published yet
        client.force_login(county.person(person))
        assert client.get(url).status_code == 404


def test_working_ledger_has_origin_notice_and_totals(client: Client, county: Scene) -> None:
    round = with_ledger(county)
    url = reverse("desk:documents-working-ledger", args=[round.uuid])
    client.force_login(county.person("a_officer"))
    rows = CalamineWorkbook.from_filelike(BytesIO(client.get(url).content)).get_sheet_by_index(0).to_python()

    first, second = rows[4], rows[5]
    assert first[:2] == [1.0, "A1村党支部"]
    assert first[4:8] == [2.0, 1.63, "班子缺1人", "尽快补选"] or first[6:8] == ["班子缺1人", "尽快补选"]
    assert first[10].endswith("党整改〔2026〕1号")
    assert (first[12], first[15]) == ("已下发通知", 3.0)
    assert (second[1], second[12], second[15]) == ("A2村党支部", "已列入台账", "")
    assert [rows[6][at] for at in (0, 6, 14, 15)] == ["合计", 2.0, 0.0, 1.0]
    client.force_login(county.person("a2_secretary"))
    own = CalamineWorkbook.from_filelike(BytesIO(client.get(url).content)).get_sheet_by_index(0).to_python()
    assert "A1村党支部" not in str(own)


@pytest.mark.requirement("S0-3.2-e")
def test_learning_report_becomes_a_document_of_the_township(client: Client, county: Scene) -> None:
    round = county_round(county, Tier.CROSS, ["A1", "B1"])
    team = form_team(round, county["A"], leader=county.person("a_deputy"), members=[], by=county.person("county_admin"))
    Round.objects.filter(pk=round.pk).update(state=RoundState.IN_PROGRESS)
    team.round.refresh_from_db()
    report_learning(team, ideas="清单上墙\n逐条销号", experience="挂牌96户", gaps="缺固定日子", by=team.leader)

    document = Document.objects.get(kind="learning")
    client.force_login(county.person("a_member"))
    text = docx_of(client, document)
    for part in ("一、启发的思路", "逐条销号", "二、学到的经验", "挂牌96户", "三、本地的差距", "组长a_deputy"):
        assert part in text
    client.force_login(county.person("b_secretary"))
    assert client.get(reverse("desk:documents-detail", args=[document.uuid])).status_code == 404


def test_plan_names_its_basis_and_gets_a_number(client: Client, county: Scene) -> None:
    url_of = county["A"].uuid
    basis = "省委组织部《关于开展观摩检查测评活动的通知》\n县委组织部《年度要点》（县组发〔2026〕3号，2026年3月1日）"
    wrong = post(client, county, "a_secretary", "documents-plan", url_of, title="方案", basis="上级精神", body="# 目标")
    assert "看不懂“上级精神”。请写成：发文单位《文件标题》（文号，日期）。" in wrong.content.decode()
    assert "上级精神</textarea>" in wrong.content.decode()

    post(
        client, county, "a_secretary", "documents-plan", url_of, title="A镇方案", basis=basis, body="# 目标\n逐个观摩。"
    )

    document = Document.objects.get(kind="plan")
    text = docx_of(client, document)
    assert document.number == f"A镇党发〔{timezone.localdate().year}〕1号"
    assert (
        "根据省委组织部《关于开展观摩检查测评活动的通知》、县委组织部《年度要点》（县组发〔2026〕3号，2026年3月1日），结合实际"
    ) in text
    for person in ("b_secretary", "a1_secretary", "a_member"):
        client.force_login(county.person(person))
        assert client.get(reverse("desk:documents-plan", args=[url_of])).status_code == 404


def test_document_is_shown_for_print_and_runs_nothing(client: Client, county: Scene) -> None:
    round = classified_round(county)
    post(client, county, "a_secretary", "documents-ranking-lists", round.uuid)
    document = Document.objects.filter(kind="ranking_list").order_by("pk")[0]
    response = client.get(reverse("desk:documents-file", args=[document.uuid, "html"]))
    assert response["Content-Type"] == "text/html; charset=utf-8"
    assert response["Content-Disposition"].startswith("inline")
    assert response["Content-Security-Policy"].startswith("default-src 'none'; style-src 'unsafe-inline'; sandbox")
    assert "98.13" in response.content.decode()


def test_draft_is_kept_without_a_number_and_never_overwritten(client: Client, county: Scene) -> None:
    round = ranked_round(county)
    form = {"experience": "挂牌", "exemplars": "", "problems": "", "ideas": "", "responsibility": ""}
    post(client, county, "a_secretary", "documents-summary", round.uuid, save="1", seen="0", **form)
    client.force_login(county.person("a_deputy"))
    page = client.get(reverse("desk:documents-summary", args=[round.uuid]))
    assert page.context["form"].initial["experience"] == "挂牌"
    assert "保存的草稿，还没有文号" in page.content.decode()
    assert not Document.objects.exists()

    post(client, county, "a_deputy", "documents-summary", round.uuid, save="1", seen="1", **{**form, "ideas": "回访"})
    late = {**form, "experience": "我写的一小时"}
    html = post(
        client, county, "a_secretary", "documents-summary", round.uuid, save="1", seen="1", **late
    ).content.decode()

    assert "a_deputy刚刚保存过另一份草稿，没有覆盖。" in html
    assert "我写的一小时</textarea>" in html
    page = client.get(reverse("desk:documents-summary", args=[round.uuid]))
    assert page.context["form"].initial["ideas"] == "回访"


def test_summary_counts_organisations_and_leaves_out_what_was_set_aside_or_cancelled(
    client: Client, county: Scene
) -> None:
    """A1 and A3 lose on 一.2; a note adds a second problem of A1 on it: two organisations, not three. 五.1 is set aside."""
    round = ranked_round(county)
    rows = [entered(county), entered(county, "A1", "三.3")]
    cancel_row(rows[1], reason="重复", by=county.person("a_officer"))
    first = Finding.objects.get(visit__organisation__code="A1", item__section__no="一", item__no="2")
    Finding.objects.create(
        source="visit_note", organisation=county["A1"], visit=first.visit, item=first.item, finding_type="shortcoming",
        text="又一处", by=county.person("a_member"),
    )  # fmt: skip
    for one in Finding.objects.filter(item__section__no="五", item__no="1"):
        set_aside(one, reason="当场改好", by=county.person("a_officer"))
    client.force_login(county.person("a_secretary"))
    initial = client.get(reverse("desk:documents-summary", args=[round.uuid])).context["form"].initial
    assert "第2项：2个党组织存在问题" in initial["problems"]
    assert "标语没有更新" not in initial["problems"]
    assert "已列入整改台账1项" in initial["responsibility"]


def test_paper_is_issued_once_by_two_presses_and_never_from_a_stale_page(client: Client, county: Scene) -> None:
    round = classified_round(county)
    client.force_login(county.person("a_secretary"))
    page = client.get(reverse("desk:documents-progress", args=[round.uuid])).context
    form = {"body": page["form"].initial["body"], "seen": str(page["seen"])}
    post(client, county, "a_secretary", "documents-progress", round.uuid, **form)
    again = post(client, county, "a_secretary", "documents-progress", round.uuid, **form).content.decode()
    assert "这份公文刚刚印发过" in again
    assert Document.objects.filter(kind="progress").count() == 1

    page = client.get(reverse("desk:documents-progress", args=[round.uuid])).context
    later = {**form, "seen": str(page["seen"])}
    post(client, county, "a_deputy", "documents-progress", round.uuid, save="1", **{**later, "body": "另写一段"})
    stale = post(client, county, "a_secretary", "documents-progress", round.uuid, **later).content.decode()
    assert "或者别人改过草稿" in stale
    page = client.get(reverse("desk:documents-progress", args=[round.uuid])).context
    assert page["form"].initial["body"] == "另写一段"
    post(client, county, "a_secretary", "documents-progress", round.uuid, **{**later, "seen": str(page["seen"])})
    assert [one.number[-2:] for one in Document.objects.filter(kind="progress").order_by("pk")] == ["1号", "2号"]


def test_rare_characters_and_figures_without_a_record_are_named_before_issuing(client: Client, county: Scene) -> None:
    round = classified_round(county)
    client.force_login(county.person("a_secretary"))
    proposed = client.get(reverse("desk:documents-bulletin", args=[round.uuid])).context["form"].initial["body"]
    body = proposed.replace("98.13", "99.13") + "\n请\U0002a6a5同志于11月20日前准备。"

    html = post(client, county, "a_secretary", "documents-bulletin", round.uuid, body=body).content.decode()

    assert "<strong>\U0002a6a5</strong>" in html
    assert "<strong>99.13</strong>" in html
    assert "<strong>20</strong>" not in html  # a day is no figure
    assert not Document.objects.exists()
    post(client, county, "a_secretary", "documents-bulletin", round.uuid, body=body, confirmed="1")
    assert Document.objects.filter(kind="bulletin").count() == 1


def test_ledger_pressed_twice_is_out_once_until_its_figures_change(client: Client, county: Scene) -> None:
    round = with_ledger(county)

    def out() -> int:
        return Document.objects.filter(kind="ledger").count()

    post(client, county, "a_officer", "documents-ledger", round.uuid)
    again = post(client, county, "a_officer", "documents-ledger", round.uuid).content.decode()
    assert ("今天的整改台账已经印发，数字没有变化。" in again, out()) == (True, 1)
    LedgerRow.objects.filter(organisation__code="A2").update(due_date=in_days(9))
    post(client, county, "a_officer", "documents-ledger", round.uuid)
    assert out() == 2
