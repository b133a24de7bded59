"""Sheets on paper through the pages: found by the code, typed in by one person, confirmed or returned by another."""

import json
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from guanmo.desk.rounds.views import papers
from guanmo.method.paper_code import paper_code, printed
from guanmo.stages.documents.models import Job
from guanmo.stages.organisations.enums import Kind
from guanmo.stages.rounds.domain.record_attendance import record_attendance
from guanmo.stages.rounds.domain.transition import advance
from guanmo.stages.rounds.enums import Attendance, RoundState
from guanmo.stages.rounds.models import Participant, Round
from guanmo.stages.scoring.models import Ballot, BallotVersion, HeldBallot, PaperEntry
from guanmo.stages.scoring.queries import PaperPlace
from guanmo.stages.sheets.domain.draft_sheet import draft_sheet
from guanmo.stages.sheets.domain.publish_sheet import publish_sheet
from tests.ballot_cases import sheet_of
from tests.county import Scene, running_round, score, visit_to
from tests.desk.rounds.pages import Desk, messages_of

pytestmark = pytest.mark.django_db

JUDGE, CLERK, SECOND = "a_member", "a_officer", "a_deputy"
FILLED = {"points-一.2": "1.5", "reason-一.2": "班子缺1人", "points-二.1": " ０.5 ", "reason-二.1": "记录不全"}


def code_of(county: Scene, round: Round, code: str = "A1", judge: str = JUDGE) -> str:
    return paper_code(visit_to(round, code).uuid, county.person(judge).uuid)


def form_of(county: Scene, round: Round, code: str = "A1", judge: str = JUDGE) -> str:
    return f"/rounds/{round.uuid}/paper/{county.person(judge).uuid}/{visit_to(round, code).uuid}/"


def enter(county: Scene, round: Round, who: str = CLERK, code: str = "A1", **fields: str) -> Any:
    return Desk(county, who).post(form_of(county, round, code), **(fields or FILLED))


def entered(county: Scene, round: Round) -> PaperEntry:
    enter(county, round)
    return PaperEntry.objects.get()


@pytest.mark.requirement("S0-3.1-i")
def test_code_leads_to_the_form_and_after_a_second_pair_of_eyes_the_sheet_counts(county: Scene) -> None:
    round = running_round(county)
    typed = printed(code_of(county, round)).lower().replace("-", " ")

    form = Desk(county, CLERK).client.get(f"/rounds/{round.uuid}/paper/", {"code": typed}, follow=True)
    assert form.redirect_chain == [(form_of(county, round), 302)]
    assert "录入：a_member评A1村党支部" in form.content.decode()

    told = messages_of(enter(county, round))
    assert told == ["已录入a_member的评分表，请另一位同志对照原件核对。"]
    assert BallotVersion.objects.count() == 0

    entry, second = PaperEntry.objects.get(), Desk(county, SECOND)
    check = second.text(f"/paper/{entry.uuid}/")
    assert [one for one in ("班子缺1人", "记录不全", "共扣2分", "得分98.00") if one not in check] == []
    assert messages_of(second.post(f"/paper/{entry.uuid}/confirmation/")) == ["已核对，a_member的评分表已计入。"]

    version = BallotVersion.objects.get()
    entry.refresh_from_db()
    assert (str(version.total), version.payload, version.entered_by) == ("98.00", entry.payload, county.person(SECOND))
    assert version.ballot.participant.user == county.person(JUDGE)
    assert (entry.version, entry.confirmed_by, entry.entered_by) == (
        version, county.person(SECOND), county.person(CLERK),
    )  # fmt: skip
    assert "1 / 5" in Desk(county, CLERK).text(f"/rounds/{round.uuid}/live/")


def test_after_the_confirmation_nobody_sees_the_content_before_the_close(county: Scene) -> None:
    round = running_round(county)
    entry = entered(county, round)
    Desk(county, SECOND).post(f"/paper/{entry.uuid}/confirmation/")

    text = Desk(county, SECOND).text(f"/paper/{entry.uuid}/") + Desk(county, CLERK).text(f"/rounds/{round.uuid}/paper/")

    assert "已经核对计入。打分结束以前不再显示内容。" in text
    assert [one for one in ("班子缺1人", "98.00") if one in text] == []


