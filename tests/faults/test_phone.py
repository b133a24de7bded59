"""What can happen to a judge's phone in a day, in chromium, each to the end: nothing lost, nothing twice (A4, A10, D4)."""

import hashlib
import io
import json
import os
import signal
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from benchmarks.faults import disk
from guanmo.field import shell
from guanmo.stages.organisations.enums import Form, Kind
from guanmo.stages.rounds.models import Round, Visit
from guanmo.stages.scoring.models import BallotVersion
from tests.conftest import CHROMIUM_FLAGS, PHONE, windowless_path
from tests.county import Scene, running_round, visit_to
from tests.field.phone_pages import (
    BUTTON,
    counts,
    deduct,
    full_marks_for_the_rest,
    go,
    item,
    log_in,
    open_visit,
    ready_for_offline,
    saved,
    settled,
    standing,
    stored,
    submit,
    until,
    wait_for_counts,
    without_network,
)

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("fast_passwords"),
    pytest.mark.browser,
    pytest.mark.worker,
]
JUDGE = "a_deputy"
CODES = ("A1", "A2", "A3", "AE", "AS")


DAY = int(os.environ.get("GUANMO_VISITS", "2"))
"""Visits that one judge scores in a day without a network; the long form has twenty (docs/testing.md)."""
PHOTOS = 3


@pytest.fixture
def scene(county: Scene) -> Scene:
    for number in range(DAY - len(CODES)):
        county.add(f"V{number}", f"第{number}村党支部", Kind.VILLAGE, Form.BRANCH, "A")
    return county


@pytest.fixture
def round(scene: Scene) -> Round:
    return running_round(scene)


def browser_on(browser_type: Any, profile: Path, address: str) -> Any:
    """A browser that keeps what it stores in this folder, as the one of a phone does."""
    context = browser_type.launch_persistent_context(
        str(profile),
        executable_path=windowless_path(),
        args=CHROMIUM_FLAGS,
        base_url=address,
        viewport=PHONE,
        locale="zh-CN",
        reduced_motion="reduce",
    )
    context.set_default_timeout(60_000)  # a slow machine is not a fault
    return context


@pytest.fixture
def start(
    browser_type: Any, live_server: Any, scene: Scene, round: Round, tmp_path: Path
) -> Iterator[Callable[[], Any]]:
    """Start the phone's browser: always the same profile, as one that was switched off and on again."""
    running: list[Any] = []

    def begin() -> Any:
        context = browser_on(browser_type, tmp_path / "profile", live_server.url)
        running[:] = [context]
        page = context.pages[0] if context.pages else context.new_page()
        page.on("dialog", lambda dialog: dialog.accept())
        log_in(page, scene, JUDGE, live_server.url)
        return page

    yield begin
    for context in running:
        context.close()


def stored_shell(page: Any) -> Any:
    """The page as a phone has it that was opened with a network once."""
    go(page, "#/")
    ready_for_offline(page)
    return go(page, "#/")


@pytest.fixture
def judge(phone: Any, live_server: Any, scene: Scene, round: Round) -> Any:
    """A phone whose browser goes on; the one for what can be done to a page."""
    log_in(phone, scene, JUDGE, live_server.url)
    phone.on("dialog", lambda dialog: dialog.accept())
    return stored_shell(phone)


@pytest.fixture
def own_browser(start: Callable[[], Any]) -> Any:
    """A phone whose browser can be killed and started again."""
    return stored_shell(start())


def score(page: Any, visit: Visit, deduction: str = "") -> None:
    open_visit(page, visit)
    if deduction:
        deduct(page, "一.2", deduction, "班子缺1人")
    full_marks_for_the_rest(page)
    submit(page)


def kill(profile: Path) -> None:
    """Kill -9 every process of the browser that uses this profile."""
    mark = f"--user-data-dir={profile}".encode()
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            if mark in (folder / "cmdline").read_bytes().split(b"\0"):
                os.kill(int(folder.name), signal.SIGKILL)
        except (FileNotFoundError, ProcessLookupError):
            continue


