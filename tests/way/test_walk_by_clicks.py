"""The whole way by clicks in chromium: staff at a desktop, judges and the village secretary on a phone."""

import subprocess
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from guanmo.stages.documents.models import Document
from guanmo.stages.rectification.models import LedgerRow
from guanmo.stages.results.models import Standing
from guanmo.stages.rounds.models import Round
from tests.county import Scene
from tests.way.clicks import Clicker

PHONE = {"viewport": {"width": 390, "height": 844}, "is_mobile": True, "has_touch": True}
DESKTOP = {"viewport": {"width": 1366, "height": 768}}


Comes = Callable[[str, dict[str, Any]], Clicker]


@pytest.fixture
def person(chromium: Any, live_server: Any) -> Iterator[Comes]:
    """Somebody comes to a browser of their own; everybody leaves when the test is over."""
    with ExitStack() as leave:

        def comes(name: str, device: dict[str, Any]) -> Clicker:
            clicker = Clicker(chromium, live_server.url, name, **device)
            leave.callback(clicker.page.context.close)
            return clicker

        yield comes


@pytest.mark.django_db(transaction=True)
def test_whole_way_by_clicks(person: Comes, county: Scene, tmp_path: Path) -> None:
    secretary = person("a_secretary", DESKTOP)
    round_path = _open_round(secretary)
    for judge in ("a_deputy", "a2_secretary"):
        _score_everything(person(judge, PHONE))
    _visit_everything(secretary, round_path)
    _record_attendance(secretary, round_path)
    _close_and_file(secretary, round_path)
    _accept_filing(person("county_admin", DESKTOP))
    officer = person("a_officer", DESKTOP)
    _enter_and_notify(officer, round_path)
    _rectify(person("a1_secretary", PHONE))
    _look_back(officer)
    _sign_off(secretary)
    bulletin = _publish(secretary, round_path, tmp_path)

    standings = Standing.objects.filter(ranking_list="village").order_by("rank")
    assert [one.organisation.code for one in standings] == ["A2", "A3", "A1"]
    text = subprocess.run(["pdftotext", "-", "-"], input=bulletin, capture_output=True, check=True).stdout.decode()
    assert [str(one.score) for one in standings if str(one.score) not in text] == []


def _open_round(secretary: Clicker) -> str:
    secretary.follow("观摩轮次")
    secretary.follow("新建一轮")
    secretary.press("建立本轮")
    path = str(secretary.page.url)
    secretary.press("排定本轮")
    secretary.press("开始观摩")
    secretary.sees("观摩中")
    return path


def _score_everything(judge: Clicker) -> None:
    """Score every organisation on the list; the village A1 loses points on two items."""
    judge.goto("/field/")
    judge.page.wait_for_selector("[data-duty]")
    while True:
        waiting = judge.page.locator("a.duty--open")
        if waiting.count() == 0:
            return
        name = waiting.first.inner_text()
        waiting.first.click()
        judge.page.wait_for_selector("[data-item]", state="attached")
        _score(judge, deduct="A1" in name)


def _score(judge: Clicker, *, deduct: bool) -> None:
    page = judge.page
    if deduct:
        item = page.locator('[data-item="一.2"]')
        item.locator("[data-open]").click()
        item.locator('[data-deduct="1.00"]').first.click()
        item.locator("[data-note]").fill("届满未换届")
    for chip in page.locator("[data-chip-row] a").all():
        chip.click()
        page.locator("[data-fill]:visible").click()
    page.get_by_role("button", name="提交").first.click()
    judge.sees("已收到，评分表已锁定")
    page.get_by_role("link", name="返回").first.click()
    page.wait_for_selector("[data-duty]")


def _visit_everything(secretary: Clicker, round_path: str) -> None:
    secretary.goto(round_path)
    links = secretary.page.locator("th[scope=row] a").evaluate_all("links => links.map(link => link.href)")
    for link in links:
        secretary.goto(link)
        for part in ("listen", "look", "check", "comment"):
            secretary.page.locator(f"[name={part}-text]").fill("情况清楚")
            secretary.page.locator(f"[name={part}-done]").check()
        secretary.press("保存观摩记录")
        secretary.press("结束观摩")
        secretary.sees("这个组织的观摩已经完成")


def _record_attendance(secretary: Clicker, round_path: str) -> None:
    secretary.goto(round_path)
    secretary.follow("登记参加情况")
    secretary.press("全部参加")


def _close_and_file(secretary: Clicker, round_path: str) -> None:
    secretary.goto(round_path)
    secretary.fill("不再等待", "其余同志下村防汛")
    secretary.press("结束打分")
    secretary.goto(round_path + "results/")
    secretary.follow("确定分类")
    secretary.press("确定分类")
    secretary.press("报送备案")
    secretary.sees("待备案")


def _accept_filing(county_admin: Clicker) -> None:
    county_admin.follow("报送备案")
    county_admin.follow("A镇观摩备")
    county_admin.press("同意备案")
    county_admin.sees("已备案")


def _enter_and_notify(officer: Clicker, round_path: str) -> None:
    officer.goto(round_path + "findings/")
    officer.follow("逐条处理")
    officer.fill("整改措施", "按程序补选")
    officer.press("列入台账")
    officer.goto(round_path + "notices/")
    officer.press("全部下发")
    officer.sees("A镇党整改〔2026〕1号")


def _rectify(village: Clicker) -> None:
    village.follow("收到整改通知单")
    village.press("签收通知单")
    village.goto(f"/ledger/{LedgerRow.objects.get().uuid}/")
    village.press("开始整改")
    village.fill("整改情况", "已按程序补选到位")
    village.press("提交整改情况")
    village.sees("待回头看")


def _look_back(officer: Clicker) -> None:
    officer.goto(f"/ledger/{LedgerRow.objects.get().uuid}/")
    officer.page.get_by_label("已整改到位").check()
    officer.fill("核实情况", "现场查看选举材料")
    officer.press("登记“回头看”")
    officer.sees("待验收")


def _sign_off(secretary: Clicker) -> None:
    secretary.goto(f"/ledger/{LedgerRow.objects.get().uuid}/")
    secretary.fill("验收情况", "材料齐全，同意销号")
    secretary.press("确认销号")
    secretary.sees("已销号")


def _publish(secretary: Clicker, round_path: str, folder: Path) -> bytes:
    secretary.goto(round_path + "documents/")
    secretary.press("印发排名表")
    secretary.goto(round_path + "documents/bulletin/")
    secretary.press("印发")
    assert Document.objects.filter(kind="bulletin").count() == 1
    secretary.goto(f"/documents/{Document.objects.get(kind='bulletin').uuid}/")
    assert Round.objects.get().state == "closed"
    return secretary.download("PDF", folder)
