"""Scoring in chromium by taps: nothing entered is lost, nothing is counted twice, and the page can be used by all."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.test import Client

from guanmo.stages.rounds.domain.transition import advance
from guanmo.stages.rounds.enums import RoundState
from guanmo.stages.rounds.models import Visit
from guanmo.stages.scoring.models import BallotVersion, HeldBallot
from tests.county import Scene, build_county, running_round, score, visit_to
from tests.field.judging import ruled_visit
from tests.ui.test_gallery_browser import SMALL_TARGETS, SMALL_TEXT

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("fast_passwords")]

READY = "html[data-ready]"
BUTTON = ".phone-foot button"
THANKS = "[data-thanks]:not([hidden])"


def log_in(page: Any, scene: Scene, name: str, base: str) -> None:
    client = Client()
    client.force_login(scene.person(name))
    page.context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": base}])


@pytest.fixture
def scene() -> Scene:
    return build_county()


@pytest.fixture
def open_sheet(phone: Any, scene: Scene, live_server: Any) -> Callable[[Visit], Any]:
    """Open a visit's sheet on the phone as a_deputy; every question of the page is answered with yes."""
    log_in(phone, scene, "a_deputy", live_server.url)
    phone.on("dialog", lambda dialog: dialog.accept())

    def open_it(visit: Visit) -> Any:
        phone.goto(f"/field/{visit.uuid}/")
        phone.wait_for_selector(READY)
        return phone

    return open_it


def item(key: str, inner: str = "") -> str:
    return f'[data-item="{key}"] {inner}'.strip()


def give_full_marks_to_the_rest(page: Any) -> None:
    for index in range(page.locator("[data-chips] .chip").count()):
        page.locator("[data-chips] .chip").nth(index).click()
        if page.locator(f"#section-{index + 1} [data-fill]").is_visible():
            page.click(f"#section-{index + 1} [data-fill]")


def bodies_of(page: Any) -> list[str]:
    """The bytes of every ballot that the page sends from now on."""
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.post_data) if request.url.endswith("/ballots/") else None)
    return sent


@pytest.mark.requirement("S0-3.1-i", "S1-T-a")
def test_judge_scores_a_visit_by_taps_and_gets_a_receipt(open_sheet: Any, scene: Scene) -> None:
    visit = visit_to(running_round(scene), "AE")
    page = open_sheet(visit)
    assert (page.text_content("[data-done]"), page.text_content("[data-left]")) == ("0", "20")

    page.click(item("一.1", ".field-row [data-full]"))
    assert (page.text_content("[data-done]"), page.text_content("[data-total]")) == ("1", "5")

    page.click(BUTTON)  # 下一项
    assert page.locator(".is-open").get_attribute("data-item") == "一.2"
    page.click(item("一.2", "[data-more]"))
    assert page.text_content(item("一.2", "[data-mark]")) == "缺原因"
    assert page.text_content("[data-done]") == "1"  # a deduction without a reason is not finished
    page.click(item("一.2", ".chip >> nth=0"))
    page.fill(item("一.2", "[data-note]"), "书记缺1次培训")
    assert page.text_content("[data-done]") == "2"

    page.click(BUTTON)
    page.fill(item("一.3", "[data-hand]"), "1.25")
    page.fill(item("一.3", "[data-note]"), "台账缺3月")
    give_full_marks_to_the_rest(page)
    assert (page.text_content("[data-left]"), page.text_content("[data-total]"), page.text_content(BUTTON)) == (
        "0", "98.25", "提交评分表",
    )  # fmt: skip
    page.click(BUTTON)
    page.wait_for_selector(THANKS)

    version = BallotVersion.objects.get()
    assert (str(version.total), version.ballot.visit) == ("98.25", visit)
    reasons = {str(d.item): (str(d.points), d.reason) for d in version.deductions.all()}
    assert reasons.keys() == {"一.2", "一.3"}
    assert reasons["一.3"] == ("1.25", "台账缺3月")
    assert reasons["一.2"][1].endswith("；书记缺1次培训")
    receipt = [page.text_content(f'[data-receipt="{name}"]') for name in ("total", "number")]
    assert receipt == ["98.25", version.digest[:8].upper()]
    assert page.evaluate("Object.keys(localStorage).length") == 0
    assert open_page_is_locked(page, visit)


def open_page_is_locked(page: Any, visit: Visit) -> bool:
    page.goto(f"/field/{visit.uuid}/")
    return bool(page.locator("form[data-sheet]").count() == 0 and page.locator("text=已锁定").count() == 1)


