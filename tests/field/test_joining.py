"""A judge's personal link: it binds one phone to one round, opens scoring alone, and is shut at once (security.md L7)."""

import hashlib
import json
import logging
import time
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from guanmo.audit.models import Entry
from guanmo.stages.organisations.errors import NotAllowed
from guanmo.stages.rounds.domain.add_participant import add_participant
from guanmo.stages.rounds.enums import Tier
from guanmo.stages.rounds.models import Participant, Round
from guanmo.stages.scoring.domain.judge_link import make_link, make_links, revoke_link
from guanmo.stages.scoring.domain.submit_ballot import submit_ballot
from guanmo.stages.scoring.models import BallotVersion, HeldBallot, JudgeLink
from tests.county import Scene, ballot, running_round, visit_to
from tests.desk.test_every_path import OPEN, PATHS, nowhere

pytestmark = pytest.mark.django_db

KEY = "guanmo_device"
MARK = {"X-Guanmo": "score1"}
SPENT = "这个打分二维码已经在一部手机上用过。换手机打分，请向本轮组织者要新的二维码。"
SHUT = "这个打分二维码已经失效，请向本轮组织者要新的二维码。"


def participant(round: Round, name: str = "a_deputy") -> Participant:
    found = Participant.objects.select_related("round__organiser", "user", "organisation")
    return found.get(round=round, user__username=name)


@pytest.fixture
def round(county: Scene) -> Round:
    return running_round(county)


@pytest.fixture
def path(county: Scene, round: Round) -> str:
    """The path of a new link of a_deputy."""
    return f"/field/join/{make_link(participant(round), by=county.person('a_officer'))}/"


def joined(path: str, **headers: str) -> Client:
    """A phone that has opened the link and pressed the button."""
    phone = Client(headers={**MARK, **headers})
    phone.get(path)
    answer = phone.post(path)
    assert (answer.status_code, answer["Location"]) == (302, "/field/")
    return phone


def bootstrap(phone: Client) -> Any:
    return phone.get("/field/api/bootstrap")


def put(phone: Client, text: str) -> Any:
    head = {"X-Digest": hashlib.sha256(text.encode()).hexdigest()}
    url = f"/field/api/sheets/{json.loads(text)['id']}"
    return phone.put(url, text, content_type="application/json", headers=head)


def test_link_binds_the_phone_that_presses_and_it_scores_without_a_password(round: Round, path: str) -> None:
    phone = joined(path)

    work = bootstrap(phone).json()
    assert (work["judge"]["name"], [one["title"] for one in work["rounds"]]) == ("a_deputy", [round.title])
    assert put(phone, ballot(visit_to(round, "A1"))).json()["state"] == "accepted"
    assert BallotVersion.objects.get().ballot.participant.user.username == "a_deputy"


def test_opening_the_link_shows_who_it_is_for_and_spends_nothing(round: Round, path: str) -> None:
    preview = Client()
    pages = [preview.get(path), Client().get(path), Client().head(path)]

    assert [one.status_code for one in pages] == [200, 200, 200]
    text = pages[0].content.decode()
    assert all(word in text for word in ("a_deputy", round.title, "在这部手机上开始打分", "不要用无痕模式"))
    assert (JudgeLink.objects.get().bound_at, bootstrap(preview).status_code) == (None, 401)
    joined(path)
    assert JudgeLink.objects.get().bound_at is not None


def test_second_phone_is_refused_with_the_sentence_and_the_first_goes_on(path: str) -> None:
    first, second = joined(path), Client(headers=MARK)

    for answer in (second.get(path), second.post(path)):
        assert (answer.status_code, SPENT in answer.content.decode()) == (409, True)
    assert (bootstrap(second).status_code, bootstrap(first).status_code) == (401, 200)


def test_phone_that_looked_before_another_was_bound_is_refused_too(path: str) -> None:
    slow = Client(headers=MARK)
    slow.get(path)
    joined(path)

    answer = slow.post(path)

    assert (answer.status_code, SPENT in answer.content.decode(), KEY in slow.cookies) == (409, True, False)


def test_pressing_again_after_the_answer_was_lost_is_the_same_phone(path: str) -> None:
    phone = joined(path)
    key = phone.cookies[KEY].value
    del phone.cookies[KEY]
    assert bootstrap(phone).status_code == 401  # control: without the answer the phone has no key

    assert (phone.post(path).status_code, phone.cookies[KEY].value) == (302, key)
    del phone.cookies[KEY]
    assert (phone.get(path).status_code, bootstrap(phone).status_code) == (302, 200)
    assert Entry.objects.filter(act="judge_link.bound").count() == 1


def test_code_scanned_again_by_the_bound_phone_leads_to_its_duties(path: str) -> None:
    phone = joined(path)
    del phone.cookies["guanmo_join"]

    assert phone.get(path)["Location"] == "/field/"


