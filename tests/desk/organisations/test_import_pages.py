"""The import in the browser: template, preview, confirmation, the file that shows the mistakes. Only for the county."""

import io
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from python_calamine import CalamineWorkbook

from guanmo.stages.organisations.models import Organisation, User
from tests.county import Scene
from tests.stages.organisations.conftest import stored
from tests.stages.organisations.workbooks import POST_HEAD, changed, workbook

IMPORT = "/organisations/import/"
TOWN_C = ("C3", "丙镇党委", "丙镇", "镇", "党委", "C", "", "")
VILLAGE_C = ("C31", "丙一村党支部", "", "村", "党支部", "C3", "", "")
HOLDER_C = ("C31", "书记", "丙一村书记", "", "2026-01-01", "")


@pytest.fixture
def admin(county: Scene) -> Client:
    return logged_in(county, "county_admin")


def logged_in(scene: Scene, person: str) -> Client:
    client = Client()
    client.force_login(scene.person(person))
    return client


def upload(client: Client, data: bytes, name: str = "组织.xlsx") -> Any:
    return client.post(
        IMPORT, {"file": SimpleUploadedFile(name, data)}, headers={"referer": "http://testserver" + IMPORT}
    )


def sheets_of(response: Any) -> dict[str, list[list[Any]]]:
    book = CalamineWorkbook.from_filelike(io.BytesIO(response.content))
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


def test_upload_is_previewed_before_anything_is_written(admin: Client) -> None:
    before = stored()

    response = upload(admin, workbook([TOWN_C, VILLAGE_C], [HOLDER_C]))

    assert response.status_code == 302
    text = admin.get(response.url).content.decode()
    assert "现在还没有写入任何内容" in text
    assert "丙镇党委" in text
    assert "将登记 1 名新的任职人员" in text
    assert stored() == before


def test_confirmation_writes_and_a_second_one_finds_nothing_left(admin: Client) -> None:
    preview = upload(admin, workbook([TOWN_C, VILLAGE_C], [HOLDER_C])).url

    done = admin.post(preview + "confirmation/", follow=True)

    assert "已导入：新增 3 行，更新 0 行，不变 0 行。" in done.content.decode()
    assert Organisation.objects.filter(code__in=["C3", "C31"]).count() == 2
    again = admin.post(preview + "confirmation/", follow=True)
    assert "上传的文件已过期" in again.content.decode()
    assert Organisation.objects.filter(code="C31").count() == 1


@pytest.mark.requirement("S0-1-b")
@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        (changed(VILLAGE_C, 上级组织代码="C"), "“村”的上级只能是：镇、乡、街道"),
        (changed(VILLAGE_C, 上级组织代码="A1"), "“村”的上级只能是：镇、乡、街道"),
        (changed(TOWN_C, 组织代码="C4", 上级组织代码="A"), "“镇”的上级只能是：县"),
        (("C5", "另一县委", "另一县", "县", "党委", "", "", ""), "全县只能有一个“县”"),
        (changed(VILLAGE_C, 上级组织代码=""), "只有“县”没有上级"),
    ],
    ids=["village below county", "village below village", "town below town", "second county", "village below nothing"],
)
def test_a_superior_that_is_not_one_level_above_is_refused(admin: Client, row: Any, sentence: str) -> None:
    before = stored()
    preview = upload(admin, workbook([TOWN_C, row], None)).url

    assert sentence in admin.get(preview).content.decode()
    refused = admin.post(preview + "confirmation/", headers={"referer": "http://testserver" + preview}, follow=True)
    assert "没有导入任何内容" in refused.content.decode()
    assert stored() == before


@pytest.mark.requirement("S0-1-b")
def test_three_levels_one_below_the_other_are_taken(admin: Client) -> None:
    preview = upload(admin, workbook([TOWN_C, VILLAGE_C], None)).url

    admin.post(preview + "confirmation/")

    depths = dict(Organisation.objects.filter(code__in=["C", "C3", "C31"]).values_list("code", "depth"))
    assert depths == {"C": 1, "C3": 2, "C31": 3}


def test_error_file_shows_each_row_its_result_and_its_reason(admin: Client) -> None:
    preview = upload(admin, workbook([TOWN_C, changed(VILLAGE_C, 类别="行政村")], [HOLDER_C])).url

    sheets = sheets_of(admin.get(preview + "errors/"))

    assert sheets["组织"][0][:5] == ["原行号", "处理结果", "错误原因", "组织代码", "党组织名称"]
    assert sheets["组织"][1][:4] == [2.0, "新增", "", "C3"]
    assert sheets["组织"][2][:2] == [3.0, "有错"]
    assert sheets["组织"][2][2].startswith("类别：不认识“行政村”。只能填：县、")
    assert sheets["任职"][0][3:] == list(POST_HEAD)


def test_error_file_can_be_put_right_and_uploaded_as_it_is(admin: Client) -> None:
    from xlsxwriter import Workbook

    preview = upload(admin, workbook([TOWN_C, changed(VILLAGE_C, 类别="行政村")], [HOLDER_C])).url
    sheets = sheets_of(admin.get(preview + "errors/"))
    file = io.BytesIO()
    with Workbook(file, {"in_memory": True}) as book:
        for name, rows in sheets.items():
            page = book.add_worksheet(name)
            for line, row in enumerate(rows):
                page.write_row(line, 0, ["村" if cell == "行政村" else cell for cell in row])

    done = admin.post(upload(admin, file.getvalue()).url + "confirmation/", follow=True)

    assert "已导入：新增 3 行" in done.content.decode()


def test_current_tree_uploaded_again_changes_nothing(admin: Client) -> None:
    data = admin.get(IMPORT + "current/").content

    text = admin.get(upload(admin, data).url).content.decode()

    assert "与系统中的内容完全一样" in text
    assert "确认导入" not in text


def test_bad_file_is_told_on_the_form(admin: Client) -> None:
    before = stored()

    response = upload(admin, b"%PDF-1.7 not a workbook")

    assert response.status_code == 200
    assert "不能读取PDF 文件" in response.content.decode()
    assert stored() == before


def test_upload_of_another_person_is_gone(county: Scene, admin: Client) -> None:
    preview = upload(admin, workbook([TOWN_C], None)).url
    from guanmo.stages.organisations.domain.appoint import appoint
    from guanmo.stages.organisations.enums import Duty
    from tests.county import FROM

    colleague = User.objects.create_user("colleague", name="同事")
    appoint(organisation=county["D"], duty=Duty.DEPARTMENT_OFFICER, user=colleague, started_on=FROM, by=None)

    response = logged_in(county, "colleague").post(preview + "confirmation/", follow=True)

    assert "上传的文件已过期" in response.content.decode()
    assert not Organisation.objects.filter(code="C3").exists()
    assert admin.get(preview).status_code == 200


@pytest.mark.parametrize("person", ["county_head", "a_secretary", "a_officer", "a1_secretary"])
def test_import_exists_for_the_organisation_department_only(county: Scene, admin: Client, person: str) -> None:
    preview = upload(admin, workbook([TOWN_C], None)).url
    before = stored()
    client = logged_in(county, person)

    for path in (IMPORT, IMPORT + "template/", IMPORT + "current/", preview, preview + "errors/"):
        assert admin.get(path).status_code == 200, path
        assert client.get(path).status_code == 404, path
    assert upload(client, workbook([TOWN_C], None)).status_code == 404
    assert client.post(preview + "confirmation/").status_code == 404
    assert "导入组织" not in client.get("/organisations/").content.decode()
    assert stored() == before
