"""A judge's day without a network, in chromium: nothing is lost, everything arrives once, and the page says where it is."""

import hashlib
import io
import json
from typing import Any

import pytest
from django.db import transaction
from django.db.models import QuerySet
from PIL import Image

from guanmo.stages.rounds.models import Round, Visit
from guanmo.stages.scoring.models import Ballot, BallotDeduction, BallotPhoto, BallotVersion, DeviceReport
from tests.county import Scene, running_round, score, visit_to
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

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("fast_passwords")]
SHEETS = "**/field/api/sheets/*"


@pytest.fixture
def scene(county: Scene) -> Scene:
    return county


@pytest.fixture
def round(scene: Scene) -> Round:
    return running_round(scene)


@pytest.fixture
def judge(request: pytest.FixtureRequest, phone: Any, scene: Scene, round: Round, live_server: Any) -> Any:
    """The phone of a_deputy; with a worker the list is stored on it. Every question is answered with yes."""
    log_in(phone, scene, "a_deputy", live_server.url)
    phone.on("dialog", lambda dialog: dialog.accept())
    if request.node.get_closest_marker("worker"):
        go(phone, "#/")
        ready_for_offline(phone)  # the worker serves whatever is opened from now on
    return phone


@pytest.fixture
def visit(round: Round) -> Visit:
    return visit_to(round, "A1")


def score_with_full_marks(page: Any, visit: Visit) -> None:
    open_visit(page, visit)
    full_marks_for_the_rest(page)
    submit(page)


@pytest.mark.requirement("S0-3.1-i")
@pytest.mark.worker
def test_sheet_scored_without_a_network_survives_a_reload_and_arrives_once(judge: Any, visit: Visit) -> None:
    with without_network(judge):
        open_visit(judge, visit)
        judge.wait_for_selector("[data-banner=offline]")
        assert judge.is_visible("[data-strip] [data-away]")  # the banner scrolls away, the strip stays
        deduct(judge, "一.2", "1.00", "班子缺1人")
        saved(judge)
        judge.reload()
        settled(judge)
        assert judge.input_value(item("一.2", "[data-note]")) == "班子缺1人"
        full_marks_for_the_rest(judge)
        assert judge.text_content(BUTTON) == "保存，稍后上传"
        submit(judge)
        standing(judge, "waiting")
        judge.reload()
        standing(judge, "waiting")
        assert counts(judge) == {"only": "1", "received": "0", "photos": "0"}
        (body,) = stored(judge, "bodies")
        assert BallotVersion.objects.count() == 0

    standing(judge, "accepted")
    wait_for_counts(judge, only=0, received=1)
    assert judge.is_hidden("[data-strip] [data-away]")
    version = BallotVersion.objects.get()
    assert (version.payload, str(version.total)) == (body, "99.00")
    assert version.digest[:8].upper() in judge.inner_text("[data-standing]")


@pytest.mark.worker
def test_modules_come_by_the_import_map_with_and_without_a_network(judge: Any) -> None:
    asked = """() => performance.getEntriesByType("resource").map((one) => new URL(one.name))
      .filter((url) => url.pathname.startsWith("/static/field/js/")).map((url) => url.search.slice(0, 3))"""
    go(judge, "#/")
    online = judge.evaluate(asked)
    with without_network(judge):
        go(judge, "#/phone")
        offline = judge.evaluate(asked)

    assert len(online) == len(offline) > 40
    assert set(online + offline) == {"?v="}


@pytest.mark.worker
def test_list_that_changes_under_the_finger_keeps_the_links_that_did_not(judge: Any, round: Round) -> None:
    """A sheet arrives while the list is open: only its own line is drawn anew, so that no tap on another one is lost."""
    sent, other = (visit_to(round, code) for code in ("A1", "A2"))
    with without_network(judge):
        score_with_full_marks(judge, sent)
        go(judge, "#/")
        for visit in (sent, other):
            judge.eval_on_selector(f'[data-visit="{visit.uuid}"]', "link => { link.held = true; }")

    judge.wait_for_selector(f'[data-visit="{sent.uuid}"][data-state=accepted]')
    held = [judge.eval_on_selector(f'[data-visit="{one.uuid}"]', "link => Boolean(link.held)") for one in (sent, other)]
    assert held == [False, True]