def test_phone_that_keeps_no_cookies_does_not_spend_the_link(path: str) -> None:
    answer = Client().post(path)

    assert (answer.status_code, "没有保存登录信息" in answer.content.decode()) == (403, True)
    assert JudgeLink.objects.get().bound_at is None
    joined(path)


def test_revoked_link_shuts_out_its_phone_at_once(county: Scene, round: Round, path: str) -> None:
    phone, by = joined(path), county.person("a_officer")
    assert bootstrap(phone).status_code == 200

    revoke_link(participant(round), by=by)

    assert (bootstrap(phone).status_code, bootstrap(phone).json()["code"]) == (401, "login")
    assert put(phone, ballot(visit_to(round, "A1"))).status_code == 401
    for answer in (phone.get(path), phone.post(path), Client().get(path)):
        assert (answer.status_code, SHUT in answer.content.decode()) == (410, True)


def test_new_link_shuts_out_the_phone_of_the_old_one(county: Scene, round: Round, path: str) -> None:
    old = joined(path)

    new = make_link(participant(round), by=county.person("a_officer"))

    assert bootstrap(old).status_code == 401
    assert bootstrap(joined(f"/field/join/{new}/")).status_code == 200


@pytest.mark.parametrize(("days", "link", "api"), [(14, 200, 200), (15, 410, 401)])
def test_link_and_phone_end_two_weeks_after_the_deadline(
    county: Scene, round: Round, path: str, days: int, link: int, api: int
) -> None:
    phone = joined(path)
    other = make_link(participant(round, "a_member"), by=county.person("a_officer"))
    Round.objects.update(starts_on=date(2025, 1, 1), deadline=timezone.localdate() - timedelta(days=days))

    assert (Client().get(f"/field/join/{other}/").status_code, bootstrap(phone).status_code) == (link, api)


@pytest.mark.parametrize("https", [False, True])
def test_key_is_kept_for_the_field_alone_until_the_link_ends(round: Round, path: str, https: bool) -> None:
    phone = Client()
    for act in (phone.get, phone.post):
        act(path, secure=https)

    cookie = phone.cookies[KEY]
    assert (cookie["path"], cookie["samesite"], bool(cookie["httponly"])) == ("/field/", "Strict", True)
    assert bool(cookie["secure"]) is https
    end = timezone.make_aware(datetime.combine(round.deadline + timedelta(days=15), datetime.min.time()))
    assert abs(timezone.now() + timedelta(seconds=cookie["max-age"]) - end) < timedelta(minutes=1)


def test_phone_that_was_bound_is_not_logged_out_on_the_hillside(county: Scene, round: Round, path: str) -> None:
    """Neither by hours without a click, nor with the session of the same person at a desk."""
    phone = joined(path)
    phone.force_login(county.person("a_deputy"))
    session = phone.session
    session["guanmo_seen"] = session["guanmo_end"] = time.time() - 3600
    session.save()

    assert phone.get("/rounds/")["Location"].startswith("/login/")  # control: the desk is shut
    assert bootstrap(phone).status_code == 200
    assert put(phone, ballot(visit_to(round, "A1"))).json()["state"] == "accepted"


def test_key_opens_nothing_but_the_field(path: str) -> None:
    phone = joined(path)
    elsewhere = [name for name in PATHS if not nowhere(name).startswith("/field/") and name not in OPEN]
    assert len(elsewhere) > 40

    answers = {name: phone.get(nowhere(name)) for name in elsewhere}

    let_in = {name for name, one in answers.items() if not one.headers.get("Location", "").startswith("/login/?next=")}
    assert let_in == set()


def test_key_scores_its_own_round_alone(county: Scene, path: str) -> None:
    from tests.desk.rounds.pages import county_round

    other = county_round(county, Tier.CROSS, ["A1", "B1"])
    add_participant(other, county.person("a_deputy"), reason="参加交叉观摩", by=county.person("county_admin"))
    Round.objects.filter(pk=other.pk).update(state="in_progress", scoring=True)
    visit = other.visits.get(organisation__code="B1")
    visit.sheet = visit_to(Round.objects.exclude(pk=other.pk).get(), "A1").sheet
    visit.save()
    phone = joined(path)
    submit_ballot(ballot(visit), by=county.person("a_deputy"))
    text = ballot(visit)

    assert len(bootstrap(phone).json()["rounds"]) == 1
    assert phone.get("/field/api/states").json()["states"] == []
    answer = put(phone, text)
    assert (answer.json()["state"], answer.json()["code"]) == ("held", "other_round")
    assert (HeldBallot.objects.get().text, BallotVersion.objects.count()) == (text, 1)


def test_control_the_same_judge_with_a_password_sees_both_rounds(county: Scene, round: Round) -> None:
    from tests.desk.rounds.pages import county_round

    other = county_round(county, Tier.CROSS, ["A1", "B1"])
    add_participant(other, county.person("a_deputy"), reason="参加交叉观摩", by=county.person("county_admin"))
    Round.objects.filter(pk=other.pk).update(state="in_progress", scoring=True)
    phone = Client(headers=MARK)
    phone.force_login(county.person("a_deputy"))

    assert len(bootstrap(phone).json()["rounds"]) == 2


