"""The blank sheet, printed (S0-A-a)."""

import io

import pytest
from django.test import Client
from python_calamine import CalamineWorkbook

from tests.county import Scene, draft_round, running_round, visit_to
from tests.desk.sheets.pages import KINDS, VILLAGE_TITLE, a_sheet, draft_of, keep, login, pdf_text, text_of


@pytest.mark.requirement("S0-A-a")
def test_print_for_a_judge_names_organisation_and_total_in_their_head(county: Scene) -> None:
    visit = visit_to(running_round(county), "A1")
    judge = login(Client(), "a_member")

    printed = "".join(pdf_text(judge.get(f"/visits/{visit.uuid}/sheet/pdf/").content).split())

    head = printed[: printed.index("考核内容")]
    assert "党组织名称：A1村党支部" in head
    assert "得分" in head.replace(VILLAGE_TITLE, "")


def test_sheet_is_printed_with_organisation_and_total_in_its_head(admin: Client, county: Scene) -> None:
    visit = visit_to(draft_round(county), "A1")

    printed = admin.get(f"/visits/{visit.uuid}/sheet/pdf/")

    text = "".join(pdf_text(printed.content).split())
    assert printed["Content-Type"] == "application/pdf"
    assert text.index(VILLAGE_TITLE) < text.index("党组织名称：A1村党支部") < text.index("考核内容")
    assert "得分" in text[: text.index("考核内容")]
    screen = text_of(admin.get(f"/sheets/{county.sheets['village'].uuid}/"))
    assert screen.index("党组织名称") < screen.index("满分 100 分") < screen.index("考核内容")


@pytest.mark.parametrize(("format", "magic"), [("pdf", b"%PDF-"), ("docx", b"PK\x03\x04"), ("xlsx", b"PK\x03\x04")])
def test_blank_sheet_is_downloaded_in_each_format(admin: Client, county: Scene, format: str, magic: bytes) -> None:
    response = admin.get(f"/sheets/{county.sheets['two_new'].uuid}/blank.{format}")

    assert response.content.startswith(magic)
    assert f'filename="blank.{format}"' in response["Content-Disposition"]


def test_blank_sheet_in_excel_holds_every_item(admin: Client, county: Scene) -> None:
    data = admin.get(f"/sheets/{county.sheets['village'].uuid}/blank.xlsx").content

    rows = CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0).to_python()
    cells = {str(cell) for row in rows for cell in row}
    missing = [
        item.text for _, item in county.sheets["village"].content.items if not any(item.text in c for c in cells)
    ]
    assert missing == []


def test_unknown_format_and_draft_are_not_printed(admin: Client, county: Scene) -> None:
    keep(admin, a_sheet("60", "40"), "school.txt", **KINDS)

    assert admin.get(f"/sheets/{county.sheets['village'].uuid}/blank.exe").status_code == 404
    refused = admin.get(f"/sheets/{draft_of('school').uuid}/blank.pdf")
    assert refused.status_code == 409
    assert "草稿还不能打印，请先发布。" in text_of(refused)
