"""Personal links at the desk: who runs the round hands them out as cards, sees what became of them and takes them back."""

import re
from typing import Any

import pytest
import segno
from django.test import Client

from guanmo.audit.models import Entry
from guanmo.stages.rounds.domain.record_attendance import record_attendance
from guanmo.stages.rounds.domain.transition import advance
from guanmo.stages.rounds.enums import Attendance, RoundState
from guanmo.stages.rounds.models import Participant, Round
from guanmo.stages.scoring.models import JudgeLink
from tests.accessible import violations
from tests.county import Scene, running_round
from tests.desk.rounds.pages import Desk, messages_of
from tests.desk.rounds.test_browser import check
from tests.field.phone_pages import log_in

pytestmark = pytest.mark.django_db
ADDRESS = re.compile(r"http://testserver(/field/join/[\w-]{32}/)")


@pytest.fixture
def round(county: Scene) -> Round:
    return running_round(county)


@pytest.fixture
def path(round: Round) -> str:
    return f"/rounds/{round.uuid}/judge-links/"


@pytest.fixture
def desk(county: Scene) -> Desk:
    return Desk(county, "a_officer")


def person(round: Round, name: str) -> Participant:
    return Participant.objects.select_related("round__organiser", "user").get(round=round, user__username=name)


def states(desk: Desk, path: str) -> dict[str, str]:
    return {row.participant.user.username: row.state for row in desk.get(path).context["page"].rows}


def test_round_page_leads_there_for_who_runs_the_round(county: Scene, round: Round, path: str, desk: Desk) -> None:
    assert path in desk.text(f"/rounds/{round.uuid}/")
    assert path not in Desk(county, "a_member").text(f"/rounds/{round.uuid}/")


def test_cards_are_made_for_those_chosen_alone_and_each_opens_the_link_of_its_person(
    round: Round, path: str, desk: Desk
) -> None:
    chosen = [person(round, name) for name in ("a_member", "a1_secretary")]

    answer = desk.post(path + "cards/", person=[one.pk for one in chosen])

    text = answer.content.decode()
    addresses = ADDRESS.findall(text)
    assert len(addresses) == 2
    assert set(JudgeLink.objects.values_list("participant", flat=True)) == {one.pk for one in chosen}
    for card, name in zip(text.split('class="judge-card"')[1:], ("a_member", "a1_secretary"), strict=True):
        address = ADDRESS.search(card)
        assert address is not None
        drawn = segno.make(address[0], micro=False, error="m").svg_inline(border=0, omitsize=True, svgclass="qr")
        assert (name in card, round.title in card, drawn in card) == (True, True, True)
        assert name in Client().get(address[1]).content.decode()
    assert answer["Cache-Control"].startswith("max-age=0")
    assert "no-store" in answer["Cache-Control"]


def test_tokens_are_shown_that_once(round: Round, path: str, desk: Desk) -> None:
    text = desk.post(path + "cards/", only=person(round, "a_member").pk).content.decode()
    token = ADDRESS.findall(text)[0].split("/")[3]

    assert token not in desk.text(path)
    assert token not in str([entry.facts for entry in Entry.objects.all()])
    assert desk.get(path + "cards/").status_code == 405


def test_states_follow_the_link(round: Round, path: str, desk: Desk) -> None:
    one = person(round, "a_member").pk
    seen = [states(desk, path)["a_member"]]
    text = desk.post(path + "cards/", only=one).content.decode()
    seen.append(states(desk, path)["a_member"])
    phone = Client(headers={"X-Guanmo": "score1"})
    link = ADDRESS.findall(text)[0]
    phone.get(link)
    phone.post(link)
    seen.append(states(desk, path)["a_member"])
    answer = desk.post(path + "revocation/", only=one)
    seen.append(states(desk, path)["a_member"])

    assert seen == ["未发放", "已发放，未使用", "已绑定手机", "已作废"]
    assert messages_of(answer) == ["a_member的打分二维码已作废。"]
    assert phone.get("/field/api/bootstrap").status_code == 401
    assert states(desk, path)["a1_secretary"] == "未发放"