@pytest.mark.parametrize("key", ["", "x", "0" * 64])
def test_wrong_key_is_401(round: Round, path: str, key: str) -> None:
    joined(path)
    stranger = Client(headers=MARK)
    stranger.cookies[KEY] = key

    assert (bootstrap(stranger).status_code, put(stranger, ballot(visit_to(round, "A1"))).status_code) == (401, 401)


def test_unknown_link_is_410(path: str) -> None:
    answer = Client().get("/field/join/nonsense/")

    assert (answer.status_code, SHUT in answer.content.decode()) == (410, True)


def test_phone_with_the_key_of_another_link_is_warned(county: Scene, round: Round, path: str) -> None:
    phone, sentence = joined(path), "这部手机现在用的是另一个打分二维码"
    other = f"/field/join/{make_link(participant(round, 'a_member'), by=county.person('a_officer'))}/"

    assert sentence in phone.get(other).content.decode()
    assert sentence not in Client().get(other).content.decode()


def test_wechat_is_told_to_open_the_browser(path: str) -> None:
    wechat = Client(headers={"User-Agent": "Mozilla/5.0 MicroMessenger/8.0.50"})

    assert "在浏览器打开" in wechat.get(path).content.decode()
    assert "在浏览器打开" not in Client().get(path).content.decode()


def test_leaving_takes_key_and_session_off_the_phone(county: Scene, path: str) -> None:
    phone = joined(path)
    phone.force_login(county.person("a_member"))

    answer = phone.post("/field/leave/")

    assert (answer.json(), phone.cookies[KEY].value, phone.cookies[KEY]["path"]) == ({"api": "score1"}, "", "/field/")
    assert bootstrap(phone).status_code == 401
    phone.get(path)  # from the history of the browser: the link was spent, and nothing on the phone opens it again
    assert bootstrap(phone).status_code == 401


def test_another_site_cannot_make_a_phone_leave(path: str) -> None:
    phone = joined(path)

    answer = phone.post("/field/leave/", headers={"X-Guanmo": ""})
    bare = Client()
    bare.cookies = phone.cookies

    assert (answer.status_code, bare.post("/field/leave/").status_code) == (200, 403)


def test_token_is_in_no_log_no_audit_line_and_no_referrer(
    county: Scene, round: Round, path: str, caplog: pytest.LogCaptureFixture
) -> None:
    token = path.split("/")[3]
    phone = joined(path)
    with caplog.at_level(logging.DEBUG):
        answers = [Client().get(path), Client().post(path), phone.get(path)]
        revoke_link(participant(round), by=county.person("a_officer"))
        answers += [phone.get(path), phone.post(path), Client().put(path)]

    assert [one.status_code for one in answers] == [409, 409, 302, 410, 410, 405]
    assert "/field/join/…/" in caplog.text  # control: the refusals were logged
    assert token not in caplog.text
    assert token not in json.dumps([entry.facts for entry in Entry.objects.all()])
    assert {one["Referrer-Policy"] for one in answers[:5]} == {"no-referrer"}
    assert not JudgeLink.objects.filter(token_digest=token).exists()


@pytest.mark.parametrize("name", ["a_member", "a1_secretary", "b_officer", "county_admin"])
def test_who_does_not_run_the_round_makes_no_link(county: Scene, round: Round, name: str) -> None:
    with pytest.raises(NotAllowed):
        make_link(participant(round), by=county.person(name))

    assert JudgeLink.objects.count() == 0


def test_one_refusal_makes_no_link_at_all(county: Scene, round: Round, path: str) -> None:
    phone = joined(path)
    Participant.objects.filter(round=round, user__username="a_member").update(
        attendance="absent", absence_reason="住院"
    )

    with pytest.raises(Exception, match="a_member已登记为缺席"):
        make_links([participant(round), participant(round, "a_member")], by=county.person("a_officer"))

    assert (JudgeLink.objects.count(), bootstrap(phone).status_code) == (1, 200)


@pytest.fixture
def press(phone: Any) -> Callable[[str], Any]:
    """Open a link in chromium and press its button."""

    def do(path: str) -> Any:
        phone.goto(path)
        phone.click("text=在这部手机上开始打分")
        phone.wait_for_url("**/field/**")
        return phone

    return do


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("fast_passwords")
def test_in_a_browser_the_link_leads_to_the_list_of_duties(press: Callable[[str], Any], county: Scene) -> None:
    scene = county
    round = running_round(scene)
    page = press(f"/field/join/{make_link(participant(round), by=scene.person('a_officer'))}/")

    page.wait_for_selector("text=A2村党支部")
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    kept = {one["name"]: one for one in page.context.cookies()}[KEY]
    assert (kept["path"], kept["httpOnly"], kept["sameSite"]) == ("/field/", True, "Strict")
    assert JudgeLink.objects.get().bound_at is not None
