"""The page of a round: its steps, who may take them, what stands in the way, who sees what."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from guanmo.lib.period import Quarter
from guanmo.method.aggregation import Method, OfficialRule
from guanmo.stages.organisations.domain.appoint import appoint
from guanmo.stages.organisations.enums import Duty
from guanmo.stages.organisations.models import Appointment
from guanmo.stages.rectification.domain.record_finding import record_finding
from guanmo.stages.rectification.enums import FindingType
from guanmo.stages.rounds.domain.finish_visit import close_visit, excuse_visit
from guanmo.stages.rounds.domain.record_visit import Notes, record_visit
from guanmo.stages.rounds.enums import Part, RoundState, Tier
from guanmo.stages.rounds.models import Round
from tests.county import Scene, draft_round, finish_visits, running_round, score, visit_to
from tests.desk.rounds.conftest import Counted
from tests.desk.rounds.pages import Desk, county_round, messages_of


def state_of(round: Round) -> str:
    return Round.objects.get(pk=round.pk).state


def retire(county: Scene, name: str) -> None:
    """End every post of a person before today."""
    yesterday = timezone.localdate() - timedelta(days=1)
    Appointment.objects.filter(user=county.person(name)).update(ended_on=yesterday)


@pytest.mark.requirement("S0-3.1-a")
def test_round_names_the_sitting_secretary_as_leader_when_it_is_scheduled(county: Scene) -> None:
    round = draft_round(county)
    desk = Desk(county, "a_deputy")

    desk.post(f"/rounds/{round.uuid}/schedule/")
    text = desk.text(f"/rounds/{round.uuid}/")
    desk.post(f"/rounds/{round.uuid}/opening/")

    assert "带队 a_secretary" in text
    assert state_of(round) == RoundState.IN_PROGRESS


@pytest.mark.requirement("S0-3.1-a")
def test_round_does_not_open_when_its_leader_is_secretary_no_more(county: Scene) -> None:
    round = draft_round(county)
    path = f"/rounds/{round.uuid}/"
    desk = Desk(county, "a_deputy")
    desk.post(path + "schedule/")
    retire(county, "a_secretary")

    answer = desk.post(path + "opening/")

    sentence = "内部观摩由A镇党（工）委书记带队。请先在“组织”中登记现任书记，再把本轮退回筹备，重新排定。"
    assert messages_of(answer) == [sentence]
    assert state_of(round) == RoundState.SCHEDULED
    text = desk.text(path)
    assert sentence in text
    assert "开始观摩</button>" not in text

    appoint(organisation=county["A"], duty=Duty.SECRETARY, user=county.person("a_member"),
            started_on=timezone.localdate(), by=None)  # fmt: skip
    desk.post(path + "draft/", reason="书记调整")
    desk.post(path + "schedule/")
    desk.post(path + "opening/")

    round.refresh_from_db()
    assert (round.state, round.leader) == (RoundState.IN_PROGRESS, county.person("a_member"))
    assert "原因：书记调整" in desk.text(path).replace("</p>", "")


@pytest.mark.requirement("S0-3.1-a")
def test_round_without_any_sitting_secretary_does_not_open(county: Scene) -> None:
    retire(county, "a_secretary")
    round = draft_round_by_officer(county)
    desk = Desk(county, "a_deputy")
    desk.post(f"/rounds/{round.uuid}/schedule/")

    desk.post(f"/rounds/{round.uuid}/opening/")

    assert state_of(round) == RoundState.SCHEDULED


def draft_round_by_officer(county: Scene) -> Round:
    from tests.desk.rounds.test_create import choices

    Desk(county, "a_officer").post("/rounds/new/", **choices())
    return Round.objects.get()


@pytest.mark.requirement("S0-2-b")
def test_cross_round_waits_for_the_internal_rounds_unless_the_county_gives_a_reason(county: Scene) -> None:
    round = county_round(county, Tier.CROSS, ["A1", "B1"])
    path = f"/rounds/{round.uuid}/"
    desk = Desk(county, "county_admin")
    desk.post(path + "schedule/")

    refused = desk.post(path + "opening/", override_reason="  ")

    sentence = "内部观摩还没有结束，不能开始交叉观摩。尚未报备的有：A镇、B镇。确需提前的，由县委组织部写明原因。"
    assert messages_of(refused) == [sentence]
    assert state_of(round) == RoundState.SCHEDULED
    assert sentence in desk.text(path)

    desk.post(path + "opening/", override_reason="年底集中换届，提前交叉观摩")

    assert state_of(round) == RoundState.IN_PROGRESS
    last = round.transitions.last()
    assert last is not None
    assert (last.target, last.reason, last.by) == (
        "in_progress",
        "年底集中换届，提前交叉观摩",
        county.person("county_admin"),
    )
    assert "年底集中换届，提前交叉观摩" in desk.text(path)


@pytest.mark.requirement("S0-2-b")
def test_tiers_open_in_their_order_without_a_reason(county: Scene) -> None:
    desk = Desk(county, "county_admin")
    for code in ("A", "B"):
        internal = draft_round(county) if code == "A" else _draft_b(county)
        Round.objects.filter(pk=internal.pk).update(state=RoundState.FILED)
    demonstration = county_round(county, Tier.COUNTY_DEMONSTRATION, ["A1"])
    desk.post(f"/rounds/{demonstration.uuid}/schedule/")

    refused = desk.post(f"/rounds/{demonstration.uuid}/opening/")
    assert messages_of(refused) == ["交叉观摩还没有结束，不能开始全县示范观摩。确需提前的，由县委组织部写明原因。"]

    cross = county_round(county, Tier.CROSS, ["A1", "B1"])
    desk.post(f"/rounds/{cross.uuid}/schedule/")
    assert "提前开展的原因" not in desk.text(f"/rounds/{cross.uuid}/")
    desk.post(f"/rounds/{cross.uuid}/opening/")
    assert state_of(cross) == RoundState.IN_PROGRESS
    desk.post(f"/rounds/{demonstration.uuid}/opening/")
    assert state_of(demonstration) == RoundState.SCHEDULED

    Round.objects.filter(pk=cross.pk).update(state=RoundState.FILED)
    desk.post(f"/rounds/{demonstration.uuid}/opening/", override_reason="不需要的原因")
    assert state_of(demonstration) == RoundState.IN_PROGRESS
    last = demonstration.transitions.last()
    assert last is not None
    assert last.reason == ""


@pytest.mark.requirement("S0-2-b")
def test_first_internal_round_of_the_year_is_enough_for_the_cross_tier(county: Scene) -> None:
    """Internal rounds are quarterly, the tiers follow one another once a year (issue D43): a later round holds up nothing."""
    first = draft_round(county, period=Quarter(2026, 1), starts_on=date(2026, 2, 1), deadline=date(2026, 3, 20))
    for internal in (first, _draft_b(county)):
        Round.objects.filter(pk=internal.pk).update(state=RoundState.FILED)
    later = running_round(county)
    cross = county_round(county, Tier.CROSS, ["A1", "B1"])
    desk = Desk(county, "county_admin")
    desk.post(f"/rounds/{cross.uuid}/schedule/")

    desk.post(f"/rounds/{cross.uuid}/opening/")

    assert (state_of(later), state_of(cross)) == (RoundState.IN_PROGRESS, RoundState.IN_PROGRESS)


def _draft_b(county: Scene) -> Round:
    from tests.desk.rounds.test_create import choices

    Desk(county, "b_secretary").post(
        "/rounds/new/", **choices(period="2026-Q4", starts_on="2026-11-01", deadline="2026-12-20")
    )
    return Round.objects.get(organiser__code="B")


@pytest.mark.requirement("S0-3.1-e")
def test_round_visits_every_village_and_two_new_organisation_once(county: Scene) -> None:
    round = draft_round(county)

    groups = Desk(county, "a_officer").get(f"/rounds/{round.uuid}/").context["page"].groups

    assert [(group.title, [row.visit.organisation.code for row in group.rows]) for group in groups] == [
        ("村（社区）", ["A1", "A2", "A3"]),
        ("“两新”组织", ["AE", "AS"]),
    ]


@pytest.mark.requirement("S0-3.1-e")
def test_round_stays_open_until_every_visit_is_closed_or_excused(county: Scene) -> None:
    round = running_round(county)
    secretary = county.person("a_secretary")
    path = f"/rounds/{round.uuid}/"
    desk = Desk(county, "a_secretary")
    desk.post(path + "participants/present/")
    for code in ("A1", "A2", "A3", "AE"):
        visit = visit_to(round, code)
        record_visit(visit, {part: Notes("情况清楚", True) for part in Part}, by=secretary)
        close_visit(visit, by=secretary)

    assert "还有1个组织的观摩没有结束：A镇样例协会党支部。" in desk.text(path)
    assert "结束打分，生成排名" not in desk.text(path)
    answer = desk.post(path + "scoring-end/", reason="不再等待")
    assert messages_of(answer) == ["还有1个组织的观摩没有结束：A镇样例协会党支部。请逐个完成，或写明原因免观摩。"]
    assert state_of(round) == RoundState.IN_PROGRESS

    excuse_visit(visit_to(round, "AS"), reason="正在注销", by=secretary)
    assert "结束打分，生成排名" in desk.text(path)
    desk.post(path + "scoring-end/", reason="不再等待")
    assert state_of(round) == RoundState.RANKED


def test_scoring_ends_without_all_sheets_only_with_a_reason(county: Scene) -> None:
    round = running_round(county)
    finish_visits(county, round)
    path = f"/rounds/{round.uuid}/"
    desk = Desk(county, "a_secretary")
    assert "份评分表没有收到" in desk.text(path)

    answer = desk.post(path + "scoring-end/", reason=" ")

    assert "请等收齐，或写明不再等待的原因。" in messages_of(answer)[0]
    assert state_of(round) == RoundState.IN_PROGRESS


@pytest.mark.requirement("S0-1-d")
def test_page_counts_findings_of_each_type(county: Scene) -> None:
    round = running_round(county)
    kinds = [FindingType.HIGHLIGHT, FindingType.HIGHLIGHT, FindingType.GAP, FindingType.HARD_PROBLEM]
    for number, kind in enumerate(kinds):
        record_finding(visit_to(round, "A1"), finding_type=kind, text=f"发现{number}", by=county.person("a_member"))

    page = Desk(county, "a_officer").get(f"/rounds/{round.uuid}/").context["page"]

    assert page.findings == [("亮点", 2), ("差距", 1), ("短板", 0), ("难题", 1)]


def test_frozen_rules_are_shown_in_words(county: Scene) -> None:
    round = running_round(county, official=OfficialRule(Method.MEDIAN, places=1))

    text = Desk(county, "a_member").text(f"/rounds/{round.uuid}/")

    assert "中位数，保留1位小数，四舍五入；得分相同名次并列，后面的名次空出" in text
    assert "90分及以上为先进，低于80分为落后，其余为达标" in text


def test_leader_sees_who_has_not_sent_a_sheet_but_no_score(county: Scene) -> None:
    round = running_round(county)
    score(county, visit_to(round, "A1"), "a_deputy", {"一.2": ("1.25", "届满未换届")})

    page = Desk(county, "a_secretary").get(f"/rounds/{round.uuid}/").context["page"]

    waiting = {one.participant.user.username: (one.received, one.expected) for one in page.waiting}
    assert waiting["a_deputy"] == (1, 5)
    assert waiting["a1_secretary"] == (0, 4)  # stands back at home
    assert page.groups[0].rows[0].received == 1
    assert Decimal("98.75").to_eng_string() not in Desk(county, "a_secretary").text(f"/rounds/{round.uuid}/")
    member = Desk(county, "a_member")
    assert list(member.get(f"/rounds/{round.uuid}/").context["page"].waiting) == []


@pytest.mark.parametrize("name", ["b_secretary", "b1_secretary", "ae_secretary"])
def test_foreign_user_finds_no_round_and_no_visit(county: Scene, name: str) -> None:
    round = running_round(county)
    visit = visit_to(round, "A1")
    paths = [f"/rounds/{round.uuid}/", f"/rounds/{round.uuid}/participants/", f"/visits/{visit.uuid}/"]
    desk, owner = Desk(county, name), Desk(county, "a_officer")

    assert [desk.get(path).status_code for path in paths] == [404, 404, 404]
    assert [owner.get(path).status_code for path in paths] == [200, 200, 200]


@pytest.mark.parametrize("name", ["a_officer", "a_member", "a1_secretary", "county_admin", "b_secretary"])
@pytest.mark.parametrize("step", ["schedule", "opening", "draft", "scoring-end"])
def test_only_secretary_or_deputy_takes_the_steps(county: Scene, name: str, step: str) -> None:
    round = draft_round(county)
    start = {"schedule": "draft", "opening": "scheduled", "draft": "scheduled", "scoring-end": "in_progress"}[step]
    Round.objects.filter(pk=round.pk).update(state=start, leader=county.person("a_secretary"))

    Desk(county, name).post(f"/rounds/{round.uuid}/{step}/", reason="试一试")

    assert state_of(round) == start
    assert round.transitions.count() == 0


def test_visited_organisation_sees_the_published_round_but_only_its_own_visit(county: Scene) -> None:
    round = running_round(county)
    secretary = county.person("a_secretary")
    for code in ("AE", "A1"):
        record_visit(visit_to(round, code), {Part.LOOK: Notes(f"{code}的现场", True)}, by=secretary)
    desk = Desk(county, "ae_secretary")
    assert desk.get(f"/rounds/{round.uuid}/").status_code == 404

    Round.objects.filter(pk=round.pk).update(state=RoundState.FILED)

    page = desk.get(f"/rounds/{round.uuid}/").context["page"]
    assert [row.visit.organisation.code for group in page.groups for row in group.rows] == ["AE"]
    assert "AE的现场" in desk.text(f"/visits/{visit_to(round, 'AE').uuid}/")
    assert desk.get(f"/visits/{visit_to(round, 'A1').uuid}/").status_code == 404
    assert desk.get(f"/rounds/{round.uuid}/participants/").status_code == 404


def test_number_of_queries_does_not_grow_with_visits(county: Scene, counted: Counted) -> None:
    desk = Desk(county, "county_admin")
    few, many = county_round(county, Tier.CROSS, ["A1"]), county_round(county, Tier.CROSS, ["A1", "A2", "A3", "B1"])

    first = counted(lambda: desk.text(f"/rounds/{few.uuid}/"))

    assert counted(lambda: desk.text(f"/rounds/{many.uuid}/")) == first
