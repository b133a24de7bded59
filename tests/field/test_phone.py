"""Scoring in chromium by taps: nothing entered is lost, nothing is counted twice, and the page can be used by all."""

from collections.abc import Callable
from typing import Any

import pytest

from guanmo.stages.rounds.domain.transition import advance
from guanmo.stages.rounds.enums import RoundState
from guanmo.stages.rounds.models import Visit
from guanmo.stages.scoring.models import BallotVersion, HeldBallot
from tests.accessible import violations
from tests.county import Scene, running_round, score, visit_to
from tests.field.judging import ruled_visit
from tests.field.phone_pages import (
    BUTTON,
    deduct,
    full_marks_for_the_rest,
    go,
    item,
    log_in,
    open_visit,
    saved,
    settled,
    standing,
    stored,
    submit,
)
from tests.ui.test_gallery_browser import SMALL_TARGETS, SMALL_TEXT

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("fast_passwords")]

SHEETS = "**/field/api/sheets/*"


@pytest.fixture
def scene(county: Scene) -> Scene:
    return county


@pytest.fixture
def open_sheet(phone: Any, scene: Scene, live_server: Any) -> Callable[[Visit], Any]:
    """Open a visit's sheet on the phone as a_deputy; every question of the page is answered with yes."""
    log_in(phone, scene, "a_deputy", live_server.url)
    phone.on("dialog", lambda dialog: dialog.accept())
    return lambda visit, tail="": open_visit(phone, visit, tail)


def bodies_of(page: Any) -> list[str]:
    """The bytes of every sheet that the page sends from now on."""
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.post_data) if "/api/sheets/" in request.url else None)
    return sent


def text(page: Any, *selectors: str) -> tuple[str, ...]:
    return tuple(page.text_content(selector) for selector in selectors)


@pytest.mark.requirement("S0-3.1-i", "S1-T-a")
def test_judge_scores_a_visit_by_taps_and_gets_a_receipt(open_sheet: Any, scene: Scene) -> None:
    visit = visit_to(running_round(scene), "AE")
    page = open_sheet(visit)
    assert text(page, "[data-done]", "[data-left]") == ("0", "20")

    page.click(item("一.1", ".field-row [data-full]"))
    assert text(page, "[data-done]", "[data-total]") == ("1", "5")

    page.click(BUTTON)  # 下一项
    assert page.locator(".is-open").get_attribute("data-item") == "一.2"
    page.click(item("一.2", "[data-more]"))
    assert text(page, item("一.2", "[data-mark]"), "[data-done]") == ("缺原因", "1")  # without a reason: not finished
    page.click(item("一.2", ".chip >> nth=0"))
    page.fill(item("一.2", "[data-note]"), "书记缺1次培训")
    assert page.text_content("[data-done]") == "2"

    page.click(BUTTON)
    page.click(item("一.3", ".field-more summary"))
    page.fill(item("一.3", "[data-hand]"), "1.25")
    page.fill(item("一.3", "[data-note]"), "台账缺3月")
    full_marks_for_the_rest(page)
    assert text(page, "[data-left]", "[data-total]", BUTTON) == ("0", "98.25", "提交评分表")
    submit(page)
    standing(page, "accepted")

    version = BallotVersion.objects.get()
    assert (str(version.total), version.ballot.visit) == ("98.25", visit)
    reasons = {str(d.item): (str(d.points), d.reason) for d in version.deductions.all()}
    assert reasons.keys() == {"一.2", "一.3"}
    assert reasons["一.3"] == ("1.25", "台账缺3月")
    assert reasons["一.2"][1].endswith("；书记缺1次培训")
    receipt = text(page, "[data-standing] [data-slot=total]", "[data-standing] [data-slot=number]")
    assert receipt == ("98.25", version.digest[:8].upper())
    assert (stored(page, "drafts"), stored(page, "outbox"), stored(page, "bodies")) == ([], [], [])


@pytest.mark.requirement("S0-3.1-i")
def test_submitted_sheet_is_locked_with_its_receipt(open_sheet: Any, phone: Any, scene: Scene) -> None:
    visit = visit_to(running_round(scene), "A1")
    version = score(scene, visit, "a_deputy", {"一.2": ("1.50", "班子缺1人")})

    go(phone, f"#/visit/{visit.uuid}")
    standing(phone, "accepted")

    assert phone.evaluate("location.hash") == f"#/sheet/{version.pk}"
    assert phone.locator("#main input, #main textarea").count() == 0
    shown = phone.inner_text("body")
    for fact in (version.digest[:8].upper(), "班子缺1人", "扣1.5分", "更正", "已锁定", "98.5", "A1村党支部"):
        assert fact in shown