def bodies(page: Any) -> set[str]:
    return {one for one in stored(page, "bodies") if isinstance(one, str)}


def test_killed_browser_has_the_finished_sheets_and_the_draft_as_they_were(
    own_browser: Any, start: Callable[[], Any], round: Round, tmp_path: Path
) -> None:
    own_browser.context.set_offline(True)
    score(own_browser, visit_to(round, "A1"), "1.00")
    (finished,) = bodies(own_browser)
    open_visit(own_browser, visit_to(round, "A2"))
    deduct(own_browser, "一.2", "2.00", "班子缺2人")
    own_browser.wait_for_selector("html:not([data-unsaved])", state="attached")
    own_browser.wait_for_timeout(500)
    kill(tmp_path / "profile")

    page = start()
    page.context.set_offline(True)
    go(page, "#/")
    assert (bodies(page), counts(page)["only"], BallotVersion.objects.count()) == ({finished}, "1", 0)
    open_visit(page, visit_to(round, "A2"))
    assert page.input_value(item("一.2", "[data-note]")) == "班子缺2人"
    full_marks_for_the_rest(page)
    submit(page)
    page.context.set_offline(False)

    wait_for_counts(page, only=0, received=2)
    assert BallotVersion.objects.filter(payload=finished).count() == 1
    assert sorted(str(one.total) for one in BallotVersion.objects.all()) == ["98.00", "99.00"]


def test_crashed_tab_opens_again_with_everything(judge: Any, round: Round) -> None:
    with without_network(judge):
        score(judge, visit_to(round, "A1"), "1.00")
        before = bodies(judge)
        with pytest.raises(Exception, match=r"crash|closed|Timeout"):
            judge.goto("chrome://crash", timeout=5_000)
        page = judge.context.new_page()
        judge.close()
        page.on("dialog", lambda dialog: dialog.accept())
        go(page, "#/")
        assert bodies(page) == before
    wait_for_counts(page, only=0, received=1)
    assert {one.payload for one in BallotVersion.objects.all()} == before


def test_new_version_of_the_app_waits_for_the_judge_and_loses_nothing(
    own_browser: Any, start: Callable[[], Any], round: Round, monkeypatch: pytest.MonkeyPatch
) -> None:
    with without_network(own_browser):
        score(own_browser, visit_to(round, "A1"), "1.00")
        before = bodies(own_browser)
        open_visit(own_browser, visit_to(round, "A2"))
        deduct(own_browser, "一.2", "2.00", "班子缺2人")
    old = own_browser.evaluate("caches.keys()")
    monkeypatch.setattr(shell, "_version", lambda _language: "0123456789ab")
    own_browser.evaluate("navigator.serviceWorker.getRegistration('/field/').then((one) => one.update())")
    until(own_browser, "navigator.serviceWorker.getRegistration('/field/').then((one) => Boolean(one.waiting))")
    assert own_browser.input_value(item("一.2", "[data-note]")) == "班子缺2人"
    own_browser.reload()  # a draft is open: the old version goes on
    settled(own_browser)
    assert old[0] in own_browser.evaluate("caches.keys()")

    own_browser.context.close()

    page = go(start(), "#/phone")  # the next day, with nothing open: the new version is taken
    page.wait_for_selector("html[data-app='0123456789ab']", state="attached")
    settled(page)
    assert page.evaluate("caches.keys()") == ["field-shell-0123456789ab"]
    open_visit(page, visit_to(round, "A2"))
    assert page.input_value(item("一.2", "[data-note]")) == "班子缺2人"
    full_marks_for_the_rest(page)
    submit(page)
    wait_for_counts(page, only=0, received=2)
    assert before <= {one.payload for one in BallotVersion.objects.all()}