def test_who_typed_it_in_cannot_confirm_it(county: Scene) -> None:
    entry = entered(county, running_round(county))
    clerk = Desk(county, CLERK)

    page, answer = clerk.text(f"/paper/{entry.uuid}/"), clerk.post(f"/paper/{entry.uuid}/confirmation/")

    assert "与纸上一致，计入" not in page
    assert answer.content.decode().count("录入的人不能自己核对，请另一位同志核对。") == 2
    assert BallotVersion.objects.count() == 0


def test_returned_entry_is_mended_from_what_was_typed(county: Scene) -> None:
    round = running_round(county)
    entry = entered(county, round)
    second = Desk(county, SECOND)

    silent = second.post(f"/paper/{entry.uuid}/return/", reason="  ").content.decode()
    assert "请写明退回的原因。" in silent
    second.post(f"/paper/{entry.uuid}/return/", reason="一.2应扣2.5分")
    form = Desk(county, CLERK).text(form_of(county, round))

    assert "上次录入被退回：一.2应扣2.5分" in form
    assert 'name="points-一.2" value="1.5"' in form
    assert 'name="reason-二.1" value="记录不全"' in form
    late = second.post(f"/paper/{entry.uuid}/confirmation/").content.decode()
    assert "这份录入已经退回：一.2应扣2.5分" in late

    enter(county, round, **{**FILLED, "points-一.2": "2.5"})
    again = PaperEntry.objects.get(returned_because="")
    second.post(f"/paper/{again.uuid}/confirmation/")
    assert str(BallotVersion.objects.get().total) == "97.00"


@pytest.mark.parametrize(
    ("fields", "key", "sentence"),
    [
        ({"points-一.2": "一分", "reason-一.2": "缺"}, "一.2", "第一.2项的扣分不是数字。"),
        ({"points-一.2": "1,5", "reason-一.2": "缺"}, "一.2", "第一.2项的扣分不是数字。"),
        ({"points-一.2": "-1", "reason-一.2": "缺"}, "一.2", "第一.2项的扣分不能是负数。"),
        ({"points-一.2": "0.125", "reason-一.2": "缺"}, "一.2", "第一.2项的扣分0.125超过两位小数。"),
        ({"points-一.2": "1"}, "一.2", "第一.2项扣了分，请写明扣分原因。"),
        ({"points-一.2": "99", "reason-一.2": "缺"}, "一.2", "第一.2项扣分99.00分，超过了本项分值3.00分。"),
        ({"reason-一.2": "缺1人"}, "一.2", "第一.2项写了扣分原因，请填写扣分。"),
        (
            {"points-一.2": "1", "reason-一.2": "长" * 501},
            "一.2",
            "第一.2项的扣分原因有501字，最多500字，请写短一些。",
        ),
    ],
)
def test_what_cannot_be_right_is_shown_at_its_item_and_nothing_typed_is_lost(
    county: Scene, fields: dict[str, str], key: str, sentence: str
) -> None:
    round = running_round(county)

    answer = enter(county, round, **{"points-二.1": "0.5", "reason-二.1": "记录不全", **fields})

    problems = {one.key: one.problem for section in answer.context["sections"] for one in section.fields if one.problem}
    assert problems == {key: sentence}
    text = answer.content.decode()
    assert sentence in text
    assert "有1项填得不对，请按各项的提示改正。" in text
    assert [value for value in ("记录不全", *fields.values()) if value not in text] == []
    assert PaperEntry.objects.count() == 0


def test_nothing_typed_is_full_points(county: Scene) -> None:
    round = running_round(county)
    enter(county, round, **{"points-一.2": "0", "reason-一.2": ""})

    Desk(county, SECOND).post(f"/paper/{PaperEntry.objects.get().uuid}/confirmation/")

    assert str(BallotVersion.objects.get().total) == "100.00"


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("ABCD-EFGH", "编号“ABCDEFGH”有误，请照纸上的八个字符再输一遍；编号里没有0、1和字母O、I。"),
        ("2222-2222", "本轮没有编号为2222-2222的评分表，请核对是不是另一轮的。"),
        ("<b>", "编号“&lt;B&gt;”有误"),
    ],
)
def test_wrong_and_foreign_codes_are_told_apart(county: Scene, typed: str, sentence: str) -> None:
    assert sentence in Desk(county, CLERK).text(f"/rounds/{running_round(county).uuid}/paper/", code=typed)


