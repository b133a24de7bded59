"""Plans, rules and reports of an organisation: registered with version, date and file; received from above; counted."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from guanmo.stages.documents.domain.file_paper import PaperFacts, file_paper
from guanmo.stages.documents.enums import PaperKind
from guanmo.stages.documents.models import FiledPaper, PaperReceipt
from guanmo.stages.organisations.errors import NotAllowed
from tests.county import Scene

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7 made up %%EOF"


def file(client: Client, county: Scene, kind: str, title: str, person: str = "a1_secretary", **changes: Any) -> str:
    client.force_login(county.person(person))
    facts = {"kind": kind, "title": title, "dated": f"{timezone.localdate().year}-03-01", **changes}
    upload = SimpleUploadedFile("材料.pdf", facts.pop("content", PDF))
    url = reverse("desk:papers-list", args=[county["A1"].uuid])
    return client.post(url, {**facts, "file": upload}, follow=True).content.decode()


@pytest.mark.requirement("S2-2.1.1-b")
@pytest.mark.requirement("S3-1.1-c")
def test_register_keeps_four_kinds_with_version_date_and_file(client: Client, county: Scene) -> None:
    for kind, title in (
        ("long_plan", "五年规划"),
        ("annual_plan", "年度计划"),
        ("rule", "议事制度"),
        ("measure", "整顿措施"),
    ):
        file(client, county, kind, title)
    html = file(client, county, "rule", "议事制度", dated="2026-09-01", content=PDF + b"2 %%EOF")

    rules = FiledPaper.objects.filter(kind="rule").order_by("version")
    assert [(one.version, str(one.dated)[5:]) for one in rules] == [(1, "03-01"), (2, "09-01")]
    assert all(word in html for word in ("五年规划", "年度计划", "议事制度", "整顿措施", "2026-09-01"))
    assert html.count("现行") == 4  # the newest of each
    download = client.get(reverse("desk:papers-file", args=[rules[0].uuid]))
    assert b"".join(download.streaming_content) == PDF
    assert download["Content-Disposition"].startswith("attachment")
    client.force_login(county.person("b_officer"))
    assert client.get(reverse("desk:papers-file", args=[rules[0].uuid])).status_code == 404


@pytest.mark.parametrize(
    ("kind", "label"),
    [
        pytest.param("research_report", "调查报告", marks=pytest.mark.requirement("S2-3.4-c")),
        pytest.param("cobuilding_report", "共建情况报告", marks=pytest.mark.requirement("S3-6.2-g")),
    ],
)
def test_report_is_received_once_by_the_office_above(client: Client, county: Scene, kind: str, label: str) -> None:
    html = file(client, county, kind, "上半年的情况")
    assert f'<td data-label="种类">{label}</td>' in html
    report = FiledPaper.objects.get()
    url = reverse("desk:papers-receipt", args=[report.uuid])
    assert "未签收" in html
    assert (
        "只有上级可以签收报告。" in client.post(url, follow=True, headers={"referer": "/documents/"}).content.decode()
    )

    client.force_login(county.person("a_officer"))
    assert "签收</button>" in client.get(reverse("desk:papers-list", args=[county["A1"].uuid])).content.decode()
    client.post(url)
    again = client.post(url, follow=True, headers={"referer": "/documents/"}).content.decode()

    assert "这份报告已经签收过了。" in again
    assert list(PaperReceipt.objects.values_list("paper", "by__username")) == [(report.pk, "a_officer")]


@pytest.mark.requirement("S2-3.6-a")
@pytest.mark.requirement("S4-6d")
def test_missing_reports_of_the_year_are_flagged(client: Client, county: Scene) -> None:
    file(client, county, "written_report", "上半年报告")
    file(client, county, "written_report", "上半年报告")  # another version is not another report
    file(client, county, "major_report", "塌方报告")
    client.force_login(county.person("a_officer"))

    def of(code: str) -> Any:
        page = client.get(reverse("desk:reports-list"))
        return next(one for one in page.context["counts"] if one.organisation.code == code)

    assert (of("A1").regular, of("A1").major, of("A1").annual) == (1, 1, 0)
    assert of("A1").missing == "书面报告1次，年度述职报告"
    assert of("A2").missing == "书面报告2次，年度述职报告"
    file(client, county, "written_report", "下半年报告")
    file(client, county, "annual_report", "述职报告")
    client.force_login(county.person("a_officer"))
    assert of("A1").missing == ""
    codes = {one.organisation.code for one in client.get(reverse("desk:reports-list")).context["counts"]}
    assert "B1" not in codes


@pytest.mark.requirement("S2-3.6-a")
def test_second_report_of_the_same_title_counts(client: Client, county: Scene) -> None:
    year = timezone.localdate().year
    for day in (f"{year - 1}-12-20", f"{year}-06-25", f"{year}-12-20"):
        file(client, county, "written_report", "党建工作情况报告", dated=day)
    client.force_login(county.person("a_officer"))

    counts = client.get(reverse("desk:reports-list")).context["counts"]

    [own] = [one for one in counts if one.organisation.code == "A1"]
    assert (own.regular, own.missing) == (2, "年度述职报告")


def test_file_that_is_none_is_refused_and_nobody_else_files(client: Client, county: Scene) -> None:
    assert "不是图片、PDF 或 .docx 文件" in file(client, county, "rule", "制度", content=b"MZ program")
    file(client, county, "rule", "制度", person="a_officer")
    upload = SimpleUploadedFile("制度.pdf", PDF)
    facts = PaperFacts(PaperKind.RULE, "制度", timezone.localdate())
    with pytest.raises(NotAllowed, match="只能登记本单位"):
        file_paper(county["A1"], facts, upload, by=county.person("a_officer"))
    assert not FiledPaper.objects.exists()