def test_rule_by_count_fills_points_and_reason(open_sheet: Any, scene: Scene) -> None:
    page = open_sheet(ruled_visit(scene))
    page.click(item("一.1", "[data-open]"))
    for _ in range(3):
        page.click(item("一.1", '[data-rule="0"] [data-count="1"]'))
    assert (page.text_content(item("一.1", "[data-score]")), page.text_content("[data-total]")) == ("48.5", "48.5")
    page.click(item("一.1", '[data-rule="1"] [data-count="1"]'))  # 不得分 takes the item and stands alone
    assert page.text_content("[data-total]") == "0"
    page.click(item("一.1", '[data-rule="1"] [data-count="-1"]'))
    for _ in range(9):
        page.click(item("一.1", '[data-rule="0"] [data-count="1"]'))
    give_full_marks_to_the_rest(page)
    page.click(BUTTON)
    page.wait_for_selector(THANKS)

    (deduction,) = BallotVersion.objects.get().deductions.all()
    assert (deduction.rule, deduction.count, str(deduction.points)) == (0, 9, "2.00")  # 9 × 0.5, capped at 2
    assert deduction.reason == "每少1次扣0.5分，封顶2分"


def test_too_much_or_no_number_is_not_taken(open_sheet: Any, scene: Scene) -> None:
    page = open_sheet(visit_to(running_round(scene), "A1"))
    page.click(item("一.2", "[data-open]"))
    page.fill(item("一.2", "[data-hand]"), "3.5")
    assert page.text_content(item("一.2", "[data-error]")) == "这一项最多扣3分。"
    page.fill(item("一.2", "[data-hand]"), "一分")
    page.locator(item("一.2", "[data-hand]")).blur()
    assert page.text_content(item("一.2", "[data-error]")) == "扣分请填数字，最多两位小数。"
    assert page.text_content("[data-total]") == "0"


def test_draft_survives_a_reload(open_sheet: Any, scene: Scene) -> None:
    page = open_sheet(visit_to(running_round(scene), "A1"))
    page.click(item("一.1", ".field-row [data-full]"))
    page.click(item("一.2", "[data-open]"))
    page.click(item("一.2", '[data-deduct="2"]'))
    page.type(item("一.2", "[data-note]"), "班子缺2")

    page.reload()
    page.wait_for_selector(READY)

    assert page.text_content("[data-notice]") == "已恢复您上次没有提交的内容。"
    assert (page.text_content("[data-done]"), page.text_content("[data-total]")) == ("2", "4")
    assert page.input_value(item("一.2", "[data-note]")) == "班子缺2"


def test_lost_reply_and_double_tap_make_one_ballot_of_the_same_bytes(open_sheet: Any, scene: Scene) -> None:
    page = open_sheet(visit_to(running_round(scene), "A1"))
    sent = bodies_of(page)

    def lose_the_reply(route: Any) -> None:
        route.fetch()  # the server has it, the phone never hears of it
        route.abort()

    page.route("**/field/ballots/", lose_the_reply)
    give_full_marks_to_the_rest(page)
    page.dblclick(BUTTON)
    page.wait_for_selector(".phone-notice--bad")
    assert (
        page.text_content("[data-notice]")
        == "没有收到回执，可能是网络中断。内容都在本机，请点“重新提交”，不会重复计入。"
    )
    assert page.is_disabled(item("一.1", "[data-open]"))
    page.unroute("**/field/ballots/")
    page.click(BUTTON)
    page.wait_for_selector(THANKS)

    version = BallotVersion.objects.get()
    assert set(sent) == {version.payload}
    assert len(sent) >= 2
    assert HeldBallot.objects.count() == 0


def test_reply_lost_before_the_server_survives_a_reload(open_sheet: Any, scene: Scene) -> None:
    page = open_sheet(visit_to(running_round(scene), "A1"))
    sent = bodies_of(page)
    page.route("**/field/ballots/", lambda route: route.abort())
    give_full_marks_to_the_rest(page)
    page.click(BUTTON)
    page.wait_for_selector(".phone-notice--bad")
    page.unroute("**/field/ballots/")
    page.reload()
    page.wait_for_selector(READY)
    assert page.text_content(BUTTON) == "重新提交"
    page.click(BUTTON)
    page.wait_for_selector(THANKS)

    assert (len(sent), set(sent)) == (2, {BallotVersion.objects.get().payload})


FOREIGN = [
    {"status": 200, "content_type": "text/html", "body": "<html>请登录无线网络</html>"},
    {"status": 200, "content_type": "application/json", "body": '{"ok": true}'},
    {"status": 502, "content_type": "text/html", "body": "bad gateway"},
]


