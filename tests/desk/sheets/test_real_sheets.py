"""The two real sheets go from the web copy to a published version through the pages (S1-T-b, S1-T-c, S0-2-a)."""

import pytest
from django.test import Client

from guanmo.stages.organisations.enums import Kind
from guanmo.stages.sheets.models import Item, ScoreSheet
from guanmo.stages.sheets.queries import in_force
from tests.desk.sheets.pages import VILLAGE_TITLE, WEB_COPY, draft_of, keep, kept_fields, publish, text_of, upload


@pytest.mark.requirement("S1-T-b")
@pytest.mark.requirement("S0-2-a")
def test_village_sheet_is_loaded_from_the_web_copy_with_5_sections_and_37_items(bare_admin: Client) -> None:
    preview = upload(bare_admin, WEB_COPY.read_bytes(), WEB_COPY.name)
    assert VILLAGE_TITLE in text_of(preview)
    assert ScoreSheet.objects.count() == 0

    bare_admin.post("/sheets/drafts/", kept_fields(preview))

    draft = draft_of("village")
    assert [(s.no, s.title, s.points, s.items.count()) for s in draft.sections.all()] == [
        ("一", "党建基础", 25, 9),
        ("二", "组织建设", 30, 9),
        ("三", "党员管理", 20, 11),
        ("四", "活动开展", 15, 5),
        ("五", "工作保障", 10, 3),
    ]
    assert Item.objects.filter(section__sheet=draft).count() == 37
    assert draft.kinds == ["community", "village"]
    page = text_of(bare_admin.get(f"/sheets/{draft.uuid}/"))
    assert "5 个考核指标，37 项，各项相加 100 分" in page

    publish(bare_admin, draft, confirmed="on")

    assert in_force().get(Kind.VILLAGE) == in_force().get(Kind.COMMUNITY) == draft


@pytest.mark.requirement("S1-T-c")
@pytest.mark.requirement("S0-2-a")
def test_two_new_sheet_is_loaded_with_20_items_and_5_points_for_the_truncated_last_one(bare_admin: Client) -> None:
    keep(bare_admin, WEB_COPY.read_bytes(), WEB_COPY.name)

    draft = draft_of("two_new")
    assert [(s.no, s.points, s.items.count()) for s in draft.sections.all()] == [
        ("一", 15, 4),
        ("二", 30, 5),
        ("三", 25, 5),
        ("四", 20, 4),
        ("五", 10, 2),
    ]
    last = Item.objects.filter(section__sheet=draft).order_by("section__position", "no").last()
    assert last is not None
    assert (str(last), last.points, last.truncated) == ("五.2", 5, True)
    page = text_of(bare_admin.get(f"/sheets/{draft.uuid}/"))
    assert "5 个考核指标，20 项，各项相加 100 分" in page
    assert "原文残缺" in page


@pytest.mark.requirement("S1-T-b")
@pytest.mark.requirement("S1-T-c")
@pytest.mark.parametrize(
    ("code", "key", "section"), [("village", (0, 1), "一、党建基础"), ("two_new", (4, 2), "五、工作保障")]
)
def test_activation_is_refused_when_items_do_not_add_up(
    bare_admin: Client, code: str, key: tuple[int, int], section: str
) -> None:
    keep(bare_admin, WEB_COPY.read_bytes(), WEB_COPY.name)
    draft = draft_of(code)
    item = Item.objects.get(section__sheet=draft, section__position=key[0], no=key[1])
    assert item.points is not None
    form = {"text": item.text, "points": str(item.points - 1), "rules-TOTAL_FORMS": "0", "rules-INITIAL_FORMS": "0"}
    corrected = bare_admin.post(f"/sheets/{draft.uuid}/sections/{key[0]}/items/{key[1]}/", form)
    assert corrected.status_code == 302

    answer = text_of(publish(bare_admin, draft, confirmed="on"))

    stated = draft.sections.get(position=key[0]).points
    assert stated is not None
    assert f"{section}标明{stated:.0f}分，各项加起来是{stated - 1:.0f}分。请改正后再发布。" in answer
    draft.refresh_from_db()
    assert draft.state == "draft"
    assert in_force().get(Kind(draft.kinds[0])) is None


def test_publishing_asks_for_the_warnings_to_be_confirmed(bare_admin: Client) -> None:
    keep(bare_admin, WEB_COPY.read_bytes(), WEB_COPY.name)
    draft = draft_of("two_new")

    answer = text_of(publish(bare_admin, draft))

    assert f"还有{len(draft.warnings)}条提示没有确认" in answer
    assert draft_of("two_new") == draft
