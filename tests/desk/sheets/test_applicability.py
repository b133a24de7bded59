"""Items that do not apply to a kind of organisation (D37)."""

from django.test import Client

from guanmo.method.sheet import item_key
from guanmo.stages.organisations.enums import Kind
from guanmo.stages.rounds.domain.schedule_round import schedule_round
from guanmo.stages.sheets.queries import not_applicable_by_kind
from tests.county import Scene, draft_round, visit_to
from tests.desk.sheets.pages import text_of


def test_items_left_out_for_a_kind_lower_what_applies_and_leave_scheduled_rounds_alone(
    admin: Client, county: Scene
) -> None:
    sheet = county.sheets["village"]
    scheduled = draft_round(county)
    schedule_round(scheduled, by=county.person("a_secretary"))
    keys = ["一.3", "二.5", "二.6", "四.4", "四.5", "五.1", "五.2", "五.3"]

    answer = admin.post(f"/sheets/{sheet.uuid}/applicability/", {"village": keys}, follow=True)

    # 3+4+3+2+3+4+3+3 = 25 points leave 75 (issues_in_sources D37)
    assert "8 项不适用，剩 75 分，得分按 100 分折算并注明" in text_of(answer)
    assert "各项都适用，共 100 分" in text_of(answer)
    assert not_applicable_by_kind(sheet)[Kind.VILLAGE] == set(keys)
    assert visit_to(scheduled, "A1").not_applicable == frozenset()

    admin.post(f"/sheets/{sheet.uuid}/applicability/", {"village": ["一.3"]})

    assert not_applicable_by_kind(sheet)[Kind.VILLAGE] == {"一.3"}


def test_kind_without_a_single_item_left_is_refused(admin: Client, county: Scene) -> None:
    sheet = county.sheets["two_new"]
    keys = [item_key(section.no, item.no) for section, item in sheet.content.items]

    answer = admin.post(f"/sheets/{sheet.uuid}/applicability/", {"new_social": keys})

    assert "“新社会组织”至少要留一项考核内容，否则无法打分。" in text_of(answer)
    assert not_applicable_by_kind(sheet)[Kind.NEW_SOCIAL] == set()
