"""The leader's live view: who has sent, what is only on phones, what must be decided; never a score before the close."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from guanmo.stages.rounds.domain.record_attendance import record_attendance
from guanmo.stages.rounds.enums import Attendance, RoundState
from guanmo.stages.rounds.models import Round
from guanmo.stages.scoring.domain.report_device import Report, report_device
from guanmo.stages.scoring.domain.submit_ballot import submit_ballot
from guanmo.stages.scoring.errors import BallotRefused
from guanmo.stages.scoring.models import DeviceReport
from tests.county import Scene, ballot, finish_visits, running_round, score, visit_to
from tests.desk.rounds.conftest import Counted
from tests.desk.rounds.pages import Desk

pytestmark = pytest.mark.django_db


def contact(county: Scene, name: str, **changes: Any) -> DeviceReport:
    """A judge's phone reports."""
    facts = {"app": "1", "unsent": 0, "photos": 0, "drafts": 0, "persisted": True, "clock_offset_ms": 0, **changes}
    return report_device(uuid4(), Report(**facts), by=county.person(name))


def page_of(county: Scene, round: Round, who: str = "a_secretary") -> Any:
    answer = Desk(county, who).get(f"/rounds/{round.uuid}/live/")
    assert answer.status_code == 200
    return answer.context["page"]


def row_of(page: Any, name: str) -> Any:
    return next(row for row in page.rows if row.line.participant.user.username == name)


def labels(page: Any, name: str) -> dict[str, str]:
    """What stands in the table for one judge, by the organisation's code."""
    codes = [column.visit.organisation.code for column in page.columns]
    return dict(zip(codes, [str(mark.label) for mark in row_of(page, name).marks], strict=True))


def hold(county: Scene, round: Round, judge: str, code: str) -> None:
    """A sheet that was held because its judge stands as absent."""
    person = round.participants.get(user__username=judge)
    record_attendance(person, Attendance.ABSENT, reason="开会", by=county.person("a_secretary"))
    with pytest.raises(BallotRefused):
        submit_ballot(ballot(visit_to(round, code)), by=county.person(judge))


def test_page_counts_sheets_by_judge_and_by_visit(county: Scene) -> None:
    round = running_round(county)
    score(county, visit_to(round, "A1"), "a_deputy", {"一.2": ("1.50", "班子缺1人")})
    score(county, visit_to(round, "A2"), "a_deputy")
    score(county, visit_to(round, "A1"), "a2_secretary")

    page = page_of(county, round)

    deputy, village = row_of(page, "a_deputy"), row_of(page, "a1_secretary")
    assert (deputy.line.received, deputy.line.expected) == (2, 5)
    assert (village.line.received, village.line.expected) == (0, 4)
    assert {one.visit.organisation.code: one.received for one in page.columns} == {
        "A1": 2, "A2": 1, "A3": 0, "AE": 0, "AS": 0,
    }  # fmt: skip
    assert labels(page, "a_deputy") == {
        "A1": "已收到", "A2": "已收到", "A3": "未收到", "AE": "未收到", "AS": "未收到",
    }  # fmt: skip
    assert labels(page, "a1_secretary")["A1"] == "本组织回避"


def test_sentence_adds_up_what_is_missing_on_phones_and_undecided(county: Scene) -> None:
    round = running_round(county)
    hold(county, round, "a_member", "A1")
    for _ in range(2):
        score(county, visit_to(round, "A1"), "a_deputy")
    contact(county, "a_deputy", unsent=2, photos=3, drafts=1)
    contact(county, "a1_secretary", unsent=1)

    page = page_of(county, round)

    missing = sum(row.line.expected for row in page.rows) - 1
    assert page.sentence == f"还差{missing}份；3份只在手机上；2份需要处理。"
    assert labels(page, "a_deputy")["A1"] == "冲突"
    assert row_of(page, "a_deputy").conflicts == 1


def test_control_a_round_with_every_sheet_says_so(county: Scene) -> None:
    round = running_round(county)
    for row in page_of(county, round).rows:
        for code, label in labels(page_of(county, round), row.line.participant.user.username).items():
            if label == "未收到":
                score(county, visit_to(round, code), row.line.participant.user.username)

    assert page_of(county, round).sentence == "评分表已经收齐，没有需要处理的。"


def test_phone_is_shown_as_of_its_last_contact_with_its_dangers(county: Scene) -> None:
    round = running_round(county)
    report = contact(county, "a_deputy", unsent=2, photos=3, drafts=1, persisted=False, clock_offset_ms=-7 * 60_000)
    DeviceReport.objects.filter(pk=report.pk).update(at=timezone.now() - timedelta(minutes=20))
    round.__class__.objects.filter(pk=round.pk).update(created_at=timezone.now() - timedelta(hours=1))
    contact(county, "a_member", persisted=True, clock_offset_ms=4 * 60_000)

    text = Desk(county, "a_secretary").text(f"/rounds/{round.uuid}/live/").replace("\xa0", " ")
    page = page_of(county, round)

    assert "未发出2份" in text
    assert "照片3张" in text
    assert "草稿1份" in text
    assert row_of(page, "a_deputy").phones.ago.replace("\xa0", " ") == "20 分钟前"
    assert list(row_of(page, "a_deputy").phones.warnings) == ["手机时间慢了约7分钟", "手机可能自动清理未发出的内容"]
    assert list(row_of(page, "a_member").phones.warnings) == []
    assert "手机没有联系过" in text