def test_new_version_taken_by_another_page_leaves_an_open_draft_alone(
    judge: Any, round: Round, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_visit(judge, visit_to(round, "A2"))
    deduct(judge, "一.2", "2.00", "班子缺2人")
    monkeypatch.setattr(shell, "_version", lambda _language: "0123456789ab")
    judge.evaluate("navigator.serviceWorker.getRegistration('/field/').then((one) => one.update())")
    until(judge, "navigator.serviceWorker.getRegistration('/field/').then((one) => Boolean(one.waiting))")
    judge.evaluate(
        """() => navigator.serviceWorker.getRegistration('/field/').then((one) => new Promise((resolve) => {
             navigator.serviceWorker.addEventListener("controllerchange", () => setTimeout(resolve, 500));
             const apply = () => { if (one.waiting) { one.waiting.postMessage("apply"); setTimeout(apply, 500); } };
             apply();
           }))"""
    )

    assert judge.input_value(item("一.2", "[data-note]")) == "班子缺2人"
    assert judge.evaluate("performance.getEntriesByType('navigation')[0].type") == "navigate"
    full_marks_for_the_rest(judge)
    submit(judge)
    wait_for_counts(judge, only=0, received=1)


def test_page_that_was_overtaken_while_it_loaded_starts_anew_once(judge: Any) -> None:
    judge.evaluate(
        """() => caches.keys().then((names) => Promise.all([
             ...names.map((name) => caches.delete(name)), caches.open("field-shell-0123456789ab")]))"""
    )
    go(judge, "#/phone")

    judge.wait_for_function("() => performance.getEntriesByType('navigation')[0].type === 'reload'")
    settled(judge)
    judge.evaluate("window.still = true")
    judge.wait_for_timeout(1_500)
    assert judge.evaluate("window.still")


def test_update_that_does_not_come_down_whole_leaves_the_old_version_in_service(
    judge: Any, round: Round, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = judge.evaluate("caches.keys()")
    monkeypatch.setattr(shell, "_version", lambda _language: "0123456789ab")
    monkeypatch.setattr(shell, "shell_files", lambda: ("field/js/page.js", "field/js/gone.js"))
    judge.evaluate(
        "navigator.serviceWorker.getRegistration('/field/').then((one) => one.update()).then(() => 0, () => 1)"
    )
    until(judge, "navigator.serviceWorker.getRegistration('/field/').then((one) => !one.installing && !one.waiting)")
    assert set(old) <= set(judge.evaluate("caches.keys()"))
    with without_network(judge):
        score(judge, visit_to(round, "A1"), "1.00")
        assert counts(judge)["only"] == "1"
    wait_for_counts(judge, only=0, received=1)


@pytest.mark.parametrize("days", [-3, 3])
def test_phone_whose_clock_is_days_off_sends_and_the_judge_is_told(judge: Any, round: Round, days: int) -> None:
    wrong = int((time.time() + timedelta(days=days).total_seconds()) * 1000)
    judge.add_init_script(
        f"""(() => {{
          const real = Date, off = {wrong} - real.now();
          class Shifted extends real {{
            constructor(...given) {{ given.length ? super(...given) : super(real.now() + off); }}
            static now() {{ return real.now() + off; }}
          }}
          window.Date = Shifted;
        }})()"""
    )
    first, last = (visit_to(round, code) for code in ("A1", "A2"))
    score(judge, first, "1.00")
    standing(judge, "accepted")
    with without_network(judge):
        score(judge, last, "2.00")
    wait_for_counts(judge, only=0, received=2)

    assert sorted(str(one.total) for one in BallotVersion.objects.all()) == ["98.00", "99.00"]
    claimed = {json.loads(one.payload)["finished_at"][:10] for one in BallotVersion.objects.all()}
    assert all(one.received_at.date().isoformat() not in claimed for one in BallotVersion.objects.all())
    go(judge, "#/phone")
    judge.wait_for_selector("[data-banner=clock]")


def test_lost_and_late_answers_make_no_sheet_twice_and_no_false_peace(judge: Any, round: Round) -> None:
    """The first answer to each sheet is lost after the server has stored it; the second is held back and comes last."""
    lost: set[str] = set()

    def answer(route: Any) -> None:
        if route.request.url in lost:
            response = route.fetch()
            time.sleep(0.3 if len(lost) == 1 else 0)
            route.fulfill(response=response)
            return
        lost.add(route.request.url)
        route.fetch()
        route.abort("connectionreset")

    with without_network(judge):
        for code in ("A1", "A2", "A3"):
            score(judge, visit_to(round, code), "1.00")
        before = bodies(judge)
        judge.route("**/field/api/sheets/*", answer)
    judge.wait_for_function("() => document.documentElement.dataset.sync === 'idle'")
    for _ in range(10):
        if counts(judge)["only"] == "0":
            break
        go(judge, "#/phone")
    wait_for_counts(judge, only=0, received=3)

    assert len(lost) == 3
    assert sorted(one.payload for one in BallotVersion.objects.all()) == sorted(before)


def picture(number: int) -> dict[str, Any]:
    file = io.BytesIO()
    Image.effect_noise((1000 + number, 800), 40).convert("RGB").save(file, "JPEG")
    return {"name": "IMG.jpg", "mimeType": "image/jpeg", "buffer": file.getvalue()}


def photograph(page: Any, key: str, number: int) -> None:
    for taken in range(PHOTOS):
        page.set_input_files(item(key, "[data-camera]"), picture(number * PHOTOS + taken))
        page.wait_for_function(
            f"() => document.querySelectorAll('[data-photo] img:not([hidden])').length === {taken + 1}"
        )


def test_day_in_the_valley_arrives_once_with_every_photo(
    own_browser: Any, start: Callable[[], Any], round: Round, settings: Any, tmp_path: Path
) -> None:
    settings.MEDIA_ROOT = tmp_path / "media"
    page, visits = own_browser, list(round.visits.all())[:DAY]
    for number, visit in enumerate(visits):
        page.context.set_offline(True)
        open_visit(page, visit)
        deduct(page, "一.2", "1.00", f"班子缺1人，第{number}处")
        photograph(page, "一.2", number)
        if number % 2:
            saved(page)
            kill(tmp_path / "profile")
            page = start()
            page.context.set_offline(True)
            open_visit(page, visit)
        full_marks_for_the_rest(page)
        submit(page)
        assert counts(page) == {"only": str(number + 1), "received": "0", "photos": str(PHOTOS * (number + 1))}
    finished = bodies(page)
    page.context.set_offline(False)
    page.set_default_timeout(20_000 + 5_000 * DAY)

    wait_for_counts(page, only=0, received=DAY, photos=0)
    assert {one.payload for one in BallotVersion.objects.all()} == finished
    assert (len(finished), BallotVersion.objects.count()) == (DAY, DAY)
    named = {digest for one in BallotVersion.objects.all() for digest in one.photos.values_list("digest", flat=True)}
    files = {path.stem: hashlib.sha256(path.read_bytes()).hexdigest() for path in settings.MEDIA_ROOT.rglob("*.jpg")}
    assert (len(named), files) == (PHOTOS * DAY, {digest: digest for digest in named})


BALLAST = """(make) => new Promise((done, failed) => {
  if (!make) {
    const dropping = indexedDB.deleteDatabase("ballast");
    dropping.onsuccess = done;
    dropping.onerror = failed;
    return;
  }
  const opening = indexedDB.open("ballast");
  opening.onupgradeneeded = () => opening.result.createObjectStore("parts", { autoIncrement: true });
  opening.onsuccess = () => {
    const fill = (size) => {
      if (size < 500) { opening.result.close(); return done(); }
      const part = new Uint8Array(size);
      for (let at = 0; at < size; at += 65536) crypto.getRandomValues(part.subarray(at, at + 65536));
      const tx = opening.result.transaction("parts", "readwrite");
      tx.objectStore("parts").put(part);
      tx.oncomplete = () => fill(size);
      tx.onabort = () => (tx.error.name === "QuotaExceededError" ? fill(size / 4) : failed(tx.error));
    };
    fill(512000);
  };
})"""
"""Takes all the room that the browser gives this address, or gives it back."""


@pytest.fixture
def small_phone(browser_type: Any, live_server: Any, scene: Scene, round: Round) -> Iterator[Any]:
    """A phone whose browser lies on a disk of 64 MB."""
    if reason := disk.impossible():
        (pytest.fail if os.environ.get("CI") else pytest.skip)(reason)
    with disk.Disk(64) as small:
        context = browser_on(browser_type, small.path / "profile", live_server.url)
        page = context.pages[0]
        page.on("dialog", lambda dialog: dialog.accept())
        log_in(page, scene, JUDGE, live_server.url)
        yield stored_shell(page)
        context.close()


def test_phone_that_is_really_full_says_so_loses_nothing_and_goes_on_when_there_is_room(
    small_phone: Any, round: Round, settings: Any, tmp_path: Path
) -> None:
    settings.MEDIA_ROOT = tmp_path / "media"
    page, not_saved = small_phone, "[data-notice]:has-text('没有存上')"
    with without_network(page):
        score(page, visit_to(round, "A1"), "1.00")
        (finished,) = bodies(page)
        open_visit(page, visit_to(round, "A2"))
        deduct(page, "一.2", "2.00", "班子缺2人")
        saved(page)
        page.evaluate(BALLAST, True)
        page.set_input_files(item("一.2", "[data-camera]"), picture(1))
        page.wait_for_selector(not_saved)
        page.fill(item("一.2", "[data-note]"), "班子缺2人，" * 30)
        full_marks_for_the_rest(page)
        page.click(BUTTON)
        page.wait_for_function("() => !document.querySelector('[data-act]').disabled")
        assert page.is_visible(not_saved)
        assert (bodies(page), counts(page)["only"], page.locator("[data-photo]").count()) == ({finished}, "1", 0)
        page.evaluate(BALLAST, False)
        photograph(page, "一.2", 1)
        submit(page)
        assert counts(page) == {"only": "2", "received": "0", "photos": str(PHOTOS)}

    wait_for_counts(page, only=0, received=2, photos=0)
    photos = {one.payload: one.photos.count() for one in BallotVersion.objects.all()}
    assert (photos.pop(finished), list(photos.values())) == (0, [PHOTOS])


CARELESS_WORKER = (
    ("addAll(", "addAll([]), 0 && cache.addAll("),
    ("event.waitUntil(fetchAll())", "event.waitUntil((self.skipWaiting(), fetchAll()))"),
)


def test_control_worker_that_takes_over_with_half_a_version_leaves_nothing_to_open(
    judge: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What many workers do: swallow what did not come down, and take over at once."""
    shipped = shell.worker_script

    def careless() -> str:
        text = shipped()
        for old, new in CARELESS_WORKER:
            assert old in text
            text = text.replace(old, new)
        return text

    monkeypatch.setattr(shell, "_version", lambda _language: "0123456789ab")
    monkeypatch.setattr("guanmo.field.views.worker_script", careless)
    other = judge.context.new_page()
    other.goto("/login/")
    judge.goto("about:blank")  # before the worker changes: a page that it takes over loads itself anew
    other.evaluate("navigator.serviceWorker.getRegistration('/field/').then((one) => { one.update(); })")
    until(other, "caches.keys().then((names) => names.join() === 'field-shell-0123456789ab')")
    with without_network(judge), pytest.raises(Exception, match=r"ERR_INTERNET_DISCONNECTED|ERR_FAILED"):
        judge.goto("/field/#/")
