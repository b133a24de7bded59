"""Who sees which sheet and who changes it; how many queries a page takes."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from guanmo.stages.sheets.models import NotApplicable, ScoreSheet
from tests.county import Scene, draft_round, visit_to
from tests.desk.sheets.pages import KINDS, a_sheet, draft_of, keep, login, text_of

OTHERS = ["county_head", "a_secretary", "a_officer", "a_member", "a1_secretary"]


@pytest.mark.parametrize("name", OTHERS)
def test_draft_is_there_for_the_county_administrator_alone(admin: Client, county: Scene, name: str) -> None:
    keep(admin, a_sheet("60", "40"), "school.txt", **KINDS)
    draft = draft_of("school")
    where = f"/sheets/{draft.uuid}/"
    other = login(Client(), name)

    assert admin.get(where).status_code == 200
    assert [other.get(where + part).status_code for part in ("", "heading/", "sections/0/", "sections/0/items/1/")] == [
        404
    ] * 4
    assert other.get("/sheets/read/").status_code == 404
    assert "school" not in text_of(other.get("/sheets/"))
    assert "读取得分表" not in text_of(other.get("/sheets/"))


@pytest.mark.parametrize("name", OTHERS)
def test_others_read_published_sheets_and_change_nothing(admin: Client, county: Scene, name: str) -> None:
    keep(admin, a_sheet("60", "40"), "school.txt", **KINDS)
    draft, published = draft_of("school"), county.sheets["village"]
    other = login(Client(), name)
    page = other.get(f"/sheets/{published.uuid}/")
    assert page.status_code == 200
    assert "保存不适用的项目" not in text_of(page)
    before = list(ScoreSheet.objects.order_by("pk").values())

    other.post("/sheets/standard/")
    other.post("/sheets/read/", {"file": SimpleUploadedFile("s.txt", a_sheet("60", "40"))})
    other.post("/sheets/drafts/", {"sheet0-reading": "x"})
    for sheet in (draft, published):
        other.post(f"/sheets/{sheet.uuid}/publication/", {"confirmed": "on"})
        other.post(f"/sheets/{sheet.uuid}/applicability/", {"village": ["一.1"], "school": ["一.1"]})
        other.post(f"/sheets/{sheet.uuid}/removal/")
        other.post(f"/sheets/{sheet.uuid}/heading/", {"title": "改", "total": "100", "kinds": ["village"]})

    assert list(ScoreSheet.objects.order_by("pk").values()) == before
    assert not NotApplicable.objects.exists()


def test_account_without_a_role_sees_no_sheet(client: Client, county: Scene) -> None:
    county.seat_without_a_role()
    nobody = login(client, "nobody")

    assert nobody.get(f"/sheets/{county.sheets['village'].uuid}/").status_code == 404
    assert nobody.get(f"/sheets/{county.sheets['village'].uuid}/blank.pdf").status_code == 404
    listed = nobody.get("/sheets/")
    assert "还没有评分表" in text_of(listed)
    assert "村（社区）党建" not in text_of(listed)


def test_blank_sheet_of_a_foreign_visit_is_not_there(admin: Client, county: Scene) -> None:
    visit = visit_to(draft_round(county), "A1")

    assert admin.get(f"/visits/{visit.uuid}/sheet/docx/").status_code == 200
    assert login(Client(), "b_secretary").get(f"/visits/{visit.uuid}/sheet/docx/").status_code == 404


def count(client: Client, path: str) -> int:
    client.get(path)  # the first visit after a login also renews the session
    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert client.get(path).status_code == 200
    return len(queries)


def test_list_takes_as_many_queries_for_many_sheets_as_for_few(admin: Client, county: Scene) -> None:
    few = count(admin, "/sheets/")
    for code in ("school", "soe", "agency"):
        keep(admin, a_sheet("60", "40"), f"{code}.txt", **{"sheet0-kinds": [code], "sheet0-code": code})

    assert count(admin, "/sheets/") == few


def test_detail_takes_as_many_queries_for_37_items_as_for_2(admin: Client, county: Scene) -> None:
    keep(admin, a_sheet("60", "40"), "school.txt", **KINDS)

    assert count(admin, f"/sheets/{county.sheets['village'].uuid}/") == count(
        admin, f"/sheets/{draft_of('school').uuid}/"
    )