@pytest.mark.worker
def test_backlog_goes_as_one_batch_and_all_is_safe_afterwards(judge: Any, round: Round) -> None:
    batches: list[int] = []
    judge.on(
        "request",
        lambda request: (
            batches.append(len(request.post_data_json["sheets"])) if request.url.endswith("/sheets") else None
        ),
    )
    with without_network(judge):
        for code in ("A1", "A2", "A3", "AE", "AS"):
            score_with_full_marks(judge, visit_to(round, code))
        go(judge, "#/phone")
        assert judge.get_attribute("[data-state]", "data-state") == "wait"
        assert counts(judge)["only"] == "5"

    wait_for_counts(judge, only=0, received=5)
    settled(judge)
    assert (batches, BallotVersion.objects.count()) == ([5], 5)
    judge.wait_for_selector("[data-state=safe]")
    assert "全部送到，可以放心" in judge.inner_text("#main")
    judge.click("[data-check]")
    settled(judge)
    report = DeviceReport.objects.get()
    assert (report.unsent, report.photos, report.user.username) == (0, 0, "a_deputy")


@pytest.mark.worker
def test_list_and_every_sheet_open_without_a_network(judge: Any, round: Round) -> None:
    with without_network(judge):
        go(judge, "#/")
        names = judge.locator("a.duty--open b").all_text_contents()
        assert sorted(names) == sorted(
            ["A1村党支部", "A2村党支部", "A3社区党支部", "A镇样例公司党支部", "A镇样例协会党支部"]
        )
        for code, items in (("A1", 37), ("AE", 20)):
            open_visit(judge, visit_to(round, code))
            assert judge.locator("[data-item]").count() == items


def test_text_is_full_ink_where_the_phone_asks_for_contrast_in_the_sun(judge: Any) -> None:
    inks = """() => [".duty-note", ".duty b"].map((part) => getComputedStyle(document.querySelector(part)).color)"""
    go(judge, "#/")
    soft, ink = judge.evaluate(inks)
    judge.emulate_media(contrast="more")

    assert soft != ink
    assert judge.evaluate(inks) == [ink, ink]


def test_two_windows_add_to_one_draft_and_one_of_them_finishes_it(judge: Any, visit: Visit) -> None:
    other = judge.context.new_page()
    other.on("dialog", lambda dialog: dialog.accept())
    open_visit(judge, visit)
    open_visit(other, visit)
    judge.bring_to_front()  # a page behind another is painted seldom, and a click waits for that

    deduct(judge, "一.1", "1.00", "缺标识")
    other.wait_for_function("() => document.querySelector('[data-item=\"一.1\"] [data-off]').textContent !== ''")
    other.bring_to_front()
    deduct(other, "一.2", "2.00", "缺2人")
    saved(other)
    judge.wait_for_function("() => document.querySelector('[data-item=\"一.2\"] [data-note]').value === '缺2人'")
    judge.bring_to_front()
    full_marks_for_the_rest(judge)
    submit(judge)
    standing(judge, "accepted")
    other.wait_for_selector(".phone-notice--bad")

    assert "已经在另一个窗口提交或改动" in other.inner_text("[data-notice]")
    version = BallotVersion.objects.get()
    assert {str(one.item): str(one.points) for one in version.deductions.all()} == {"一.1": "1.00", "一.2": "2.00"}
    assert (stored(judge, "drafts"), stored(judge, "outbox")) == ([], [])


@pytest.mark.worker
def test_another_judge_neither_sees_nor_sends_what_lies_on_the_phone(
    judge: Any, scene: Scene, visit: Visit, live_server: Any
) -> None:
    with without_network(judge):
        score_with_full_marks(judge, visit)
    judge.route("**/field/api/**", lambda route: route.abort())
    log_in(judge, scene, "a_member", live_server.url)
    judge.unroute("**/field/api/**")
    go(judge, "#/phone")

    assert counts(judge) == {"only": "0", "received": "0", "photos": "0"}
    assert "a_member" in judge.inner_text("[data-place]")
    assert "1 份" in judge.inner_text("text=其他评委留在本机的评分表 >> xpath=..")
    (row,) = stored(judge, "outbox")
    assert (row["state"], BallotVersion.objects.count()) == ("waiting", 0)

    log_in(judge, scene, "a_deputy", live_server.url)
    go(judge, "#/")
    wait_for_counts(judge, only=0, received=1)
    assert BallotVersion.objects.get().ballot.participant.user.username == "a_deputy"


