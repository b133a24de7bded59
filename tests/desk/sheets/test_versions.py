"""Which sheet is in force for whom, and what the next version changes (S0-A-b, D36)."""

import pytest
from django.test import Client

from guanmo.stages.organisations.enums import Kind
from guanmo.stages.sheets.models import Item, ScoreSheet
from guanmo.stages.sheets.queries import in_force, not_applicable_by_kind
from tests.county import Scene, draft_round, visit_to
from tests.desk.sheets.pages import (
    TWO_NEW_TITLE,
    VILLAGE_TITLE,
    WEB_COPY,
    a_sheet,
    draft_of,
    keep,
    kept_fields,
    login,
    pdf_text,
    publish,
    text_of,
    upload,
)


@pytest.mark.requirement("S0-A-b")
def test_sheet_of_a_visit_follows_from_the_kind_of_organisation(bare_admin: Client, bare_county: Scene) -> None:
    keep(bare_admin, WEB_COPY.read_bytes(), WEB_COPY.name)
    for code in ("village", "two_new"):
        publish(bare_admin, draft_of(code), confirmed="on")
    secretary = login(Client(), "a_secretary")

    round = draft_round(bare_county)

    sheets = {visit.organisation.code: visit.sheet.title for visit in round.visits.all() if visit.sheet}
    assert sheets == {
        "A1": VILLAGE_TITLE,
        "A2": VILLAGE_TITLE,
        "A3": VILLAGE_TITLE,
        "AE": TWO_NEW_TITLE,
        "AS": TWO_NEW_TITLE,
    }
    for code, title in sheets.items():
        printed = secretary.get(f"/visits/{visit_to(round, code).uuid}/sheet/pdf/")
        assert title in pdf_text(printed.content)


def test_list_says_which_sheet_is_in_force_and_which_kinds_are_not_scored(admin: Client) -> None:
    page = admin.get("/sheets/").context["page"]

    assert [(row.label, row.sheet.code if row.sheet else None) for row in page.kinds] == [
        ("村", "village"),
        ("社区", "village"),
        ("新经济组织", "two_new"),
        ("新社会组织", "two_new"),
        ("机关（事业）单位", None),
        ("国有企业", None),
        ("学校", None),
    ]
    assert text_of(admin.get("/sheets/")).count("只观摩，不打分，不排名") == 3


def test_standard_sheets_are_loaded_once_as_drafts(bare_admin: Client) -> None:
    assert "载入两张标准得分表" in text_of(bare_admin.get("/sheets/"))

    bare_admin.post("/sheets/standard/")
    again = bare_admin.post("/sheets/standard/")

    assert again.status_code == 409
    assert [(s.code, s.version, s.state) for s in ScoreSheet.objects.order_by("code")] == [
        ("two_new", 1, "draft"),
        ("village", 1, "draft"),
    ]
    assert "载入两张标准得分表" not in text_of(bare_admin.get("/sheets/"))
    left_out = not_applicable_by_kind(draft_of("village"))
    assert left_out[Kind.VILLAGE] == {"一.3", "二.5", "二.6", "四.4", "四.5", "五.1", "五.2", "五.3"}
    assert left_out[Kind.COMMUNITY] == set()
    assert "原文残缺" in text_of(bare_admin.get(f"/sheets/{draft_of('two_new').uuid}/"))


def test_second_sheet_that_claims_a_kind_is_refused(admin: Client, county: Scene) -> None:
    keep(admin, a_sheet("60", "40"), "school.txt", **{"sheet0-kinds": ["school", "village"], "sheet0-code": "school"})

    answer = text_of(publish(admin, draft_of("school"), confirmed="on"))

    assert f"“村”已经在用{VILLAGE_TITLE}（第1版），一类组织只能有一张表。" in answer
    assert draft_of("school").state == "draft"
    assert in_force().get(Kind.VILLAGE) == county.sheets["village"]


def test_next_version_of_a_code_replaces_the_last_and_shows_its_differences(admin: Client, county: Scene) -> None:
    county.sheets["two_new"].refresh_from_db()
    preview = upload(admin, WEB_COPY.read_bytes(), WEB_COPY.name)
    admin.post("/sheets/drafts/", kept_fields(preview, **{"sheet0-keep": ""}))
    draft = draft_of("two_new")
    assert (draft.version, draft.previous) == (2, county.sheets["two_new"])
    first = Item.objects.get(section__sheet=draft, section__position=0, no=1)
    form = {"text": first.text + "并上墙公布", "points": str(first.points), "rules-TOTAL_FORMS": "0"}
    admin.post(f"/sheets/{draft.uuid}/sections/0/items/1/", {**form, "rules-INITIAL_FORMS": "0"})

    response = admin.get(f"/sheets/{draft.uuid}/")
    changes = response.context["changes"]

    assert [(row.tag, row.place) for row in changes] == [("改动", "一、党建基础 第1项")]
    assert [(piece.mark, piece.text) for piece in changes[0].pieces][-1] == ("added", "并上墙公布")
    assert "与第1版相比" in text_of(response)

    publish(admin, draft, confirmed="on")

    assert in_force().get(Kind.NEW_ECONOMIC) == draft
    county.sheets["two_new"].refresh_from_db()
    assert county.sheets["two_new"].state == "published"
