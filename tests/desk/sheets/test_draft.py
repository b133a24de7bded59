"""A draft is put right on the pages; a published version never."""

from django.test import Client

from guanmo.stages.sheets.models import Item, ScoreSheet
from tests.county import Scene
from tests.desk.sheets.pages import KINDS, a_sheet, draft_of, keep, publish, text_of

RULES = {"rules-TOTAL_FORMS": "2", "rules-INITIAL_FORMS": "0"}


def test_missing_points_are_filled_in_and_their_warning_goes(admin: Client) -> None:
    keep(admin, a_sheet("60", ""), "school.txt", **KINDS)
    draft = draft_of("school")
    assert "missing_points" in {warning["code"] for warning in draft.warnings}
    rule = {
        "rules-0-text": "每少1次扣0.5分",
        "rules-0-kind": "per_occurrence",
        "rules-0-points": "0.5",
        "rules-0-cap": "2",
    }

    admin.post(f"/sheets/{draft.uuid}/sections/0/items/2/", {"text": "按时收缴党费", "points": "40", **RULES, **rule})

    item = Item.objects.get(section__sheet=draft, no=2)
    assert item.points == 40
    assert [(r.kind, r.points, r.cap, r.text) for r in item.rules.all()] == [
        ("per_occurrence", 0.5, 2, "每少1次扣0.5分")
    ]
    assert "missing_points" not in {warning["code"] for warning in draft_of("school").warnings}
    assert "每次扣0.5分，最多2分" in text_of(admin.get(f"/sheets/{draft.uuid}/"))

    publish(admin, draft, confirmed="on")

    assert ScoreSheet.objects.get(pk=draft.pk).state == "published"


def test_new_sum_that_is_wrong_brings_its_warning(admin: Client) -> None:
    keep(admin, a_sheet("60", "40"), "school.txt", **KINDS)
    draft = draft_of("school")
    assert draft.warnings == []

    admin.post(f"/sheets/{draft.uuid}/sections/0/", {"title": "党建基础", "points": "90"})

    assert "标明90分，各项相加是100分。" in [warning["message"] for warning in draft_of("school").warnings]


def test_rule_without_points_is_refused_and_nothing_typed_is_lost(admin: Client) -> None:
    keep(admin, a_sheet("60", "40"), "school.txt", **KINDS)
    draft = draft_of("school")
    typed = {"text": "新写的内容", "points": "60", **RULES, "rules-0-text": "缺一项扣分", "rules-0-kind": "fixed"}

    answer = admin.post(f"/sheets/{draft.uuid}/sections/0/items/1/", typed)

    assert "请填写扣几分或加几分" in text_of(answer)
    assert "新写的内容" in text_of(answer)
    assert Item.objects.get(section__sheet=draft, no=1).text == "每月召开支委会"


def test_name_and_kinds_are_changed(admin: Client) -> None:
    keep(admin, a_sheet("60", "40"), "school.txt", **KINDS)
    draft = draft_of("school")

    admin.post(f"/sheets/{draft.uuid}/heading/", {"title": "学校表", "total": "100", "kinds": ["school", "soe"]})

    draft.refresh_from_db()
    assert (draft.title, draft.kinds) == ("学校表", ["school", "soe"])


def test_draft_is_deleted_with_what_was_set_for_it(admin: Client) -> None:
    keep(admin, a_sheet("60", "40"), "school.txt", **KINDS)
    draft = draft_of("school")
    admin.post(f"/sheets/{draft.uuid}/applicability/", {"school": ["一.1"]})

    admin.post(f"/sheets/{draft.uuid}/removal/")

    assert not ScoreSheet.objects.filter(code="school").exists()


def test_published_version_has_no_page_that_changes_it(admin: Client, county: Scene) -> None:
    sheet = county.sheets["village"]
    before = Item.objects.get(section__sheet=sheet, section__position=0, no=1)
    where = f"/sheets/{sheet.uuid}/"

    answers = [
        admin.get(f"{where}sections/0/items/1/").status_code,
        admin.post(f"{where}sections/0/items/1/", {"text": "改", "points": "3", **RULES}).status_code,
        admin.post(f"{where}sections/0/", {"title": "改", "points": "3"}).status_code,
        admin.post(f"{where}heading/", {"title": "改", "total": "100", "kinds": ["village"]}).status_code,
    ]
    removal, again = admin.post(f"{where}removal/"), admin.post(f"{where}publication/")

    assert answers == [404, 404, 404, 404]
    assert (removal.status_code, again.status_code) == (409, 409)
    assert "已经发布，不能再改。请上传新版本。" in text_of(removal)
    after = Item.objects.get(pk=before.pk)
    assert (after.text, after.points) == (before.text, before.points)
    assert "改分值" not in text_of(admin.get(where))