@pytest.mark.worker
def test_locked_phone_shows_nothing_and_keeps_everything(
    judge: Any, scene: Scene, visit: Visit, live_server: Any
) -> None:
    judge.route(SHEETS, lambda route: route.abort())
    score_with_full_marks(judge, visit)
    go(judge, "#/phone")
    judge.click("[data-lock]")
    judge.wait_for_selector("[data-entry=locked]")
    judge.reload()
    judge.wait_for_selector("[data-entry=locked]")
    assert "A1村党支部" not in judge.inner_text("body")
    assert len(stored(judge, "outbox")) == 1
    judge.unroute(SHEETS)

    log_in(judge, scene, "a_deputy", live_server.url)
    judge.click("[data-unlock]")
    wait_for_counts(judge, only=0, received=1)
    assert BallotVersion.objects.count() == 1


@pytest.mark.worker
def test_log_out_without_a_network_is_made_up_for_before_the_phone_opens(
    judge: Any, scene: Scene, visit: Visit, live_server: Any
) -> None:
    go(judge, "#/phone")
    judge.context.set_offline(True)
    judge.click("[data-lock]")
    judge.wait_for_selector("[data-entry=locked]")

    judge.context.set_offline(False)
    judge.click("[data-unlock]")
    judge.wait_for_selector("text=还没有登录，或连不上服务器")
    judge.wait_for_timeout(500)  # the page is drawn again once the server has answered
    assert judge.is_visible("text=还没有登录，或连不上服务器")
    assert "A1村党支部" not in judge.inner_text("body")

    log_in(judge, scene, "a_deputy", live_server.url)
    judge.click("[data-unlock]")
    judge.wait_for_selector("[data-duty]")


STUCK = {"api": "score1", "code": "invalid", "message": "第一.2项有误。"}


def test_stuck_sheet_is_shown_exported_and_mended_and_blocks_nobody(judge: Any, round: Round) -> None:
    first, second = visit_to(round, "A1"), visit_to(round, "A2")
    judge.route(SHEETS, lambda route: route.fulfill(status=422, json=STUCK))
    score_with_full_marks(judge, first)
    standing(judge, "stuck")
    assert "第一.2项有误。" in judge.inner_text("[data-standing]")
    judge.unroute(SHEETS)
    score_with_full_marks(judge, second)
    standing(judge, "accepted")
    assert "有 1 份评分表没有送成" in judge.inner_text("[data-banner=stuck]")

    go(judge, "#/phone")
    with judge.expect_download() as download:
        judge.click("[data-export]")
    exported = json.loads(download.value.path().read_text(encoding="utf-8"))
    (sheet,) = exported["sheets"]
    assert (exported["api"], json.loads(sheet["body"])["visit"]) == ("score1-export", str(first.uuid))
    assert hashlib.sha256(sheet["body"].encode()).hexdigest() == sheet["digest"]
    assert download.value.suggested_filename.startswith("观摩评分-a_deputy-")

    judge.click("[data-state=stuck]")
    judge.click("[data-reopen]")
    judge.wait_for_selector("[data-item]", state="attached")
    settled(judge)
    submit(judge)
    standing(judge, "accepted")
    assert {one.ballot.visit for one in BallotVersion.objects.all()} == {first, second}
    assert sheet["id"] not in {str(one.pk) for one in BallotVersion.objects.all()}


def forget_everything() -> None:
    """The server as it was before the sheet came: an older backup was restored."""
    with transaction.atomic():
        for model in (BallotPhoto, BallotDeduction, BallotVersion, Ballot):
            QuerySet(model)._raw_delete("default")  # past the model, which is append-only


def test_server_that_lost_a_sheet_gets_the_same_bytes_again(judge: Any, visit: Visit) -> None:
    score_with_full_marks(judge, visit)
    standing(judge, "accepted")
    kept = BallotVersion.objects.get()
    payload, digest = kept.payload, kept.digest
    forget_everything()
    assert BallotVersion.objects.count() == 0

    go(judge, "#/phone")
    wait_for_counts(judge, only=0, received=1)

    again = BallotVersion.objects.get()
    assert (again.pk, again.payload, again.digest) == (kept.pk, payload, digest)


@pytest.mark.worker
def test_two_sheets_for_one_visit_are_both_kept_and_called_a_conflict(judge: Any, scene: Scene, visit: Visit) -> None:
    with without_network(judge):
        score_with_full_marks(judge, visit)
        score(scene, visit, "a_deputy", {"一.2": ("1.00", "班子缺1人")})  # from another phone

    standing(judge, "conflict")
    assert "有两份" in judge.inner_text("[data-standing]")
    assert BallotVersion.objects.count() == 2
    go(judge, "#/phone")
    assert judge.locator("[data-sheets=received_here] [data-state=conflict]").count() == 2
    assert "全部送到，有 2 份待认定" in judge.inner_text("[data-state=decide]")