def test_page_shows_no_score_before_the_close(county: Scene) -> None:
    round = running_round(county)
    score(county, visit_to(round, "A1"), "a_deputy", {"一.2": ("1.37", "班子缺1人")})

    text = Desk(county, "a_secretary").text(f"/rounds/{round.uuid}/live/")

    assert [one for one in ("98.63", "1.37", "班子缺1人") if one in text] == []


def test_page_asks_no_more_of_the_database_for_more_sheets(county: Scene, counted: Counted) -> None:
    round = running_round(county)
    desk = Desk(county, "a_secretary")
    path = f"/rounds/{round.uuid}/live/"
    before = counted(lambda: desk.text(path))

    for code in ("A1", "A2", "A3"):
        score(county, visit_to(round, code), "a_deputy")
    contact(county, "a_deputy", unsent=1)
    contact(county, "a_member", unsent=1)

    assert counted(lambda: desk.text(path)) == before


@pytest.mark.parametrize("who", ["a_member", "a1_secretary", "b_secretary", "county_admin"])
@pytest.mark.parametrize("page", ["live", "held", "conflicts"])
def test_who_does_not_run_the_round_has_no_such_page(county: Scene, who: str, page: str) -> None:
    round = running_round(county)

    assert Desk(county, who).get(f"/rounds/{round.uuid}/{page}/").status_code == 404
    assert Desk(county, "a_officer").get(f"/rounds/{round.uuid}/{page}/").status_code == 200


def test_round_page_leads_to_the_live_view_while_it_runs(county: Scene) -> None:
    round = running_round(county)
    link = f"/rounds/{round.uuid}/live/"

    assert link in Desk(county, "a_secretary").text(f"/rounds/{round.uuid}/")
    assert link not in Desk(county, "a_member").text(f"/rounds/{round.uuid}/")
    Round.objects.filter(pk=round.pk).update(state=RoundState.RANKED)
    assert link not in Desk(county, "a_secretary").text(f"/rounds/{round.uuid}/")


def test_before_the_close_it_is_said_whose_sheets_would_be_left_out_and_the_close_is_not_forbidden(
    county: Scene,
) -> None:
    round = running_round(county)
    hold(county, round, "a_member", "A1")
    for _ in range(2):
        score(county, visit_to(round, "A2"), "a_deputy")
    contact(county, "a1_secretary", unsent=2)
    contact(county, "a2_secretary", drafts=1)
    finish_visits_but_attendance(county, round)
    desk = Desk(county, "a_secretary")

    text = desk.text(f"/rounds/{round.uuid}/").replace("\xa0", " ")

    assert text.count("还有评分表只在评委手机上：a1_secretary2份（刚刚报告）。结束以后再发来的不计入。") == 2
    assert text.count("还有1份暂存的评分表没有受理：a_member评A1村党支部。结束以后不能再受理。") == 2
    assert text.count("还有1处冲突没有决定：a_deputy评A2村党支部。结束以后按先收到的一份计算。") == 2
    desk.post(f"/rounds/{round.uuid}/scoring-end/", reason="不再等待")
    assert Round.objects.get(pk=round.pk).state == RoundState.RANKED


def finish_visits_but_attendance(county: Scene, round: Round) -> None:
    absent = round.participants.get(user__username="a_member")
    finish_visits(county, round)
    record_attendance(absent, Attendance.ABSENT, reason="开会", by=county.person("a_secretary"))


def test_control_nothing_is_said_before_the_close_when_nothing_is_left_out(county: Scene) -> None:
    round = running_round(county)
    finish_visits(county, round)

    text = Desk(county, "a_secretary").text(f"/rounds/{round.uuid}/")

    assert "结束打分，生成排名" in text
    assert [one for one in ("只在评委手机上", "没有受理", "没有决定") if one in text] == []


def test_page_fetches_itself_anew(live_server: Any, county: Scene, desktop: Any) -> None:
    round = running_round(county)
    client = Client()
    client.force_login(county.person("a_secretary"))
    cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}
    desktop.context.add_cookies([cookie])
    desktop.clock.install()
    desktop.goto(f"/rounds/{round.uuid}/live/")
    assert desktop.locator("[data-label='已收/应收']").first.inner_text() == "0 / 5"

    first = desktop.locator("#live tbody th").first.inner_text().split()[0]
    score(county, visit_to(round, "A1"), first)
    desktop.clock.run_for(31_000)

    desktop.locator("[data-label='已收/应收']").first.get_by_text("1 / 5").wait_for()