def test_foreign_reply_is_not_taken_for_a_receipt(open_sheet: Any, scene: Scene) -> None:
    page = open_sheet(visit_to(running_round(scene), "A1"))
    sent = bodies_of(page)
    replies = iter(FOREIGN)
    page.route("**/field/ballots/", lambda route: route.fulfill(**next(replies)))
    give_full_marks_to_the_rest(page)
    for _ in FOREIGN:
        with page.expect_response("**/field/ballots/"):
            page.click(BUTTON)
        page.wait_for_function("!document.querySelector('.phone-foot button').disabled")
        assert page.locator(THANKS).count() == 0

    (key,) = page.evaluate("Object.keys(localStorage)")
    pending = json.loads(page.evaluate("(key) => localStorage[key]", key))["pending"]
    assert (len(sent), set(sent)) == (3, {pending["body"]})


def test_refusal_shows_the_sentence_and_keeps_everything(open_sheet: Any, scene: Scene) -> None:
    round = running_round(scene)
    page = open_sheet(visit_to(round, "A1"))
    page.click(item("一.2", "[data-open]"))
    page.click(item("一.2", '[data-deduct="1"]'))
    page.fill(item("一.2", "[data-note]"), "班子缺1人")
    give_full_marks_to_the_rest(page)
    advance(round, RoundState.SCORED, by=scene.person("a_secretary"))
    page.click(BUTTON)
    page.wait_for_selector(".phone-notice--bad")

    assert (
        page.text_content("[data-notice]") == "本轮打分已经结束，这份评分表没有计入。内容已经留存，请联系本轮组织者。"
    )
    assert page.input_value(item("一.2", "[data-note]")) == "班子缺1人"
    assert page.text_content("[data-total]") == "99"
    assert "班子缺1人" in HeldBallot.objects.get().text
    assert BallotVersion.objects.count() == 0


def test_login_that_ran_out_says_so_and_keeps_the_bytes(open_sheet: Any, scene: Scene) -> None:
    page = open_sheet(visit_to(running_round(scene), "A1"))
    give_full_marks_to_the_rest(page)
    page.context.clear_cookies(name="sessionid")
    page.click(BUTTON)
    page.wait_for_selector(".phone-notice--bad")

    assert page.text_content("[data-notice]") == "登录已经过期。内容都在本机，请重新登录后回到本页提交。"
    assert page.text_content(BUTTON) == "重新提交"


@pytest.mark.requirement("S0-3.1-i")
def test_correction_needs_a_reason_and_names_the_previous_version(phone: Any, open_sheet: Any, scene: Scene) -> None:
    page, visit = phone, visit_to(running_round(scene), "A1")
    first = score(scene, visit, "a_deputy", {"一.2": ("1.50", "班子缺1人")})
    page.goto(f"/field/{visit.uuid}/")
    page.click("text=更正")
    page.wait_for_selector(READY)
    assert (page.text_content("[data-left]"), page.text_content("[data-total]")) == ("0", "98.5")
    page.click(item("一.2", "[data-open]"))
    page.click(item("一.2", ".item-quick [data-full]"))
    page.click(BUTTON)
    assert page.text_content("[data-notice]") == "请写明更正的原因。"
    page.fill("[data-correction]", "已见到补选材料")
    page.click(BUTTON)
    page.wait_for_selector(THANKS)

    second = BallotVersion.objects.exclude(pk=first.pk).get()
    assert (second.previous, second.reason, str(second.total)) == (first, "已见到补选材料", "100.00")


@pytest.mark.parametrize("large", [False, True], ids=["normal", "large"])
@pytest.mark.parametrize("width", [390, 1366])
def test_pages_are_accessible_and_never_wider_than_the_screen(
    desktop: Any, scene: Scene, live_server: Any, width: int, large: bool
) -> None:
    round = running_round(scene)
    score(scene, visit_to(round, "A2"), "a1_secretary", {"一.2": ("1.50", "班子缺1人")})
    log_in(desktop, scene, "a1_secretary", live_server.url)
    desktop.context.add_cookies([{"name": "large_type", "value": str(int(large)), "url": live_server.url}])
    desktop.set_viewport_size({"width": width, "height": 844})
    paths = ["", *(f"{visit_to(round, code).uuid}/" for code in ("A1", "A2", "AE"))]
    for path in paths:
        desktop.goto(f"/field/{path}")
        if desktop.locator("form[data-sheet]").count():
            desktop.wait_for_selector(READY)
            desktop.click(item("一.2", "[data-open]"))
            desktop.click(item("一.2", "[data-more]"))

        found = Axe().run(desktop)

        assert found.violations_count == 0, f"{path}: {found.generate_report()}"
        assert desktop.evaluate("document.documentElement.scrollWidth") == width, path
        if width == 390:
            assert desktop.evaluate(SMALL_TARGETS, 60 if large else 44) == [], path
        if large:
            assert desktop.evaluate(SMALL_TEXT, 24) == [], path