def camera_picture() -> bytes:
    """A large picture as a phone takes it, with the place where it was taken."""
    picture = Image.effect_noise((2400, 1200), 60).convert("RGB")
    exif = picture.getexif()
    exif[0x010F] = "Maker"
    exif.get_ifd(0x8825)[1] = "N"
    file = io.BytesIO()
    picture.save(file, "JPEG", exif=exif)
    return file.getvalue()


@pytest.mark.worker
def test_photos_are_small_nameless_and_arrive_after_their_sheet(
    judge: Any, visit: Visit, settings: Any, tmp_path: Any
) -> None:
    settings.MEDIA_ROOT = tmp_path
    file = {"name": "IMG_1.jpg", "mimeType": "image/jpeg", "buffer": camera_picture()}
    with without_network(judge):
        open_visit(judge, visit)
        deduct(judge, "一.2", "1.00", "班子缺1人")
        judge.set_input_files(item("一.2", "[data-camera]"), file)
        judge.wait_for_selector("[data-photo] img:not([hidden])")
        judge.set_input_files(item("一.2", "[data-camera]"), {**file, "buffer": b"no picture"})
        judge.wait_for_function("() => document.querySelector('[data-item=\"一.2\"] [data-error]').textContent !== ''")
        assert judge.text_content(item("一.2", "[data-error]")) == "这张照片打不开，请换一张。"
        saved(judge)
        judge.reload()
        settled(judge)
        assert judge.locator(item("一.2", "[data-photo]")).count() == 1
        full_marks_for_the_rest(judge)
        submit(judge)
        assert counts(judge) == {"only": "1", "received": "0", "photos": "1"}

    wait_for_counts(judge, only=0, received=1, photos=0)
    version = BallotVersion.objects.get()
    (digest,) = version.photos.values_list("digest", flat=True)
    (path,) = [one for one in tmp_path.rglob("*") if digest in one.name]
    picture = Image.open(path)
    assert hashlib.sha256(path.read_bytes()).hexdigest() == digest
    assert (picture.size, picture.format, dict(picture.getexif())) == ((1600, 800), "JPEG", {})
    judge.wait_for_selector("[data-standing]:has-text('1 / 1 张已收到')")


def test_draft_is_on_the_disk_before_the_camera_opens(judge: Any, visit: Visit) -> None:
    """A phone short of memory throws the page out while the camera is open."""
    open_visit(judge, visit)
    deduct(judge, "一.2", "1.00", "班子缺1人")
    saved(judge)
    (before,) = stored(judge, "drafts")
    with judge.expect_file_chooser():
        judge.click(item("一.2", "[data-camera-label]"))
    saved(judge)

    (draft,) = stored(judge, "drafts")
    assert draft["rev"] == before["rev"] + 1
    assert draft["state"]["entries"]["一.2"]["note"] == "班子缺1人"


def test_photo_can_be_taken_back_before_the_end(judge: Any, visit: Visit) -> None:
    open_visit(judge, visit)
    deduct(judge, "一.2", "1.00", "班子缺1人")
    file = {"name": "IMG_1.jpg", "mimeType": "image/jpeg", "buffer": camera_picture()}
    judge.set_input_files(item("一.2", "[data-camera]"), file)
    judge.wait_for_selector("[data-photo] img:not([hidden])")
    judge.click("[data-drop-photo]")
    judge.wait_for_selector("[data-photo]", state="detached")
    until(
        judge,
        """() => new Promise((resolve) => {
          indexedDB.open("guanmo-field").onsuccess = (event) => {
            const reading = event.target.result.transaction("photos").objectStore("photos").count();
            reading.onsuccess = () => { event.target.result.close(); resolve(reading.result === 0); };
          };
        })""",
    )
    full_marks_for_the_rest(judge)
    submit(judge)
    standing(judge, "accepted")
    assert BallotVersion.objects.get().photos.count() == 0


def test_first_opening_without_a_login_asks_for_one(phone: Any, scene: Scene) -> None:
    go(phone, "#/")
    phone.wait_for_selector("[data-entry=login]")
    assert phone.get_attribute("[data-entry=login] a", "href") == "/login/?next=/field/%3Fin%3D1"