def test_new_code_for_a_bound_phone_asks_first(round: Round, path: str, desk: Desk) -> None:
    question = "a_member现在绑定的手机马上不能再提交"
    link = ADDRESS.findall(desk.post(path + "cards/", only=person(round, "a_member").pk).content.decode())[0]
    assert question not in desk.text(path)
    phone = Client()
    phone.get(link)
    phone.post(link)

    assert question in desk.text(path)


def test_nobody_chosen_is_said(path: str, desk: Desk) -> None:
    answer = desk.post(path + "cards/")

    assert messages_of(answer) == ["还没有选中人员。请先勾选要发放的人员。"]


def test_absent_judge_gets_none_and_then_nobody_does(county: Scene, round: Round, path: str, desk: Desk) -> None:
    away, here = person(round, "a_member"), person(round, "a1_secretary")
    record_attendance(away, Attendance.ABSENT, reason="住院", by=county.person("a_officer"))

    answer = desk.post(path + "cards/", person=[here.pk, away.pk])

    assert messages_of(answer) == ["a_member已登记为缺席，不能发放打分二维码。"]
    assert JudgeLink.objects.count() == 0


def test_after_the_scoring_links_are_taken_back_but_not_made(
    county: Scene, round: Round, path: str, desk: Desk
) -> None:
    one = person(round, "a_member").pk
    desk.post(path + "cards/", only=one)
    advance(round, RoundState.SCORED, by=county.person("a_secretary"))

    assert "为选中人员打印二维码" not in desk.text(path)
    assert messages_of(desk.post(path + "cards/", only=one)) == ["打分已经结束，不再发放打分二维码。"]
    desk.post(path + "revocation/", only=one)
    assert states(desk, path)["a_member"] == "已作废"


@pytest.mark.parametrize("name", ["a_member", "a1_secretary", "b_officer", "county_admin"])
def test_who_does_not_run_the_round_gets_404_and_changes_nothing(
    county: Scene, round: Round, path: str, desk: Desk, name: str
) -> None:
    one = person(round, "a1_secretary").pk
    desk.post(path + "cards/", only=one)
    other = Desk(county, name)

    answers = [other.get(path), other.post(path + "cards/", only=one), other.post(path + "revocation/", only=one)]

    assert [answer.status_code for answer in answers] == [404, 404, 404]
    link = JudgeLink.objects.get()
    assert link.revoked_at is None


@pytest.mark.parametrize(
    ("host", "secure", "warning"),
    [
        ("localhost", False, "您是用本机地址打开的"),
        ("testserver", False, "现在的网址不是 https 开头"),
        ("testserver", True, ""),
    ],
)
def test_address_that_phones_cannot_use_is_warned_of(
    path: str, desk: Desk, host: str, secure: bool, warning: str
) -> None:
    page = desk.client.get(path, secure=secure, headers={"host": host}).context["page"]

    assert [one[: len(warning)] for one in page.warnings] == ([warning] if warning else [])


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("screen", ["phone", "desktop"])
def test_pages_have_no_accessibility_violation(
    county: Scene, live_server: Any, screen: str, request: pytest.FixtureRequest
) -> None:
    round = running_round(county)
    page = request.getfixturevalue(screen)
    page.on("dialog", lambda dialog: dialog.accept())
    log_in(page, county, "a_officer", live_server.url)

    check(page, f"/rounds/{round.uuid}/judge-links/")
    page.click("text=为选中人员打印二维码")
    page.wait_for_selector(".judge-card")
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    check(page, page.locator(".judge-card-address").first.inner_text())


@pytest.mark.django_db(transaction=True)
def test_six_cards_fit_on_a_sheet_of_paper(county: Scene, live_server: Any, desktop: Any, tmp_path: Any) -> None:
    round = running_round(county)
    assert 6 < round.participants.count() <= 12
    desktop.on("dialog", lambda dialog: dialog.accept())
    log_in(desktop, county, "a_officer", live_server.url)
    desktop.goto(f"/rounds/{round.uuid}/judge-links/")
    desktop.click("text=为选中人员打印二维码")
    desktop.wait_for_selector(".judge-card")

    paper = desktop.pdf(format="A4", prefer_css_page_size=True)

    assert len(re.findall(rb"/Type\s*/Page\b", paper)) == 2