def test_two_sheets_with_one_code_are_both_offered(county: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    round = running_round(county)
    code = code_of(county, round)
    monkeypatch.setattr(PaperPlace, "code", code)

    text = Desk(county, CLERK).text(f"/rounds/{round.uuid}/paper/", code=code)

    assert "有几份评分表用同一个编号，请照纸上的姓名和组织选择：" in text
    assert form_of(county, round, "A1") in text
    assert form_of(county, round, "A2") in text


def test_sheet_is_typed_in_once(county: Scene) -> None:
    round = running_round(county)
    entry = entered(county, round)

    waiting = enter(county, round, SECOND).content.decode()
    assert "这份纸质评分表已由a_officer录入，正在等另一位同志核对。" in waiting
    Desk(county, SECOND).post(f"/paper/{entry.uuid}/confirmation/")
    done = enter(county, round).content.decode()

    assert "这份纸质评分表已经录入并核对过。需要更正的，请评委本人登录后更正。" in done
    assert PaperEntry.objects.count() == 1


def test_sheet_that_came_by_phone_too_is_warned_of_and_becomes_a_conflict(county: Scene) -> None:
    round = running_round(county)
    warning = "这位评委对这个组织的评分表已经收到一份。"
    clerk = Desk(county, CLERK)
    assert warning not in clerk.text(form_of(county, round))
    score(county, visit_to(round, "A1"), JUDGE)

    assert warning in clerk.text(form_of(county, round))
    entry = entered(county, round)
    assert warning in clerk.text(f"/paper/{entry.uuid}/")
    Desk(county, SECOND).post(f"/paper/{entry.uuid}/confirmation/")

    assert (Ballot.objects.get().in_conflict, BallotVersion.objects.count()) == (True, 2)


def test_absent_judges_paper_is_refused_with_what_to_do(county: Scene) -> None:
    round = running_round(county)
    entry = entered(county, round)
    _absent(county, round)

    text = Desk(county, SECOND).post(f"/paper/{entry.uuid}/confirmation/").content.decode()
    typed = Desk(county, CLERK).post(form_of(county, round, "A2"), **FILLED).content.decode()

    sentence = "这位评委登记为缺席。登记有误的，先在“参加人员”中改正，再重新受理。"
    assert (sentence in text, sentence in typed) == (True, True)
    assert (BallotVersion.objects.count(), HeldBallot.objects.count(), PaperEntry.objects.count()) == (0, 0, 1)


def _absent(county: Scene, round: Round) -> None:
    judge = Participant.objects.get(round=round, user__username=JUDGE)
    record_attendance(judge, Attendance.ABSENT, reason="开会", by=county.person("a_secretary"))


def test_after_the_close_nothing_is_typed_in_or_confirmed(county: Scene) -> None:
    round = running_round(county)
    entry = entered(county, round)
    advance(round, RoundState.SCORED, by=county.person("a_secretary"))

    typed = Desk(county, CLERK).get(form_of(county, round, "A2"))
    confirmed = Desk(county, SECOND).post(f"/paper/{entry.uuid}/confirmation/").content.decode()

    assert "本轮打分已经结束，纸质评分表不能再录入，请把原件留存。" in typed.content.decode()
    assert "打分结束以后才收到，不能再计入，原文留存备查。" in confirmed
    assert BallotVersion.objects.count() == 0


def test_unconfirmed_entry_is_told_before_the_close(county: Scene) -> None:
    from tests.county import finish_visits

    round = running_round(county)
    entered(county, round)
    finish_visits(county, round)

    text = Desk(county, "a_secretary").text(f"/rounds/{round.uuid}/")

    assert "还有1份纸质评分表录入后没有核对：a_member评A1村党支部。结束以后不能再计入。" in text


@pytest.mark.parametrize("who", ["a_member", "a1_secretary", "b_officer", "county_admin"])
def test_who_does_not_run_the_round_has_no_paper(county: Scene, who: str) -> None:
    round = running_round(county)
    entry = entered(county, round)
    desk = Desk(county, who)
    paths = [f"/rounds/{round.uuid}/paper/", f"/rounds/{round.uuid}/paper/print/", form_of(county, round),
             f"/paper/{entry.uuid}/"]  # fmt: skip

    answers = [desk.get(path) for path in paths]
    answers += [desk.post(form_of(county, round, "A2"), **FILLED)]
    answers += [desk.post(f"/paper/{entry.uuid}/{act}/", reason="x") for act in ("confirmation", "return")]

    assert [one.status_code for one in answers] == [404] * 7
    assert (BallotVersion.objects.count(), PaperEntry.objects.get().returned_because) == (0, "")


@pytest.mark.parametrize("place", ["own", "nobody", "nowhere"])
def test_there_is_no_form_for_a_sheet_that_nobody_fills_in(county: Scene, place: str) -> None:
    round = running_round(county)
    visit, judge = visit_to(round, "A1").uuid, county.person("a1_secretary").uuid
    judge = judge if place == "own" else county.person("b_secretary").uuid if place == "nobody" else judge
    visit = uuid4() if place == "nowhere" else visit

    assert Desk(county, CLERK).get(f"/rounds/{round.uuid}/paper/{judge}/{visit}/").status_code == 404


def test_few_sheets_are_there_when_the_page_answers(county: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    round = running_round(county)
    monkeypatch.setattr(papers, "MOST_AT_ONCE", 50)
    monkeypatch.setattr(papers, "to_pdf", lambda content: b"%PDF")
    answer = Desk(county, CLERK).get(f"/rounds/{round.uuid}/paper/print/")
    assert (answer["Content-Type"], answer.content, Job.objects.count()) == ("application/pdf", b"%PDF", 0)


def _vetoed_round(county: Scene) -> Round:
    """A running round whose village sheet has one item that speaks of a veto, worth 40 of 100 points."""
    rule = {"kind": "veto", "points": None, "cap": None, "text": "弄虚作假的一票否决"}
    sections = [
        {"no": "一", "items": [{"no": 1, "points": "60.00", "rules": []}]},
        {"no": "二", "items": [{"no": 1, "points": "40.00", "rules": [rule]}]},
    ]
    kinds = [Kind.VILLAGE, Kind.COMMUNITY]
    sheet = draft_sheet(sheet_of({"total": "100.00", "sections": sections}), code="village", kinds=kinds, by=None)
    publish_sheet(sheet, confirmed=True, by=None)
    return running_round(county)


def test_veto_on_paper_is_a_veto_in_the_sheet(county: Scene) -> None:
    round = _vetoed_round(county)
    form = Desk(county, CLERK).text(form_of(county, round))
    assert ('name="veto-二.1"' in form, 'name="veto-一.1"' in form) == (True, False)

    silent = enter(county, round, **{"veto-二.1": "on"}).content.decode()
    assert "第二.1项扣了分，请写明扣分原因。" in silent
    enter(county, round, **{"veto-二.1": "on", "reason-二.1": "台账造假"})
    Desk(county, SECOND).post(f"/paper/{PaperEntry.objects.get().uuid}/confirmation/")

    version = BallotVersion.objects.get()
    assert (version.vetoed, str(version.total), str(version.raw_total)) == (True, "0.00", "60.00")


def test_enter_goes_to_the_next_field_and_sends_nothing(live_server: Any, county: Scene, desktop: Any) -> None:
    round = running_round(county)
    client = Client()
    client.force_login(county.person(CLERK))
    cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}
    desktop.context.add_cookies([cookie])
    desktop.goto(form_of(county, round))

    desktop.locator('[name="points-一.1"]').focus()
    for typed in ("1", "标识不全", "0.5", "班子缺1人"):
        desktop.keyboard.type(typed)
        desktop.keyboard.press("Enter")
    assert PaperEntry.objects.count() == 0
    desktop.get_by_role("button", name="录入，交另一位同志核对").click()

    desktop.get_by_text("请另一位同志对照原件核对").wait_for()
    items = {one["item"]: one["deductions"] for one in json.loads(PaperEntry.objects.get().payload)["items"]}
    taken = [(one["points"], one["reason"]) for key in ("一.1", "一.2") for one in items[key]]
    assert taken == [("1", "标识不全"), ("0.5", "班子缺1人")]