def test_browser_that_stores_nothing_says_so_and_still_sends(
    phone: Any, scene: Scene, round: Round, visit: Visit, live_server: Any
) -> None:
    phone.add_init_script("Object.defineProperty(window, 'indexedDB', { get() { throw new Error('refused'); } });")
    phone.on("dialog", lambda dialog: dialog.accept())
    log_in(phone, scene, "a_deputy", live_server.url)
    open_visit(phone, visit)
    phone.wait_for_selector("[data-banner=storage]")
    deduct(phone, "一.2", "1.00", "班子缺1人")
    phone.click("[data-banner=storage] [data-export]")
    phone.wait_for_selector("text=提交以后才能导出")
    full_marks_for_the_rest(phone)
    submit(phone)
    standing(phone, "accepted")

    assert str(BallotVersion.objects.get().total) == "99.00"


@pytest.mark.parametrize("granted", [False, True])
def test_browser_that_may_throw_things_away_is_told_of_as_a_private_window_is(
    phone: Any, scene: Scene, round: Round, visit: Visit, live_server: Any, granted: bool
) -> None:
    """A private window refuses the promise to keep, and so do browsers that hardly know the address yet."""
    phone.add_init_script(f"navigator.storage.persist = async () => {str(granted).lower()};")
    log_in(phone, scene, "a_deputy", live_server.url)
    go(phone, "#/")
    phone.wait_for_selector("[data-duty]")
    if not granted:
        phone.wait_for_selector("[data-banner=unkept]:has-text('不要用无痕窗口')")
    assert phone.locator("[data-banner=unkept]").count() == (not granted)
    go(phone, "#/phone")
    assert phone.locator("[data-banner=unkept]").count() == 0  # nothing lies here that could be lost
    open_visit(phone, visit)
    assert phone.locator("[data-banner=unkept]").count() == 0  # nobody is disturbed in the middle of a sheet


def test_full_phone_says_that_nothing_was_saved_and_the_draft_stays(judge: Any, visit: Visit) -> None:
    open_visit(judge, visit)
    full_marks_for_the_rest(judge)
    saved(judge)
    judge.evaluate(
        """() => {
          const real = IDBObjectStore.prototype.put;
          IDBObjectStore.prototype.put = function (...given) {
            if (this.name === "bodies") throw new DOMException("full", "QuotaExceededError");
            return real.apply(this, given);
          };
        }"""
    )
    judge.click(BUTTON)
    judge.wait_for_selector(".phone-notice--bad")
    assert judge.inner_text("[data-notice]").startswith("没有存上")
    assert (len(stored(judge, "drafts")), stored(judge, "outbox"), stored(judge, "bodies")) == (1, [], [])
    judge.reload()
    settled(judge)
    submit(judge)
    standing(judge, "accepted")
    assert BallotVersion.objects.count() == 1


PLAIN = """
Object.defineProperty(window, "isSecureContext", { value: false });
Object.defineProperty(crypto, "subtle", { value: undefined });
Object.defineProperty(navigator, "locks", { value: undefined });
delete Navigator.prototype.serviceWorker;
"""


def test_plain_http_says_so_and_still_sends(phone: Any, scene: Scene, visit: Visit, live_server: Any) -> None:
    phone.add_init_script(PLAIN)  # what a browser lacks at an address without https
    phone.on("dialog", lambda dialog: dialog.accept())
    log_in(phone, scene, "a_deputy", live_server.url)
    score_with_full_marks(phone, visit)
    standing(phone, "accepted")

    assert "不是 https" in phone.inner_text("[data-banner=plain]")
    phone.click("[data-banner=plain] [data-export]")
    phone.wait_for_selector("[data-notice]:has-text('没有需要导出的评分表。')")
    version = BallotVersion.objects.get()
    assert hashlib.sha256(version.payload.encode()).hexdigest() == version.digest


@pytest.mark.worker
def test_new_version_waits_for_the_button_and_touches_no_sheet(judge: Any, visit: Visit, live_server: Any) -> None:
    judge.route(SHEETS, lambda route: route.abort())
    score_with_full_marks(judge, visit)
    old = judge.get_attribute("html", "data-app")
    judge.context.add_cookies([{"name": "django_language", "value": "en", "url": live_server.url}])
    judge.reload()  # the shell differs by language
    judge.wait_for_selector("[data-banner=update]", timeout=60_000)  # it fetches the whole shell first
    assert judge.get_attribute("html", "data-app") == old
    judge.unroute(SHEETS)

    judge.click("[data-update]")

    judge.wait_for_selector("html[lang=en]", state="attached")
    standing(judge, "accepted")
    assert judge.get_attribute("html", "data-app") != old
    assert BallotVersion.objects.count() == 1
