"""The sheet of one visit on the phone: chosen by the kind of organisation, with its notes and rules, and who gets none."""

import subprocess
from datetime import date
from typing import Any

import pytest

from guanmo.stages.documents.composers.score_sheets import blank_sheet, filled_sheet
from guanmo.stages.documents.content import ScoreSheetContent
from guanmo.stages.documents.exporters import to_pdf
from guanmo.stages.organisations.enums import Kind
from guanmo.stages.rounds.domain.record_attendance import record_attendance
from guanmo.stages.rounds.enums import Attendance
from guanmo.stages.rounds.models import Participant, Visit
from guanmo.stages.scoring.models import BallotDeduction
from guanmo.stages.scoring.queries import ballot_version_for
from guanmo.stages.sheets.domain.set_not_applicable import set_not_applicable
from guanmo.stages.sheets.models import Item
from tests.county import Scene, running_round, score, visit_to
from tests.field.judging import real_visit, ruled_visit
from tests.field.phone_pages import go, item, log_in, open_visit

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("fast_passwords")]


@pytest.fixture
def scene(county: Scene) -> Scene:
    return county


@pytest.fixture
def judge(phone: Any, scene: Scene, live_server: Any) -> Any:
    """The phone of a_deputy, who is logged in."""
    log_in(phone, scene, "a_deputy", live_server.url)
    return phone


@pytest.mark.requirement("S0-A-b")
def test_sheet_follows_from_the_kind_of_organisation(judge: Any, scene: Scene) -> None:
    round = running_round(scene)
    for code, items, first in (("A1", 37, "村（社区）"), ("A3", 37, "村（社区）"), ("AE", 20, ""), ("AS", 20, "")):
        open_visit(judge, real_visit(scene, code, round))

        assert (judge.locator("[data-item]").count(), judge.locator("select").count()) == (items, 0), code
        assert judge.text_content(item("一.1", ".field-text")).startswith(first)
    titles = {
        sheet["title"] for sheet in judge.evaluate("fetch('/field/api/bootstrap').then((a) => a.json())")["sheets"]
    }
    assert titles == {"村（社区）党建观摩、检查、测评得分表（第1版）", "“两新”组织党建观摩、检查、测评得分表（第1版）"}


def printed(content: ScoreSheetContent) -> str:
    """The text of the document's PDF, without spaces and line ends."""
    pdf = to_pdf(content)
    run = subprocess.run(["pdftotext", "-layout", "-", "-"], input=pdf, capture_output=True, check=True)
    return "".join(run.stdout.decode().split())


@pytest.mark.requirement("S0-A-a")
def test_head_names_the_organisation_and_the_total_on_screen_and_in_print(judge: Any, scene: Scene) -> None:
    visit = real_visit(scene)
    open_visit(judge, visit)
    assert (judge.inner_text("[data-place]"), judge.inner_text("[data-total-box]")) == ("A1村党支部", "当前得分\n0 分")

    version = score(scene, visit, "a_deputy", {"一.2": ("1.50", "班子缺1人")})
    go(judge, f"#/sheet/{version.pk}")
    assert (judge.inner_text("[data-place]"), judge.inner_text("[data-total-box]")) == ("A1村党支部", "得分\n98.5 分")

    paper = printed(filled_sheet(ballot_version_for(scene.person("a_deputy"), version.pk)))
    for fact in ("村（社区）党建观摩、检查、测评得分表", "A1村党支部", "98.50"):
        assert fact in paper[: paper.index("党建基础")], fact
    assert "班子缺1人" in paper
    empty = printed(blank_sheet(scene.sheets["village"], visit=visit, today=date(2026, 11, 22)))
    assert "A1村党支部" in empty[: empty.index("党建基础")]


@pytest.mark.requirement("S1-V-1.2-d")
def test_point_on_adverse_reports_is_left_to_the_judge_and_keeps_no_name(judge: Any, scene: Scene) -> None:
    visit = real_visit(scene)
    open_visit(judge, visit)

    hints = [hint for hint in judge.locator("[data-hint]:not([hidden])").all_text_contents() if hint.strip()]

    assert [hint.strip() for hint in hints] == [
        "“未出现不良反映”由评委判断。最多在原因里写查实的件数；系统不登记反映人，也请不要写。"
    ]
    version = score(scene, visit, "a_deputy", {"一.2": ("1.00", "查实不良反映1件")})
    assert str(version.total) == "99.00"
    # Nothing beside the deduction, its count and its reason: there is no place for who reported.
    assert {field.name for field in BallotDeduction._meta.concrete_fields} == {
        "id", "version", "item", "rule", "count", "points", "reason",
    }  # fmt: skip


def test_notes_and_rules_of_an_item_are_on_the_page(judge: Any, scene: Scene) -> None:
    round = running_round(scene)
    open_visit(judge, real_visit(scene, "AE", round))
    assert "注意不要为同一件事扣两次分" in judge.text_content("#main")
    open_visit(judge, real_visit(scene, "A3", round))
    for key in ("二.2", "二.7", "五.2", "五.3"):  # what the superior owes is said where the judge takes points off
        assert "请在扣分原因里写明是上级的责任" in judge.text_content(item(key, "[data-said]")), key


def test_rules_of_an_item_are_offered_by_count(judge: Any, scene: Scene) -> None:
    open_visit(judge, ruled_visit(scene))

    assert judge.locator("[data-rule]").count() == 3
    assert "每少1次扣0.5分，封顶2分" in judge.text_content(item("一.1", '[data-rule="0"]'))


def test_item_that_does_not_apply_is_shown_and_not_scored(judge: Any, scene: Scene) -> None:
    left_out = Item.objects.get(section__sheet=scene.sheets["village"], section__no="五", no=2)
    set_not_applicable(left_out, Kind.VILLAGE, applies=False, by=scene.person("county_admin"))

    open_visit(judge, real_visit(scene))

    assert (judge.locator("[data-item]").count(), judge.locator(".field-item--out").count()) == (36, 1)
    assert "不适用" in judge.text_content(".field-item--out")


def test_visit_that_is_not_scored_says_why(phone: Any, scene: Scene, live_server: Any) -> None:
    round = running_round(scene)
    own, unscored = visit_to(round, "A1"), visit_to(round, "A2")
    Visit.objects.filter(pk=unscored.pk).update(sheet=None)
    absent = Participant.objects.select_related("round__organiser").get(round=round, user__username="a_member")
    record_attendance(absent, Attendance.ABSENT, reason="外出学习", by=scene.person("a_secretary"))
    for name, visit, sentence in (
        ("a1_secretary", own, "这是您本人所在的组织，请回避"),
        ("a_deputy", unscored, "这个组织本轮只观摩，不打分。"),
        ("a_member", own, "这个组织不在您的打分名单里"),
        ("b_secretary", own, "这个组织不在您的打分名单里"),
        ("county_admin", own, "这个组织不在您的打分名单里"),
    ):
        log_in(phone, scene, name, live_server.url)
        go(phone, f"#/visit/{visit.uuid}")
        assert sentence in phone.inner_text("#main"), name
        assert phone.locator("[data-item]").count() == 0, name