def test_rule_by_count_fills_points_and_reason(open_sheet: Any, scene: Scene) -> None:
    page = open_sheet(ruled_visit(scene))
    page.click(item("一.1", "[data-open]"))
    for _ in range(3):
        page.click(item("一.1", '[data-rule="0"] [data-count="1"]'))
    assert text(page, item("一.1", "[data-score]"), "[data-total]") == ("48.5", "48.5")
    page.click(item("一.1", '[data-rule="1"] [data-count="1"]'))  # 不得分 takes the item and stands alone
    assert page.text_content("[data-total]") == "0"
    assert page.is_disabled(item("一.1", '[data-rule="1"] [data-count="1"]'))  # it cannot apply twice
    page.click(item("一.1", '[data-rule="1"] [data-count="-1"]'))
    for _ in range(9):
        page.click(item("一.1", '[data-rule="0"] [data-count="1"]'))
    full_marks_for_the_rest(page)
    submit(page)
    standing(page, "accepted")

    (deduction,) = BallotVersion.objects.get().deductions.all()
    assert (deduction.rule, deduction.count, str(deduction.points)) == (0, 9, "2.00")  # 9 × 0.5, capped at 2
    assert deduction.reason == "每少1次扣0.5分，封顶2分"


def test_too_much_or_no_number_is_not_taken(open_sheet: Any, scene: Scene) -> None:
    page = open_sheet(visit_to(running_round(scene), "A1"))
    page.click(item("一.2", "[data-open]"))
    page.click(item("一.2", ".field-more summary"))
    page.fill(item("一.2", "[data-hand]"), "3.5")
    assert page.text_content(item("一.2", "[data-error]")) == "这一项最多扣3分。"
    page.fill(item("一.2", "[data-hand]"), "一分")
    page.locator(item("一.2", "[data-hand]")).blur()
    assert page.text_content(item("一.2", "[data-error]")) == "扣分请填数字，最多两位小数。"
    assert page.text_content("[data-total]") == "0"


def test_draft_survives_a_reload(open_sheet: Any, scene: Scene) -> None:
    page = open_sheet(visit_to(running_round(scene), "A1"))
    page.click(item("一.1", ".field-row [data-full]"))
    deduct(page, "一.2", "2.00", "班子缺2")

    saved(page)
    page.reload()
    settled(page)

    assert page.text_content("[data-notice]") == "已恢复您上次没有提交的内容。"
    assert text(page, "[data-done]", "[data-total]") == ("2", "4")
    assert page.input_value(item("一.2", "[data-note]")) == "班子缺2"


def test_lost_reply_and_double_tap_make_one_ballot_of_the_same_bytes(open_sheet: Any, scene: Scene) -> None:
    page = open_sheet(visit_to(running_round(scene), "A1"))
    sent = bodies_of(page)

    lost: list[Any] = []

    def lose_the_first_reply(route: Any) -> None:
        if lost:
            return route.continue_()
        lost.append(route.fetch())  # the server has it, the phone never hears of it
        return route.abort()

    page.route(SHEETS, lose_the_first_reply)
    full_marks_for_the_rest(page)
    page.dblclick(BUTTON)
    standing(page, "accepted")

    version = BallotVersion.objects.get()
    assert set(sent) == {version.payload}
    assert lost[0].status == 201
    assert HeldBallot.objects.count() == 0


def test_reply_lost_before_the_server_survives_a_reload(open_sheet: Any, scene: Scene) -> None:
    page = open_sheet(visit_to(running_round(scene), "A1"))
    page.route(SHEETS, lambda route: route.abort())
    full_marks_for_the_rest(page)
    submit(page)
    (body,) = stored(page, "bodies")
    page.unroute(SHEETS)
    page.reload()
    standing(page, "accepted")

    assert BallotVersion.objects.get().payload == body


FOREIGN = [
    {"status": 200, "content_type": "text/html", "body": "<html>请登录无线网络</html>"},
    {"status": 200, "content_type": "application/json", "body": '{"ok": true}'},
    {"status": 201, "content_type": "application/json", "body": '{"api": "score1", "id": "other", "digest": "other"}'},
    {"status": 502, "content_type": "text/html", "body": "bad gateway"},
    {"status": 404, "content_type": "text/html", "body": "not found"},
]


def test_foreign_reply_is_not_taken_for_a_receipt(open_sheet: Any, scene: Scene) -> None:
    page = open_sheet(visit_to(running_round(scene), "A1"))
    sent = bodies_of(page)
    replies = list(FOREIGN)

    def answer(route: Any) -> None:
        """Each foreign reply once, to whatever comes first: the phone tries again by itself, too; then the server's own."""
        if replies:
            return route.fulfill(**replies.pop(0))
        return route.continue_()

    page.route(SHEETS, answer)
    full_marks_for_the_rest(page)
    submit(page)
    while replies:
        assert (page.get_attribute("[data-standing]", "data-standing"), BallotVersion.objects.count()) == ("waiting", 0)
        page.wait_for_timeout(200)
        page.evaluate("window.dispatchEvent(new Event('online'))")  # else the phone waits longer after each failure
    standing(page, "accepted")

    assert len(sent) == len(FOREIGN) + 1
    assert set(sent) == {BallotVersion.objects.get().payload}


def test_sheet_after_the_close_is_held_and_says_so(open_sheet: Any, scene: Scene) -> None:
    round = running_round(scene)
    page = open_sheet(visit_to(round, "A1"))
    deduct(page, "一.2", "1.00", "班子缺1人")
    full_marks_for_the_rest(page)
    advance(round, RoundState.SCORED, by=scene.person("a_secretary"))
    submit(page)
    standing(page, "held")

    shown = page.inner_text("#main")
    assert "本轮打分已经结束，这份评分表没有计入。内容已经留存，请联系本轮组织者。" in shown
    assert "班子缺1人" in shown
    assert "有，认定时核对" in shown
    assert "班子缺1人" in HeldBallot.objects.get().text
    assert BallotVersion.objects.count() == 0


def test_login_that_ran_out_says_so_and_keeps_the_bytes(open_sheet: Any, scene: Scene, live_server: Any) -> None:
    page = open_sheet(visit_to(running_round(scene), "A1"))
    full_marks_for_the_rest(page)
    page.context.clear_cookies(name="sessionid")
    submit(page)
    page.wait_for_selector("[data-banner=login]")
    standing(page, "waiting")
    assert "登录已经过期" in page.inner_text("[data-banner=login]")
    assert BallotVersion.objects.count() == 0

    log_in(page, scene, "a_deputy", live_server.url)
    page.reload()
    standing(page, "accepted")
    assert BallotVersion.objects.count() == 1


@pytest.mark.requirement("S0-3.1-i")
def test_correction_needs_a_reason_and_names_the_previous_version(phone: Any, open_sheet: Any, scene: Scene) -> None:
    page, visit = phone, visit_to(running_round(scene), "A1")
    first = score(scene, visit, "a_deputy", {"一.2": ("1.50", "班子缺1人")})
    go(page, f"#/sheet/{first.pk}")
    page.click("[data-correct]")
    page.wait_for_selector("[data-correction]")
    settled(page)
    assert text(page, "[data-left]", "[data-total]") == ("0", "98.5")
    page.click(item("一.2", "[data-open]"))
    page.click(item("一.2", ".item-quick [data-full]"))
    page.click(BUTTON)
    assert page.text_content("[data-notice]") == "请写明更正的原因。"
    page.fill("[data-correction]", "已见到补选材料")
    submit(page)
    standing(page, "accepted")

    second = BallotVersion.objects.exclude(pk=first.pk).get()
    assert (second.previous, second.reason, str(second.total)) == (first.pk, "已见到补选材料", "100.00")
    assert "更正了先前的评分表。原因：已见到补选材料" in page.inner_text("#main")


def test_correction_without_a_ballot_or_after_the_close_is_not_offered(
    open_sheet: Any, phone: Any, scene: Scene
) -> None:
    round = running_round(scene)
    visit = visit_to(round, "A1")
    open_sheet(visit, "/correction")
    assert phone.locator("[data-correction]").count() == 0  # nothing to correct yet: the first sheet

    score(scene, visit, "a_deputy")
    advance(round, RoundState.SCORED, by=scene.person("a_secretary"))
    go(phone, f"#/visit/{visit.uuid}/correction")
    assert phone.locator("[data-correction], [data-correct]:not([hidden])").count() == 0


@pytest.mark.parametrize(
    ("width", "large", "scheme"),
    [(390, True, "dark"), (1366, False, "light")],
)
def test_pages_are_accessible_and_never_wider_than_the_screen(
    desktop: Any, scene: Scene, live_server: Any, width: int, large: bool, scheme: str
) -> None:
    round = running_round(scene)
    done = score(scene, visit_to(round, "A2"), "a1_secretary", {"一.2": ("1.50", "班子缺1人")})
    log_in(desktop, scene, "a1_secretary", live_server.url)
    desktop.context.add_cookies([{"name": "large_type", "value": str(int(large)), "url": live_server.url}])
    desktop.emulate_media(color_scheme=scheme)
    desktop.set_viewport_size({"width": width, "height": 844})
    visits = [f"#/visit/{visit_to(round, code).uuid}" for code in ("A1", "AE")]
    for path in ("#/", *visits, f"#/sheet/{done.pk}", "#/phone"):
        go(desktop, path)
        if desktop.locator("[data-item]").count():
            desktop.click(item("一.2", "[data-open]"))
            desktop.click(item("一.2", "[data-more]"))
            desktop.click(item("一.2", ".field-more summary"))

        assert violations(desktop) == [], path
        assert desktop.evaluate("document.documentElement.scrollWidth") == width, path
        if width == 390:
            assert desktop.evaluate(SMALL_TARGETS, 60 if large else 44) == [], path
        if large:
            assert desktop.evaluate(SMALL_TEXT, 24) == [], path
