"""The supervision teams of a cross round: named, sent to others, and what they learned (S0-3.2)."""

from datetime import date
from typing import Any

import pytest

from guanmo.stages.organisations.enums import Duty, Form, Kind
from guanmo.stages.organisations.models import Appointment
from guanmo.stages.rounds.domain.assign_team import assign_team
from guanmo.stages.rounds.domain.form_team import disband_team, form_team
from guanmo.stages.rounds.domain.open_round import open_round
from guanmo.stages.rounds.domain.schedule_round import schedule_round
from guanmo.stages.rounds.enums import Tier
from guanmo.stages.rounds.errors import TeamInvalid
from guanmo.stages.rounds.models import LearningReport, Round, Team, VisitPart
from guanmo.stages.rounds.queries import rounds_owed_teams
from tests.county import Scene
from tests.desk.rounds.conftest import Counted
from tests.desk.rounds.pages import Desk, county_round, messages_of
from tests.desk.rounds.test_create import choices

THREE = {"ideas": "把积分制用到志愿服务", "experience": "B1村台账一项一档", "gaps": "我镇村级活动场所开放时间短"}


@pytest.fixture
def cross(county: Scene) -> Round:
    return county_round(county, Tier.CROSS, ["A1", "B1"])


def send(desk: Desk, scene: Scene, round: Round, sender: str, leader: str, *members: str) -> Any:
    return desk.post(
        f"/rounds/{round.uuid}/teams/new/",
        sender=str(scene[sender].uuid),
        leader=str(scene.person(leader).uuid),
        members=[str(scene.person(one).uuid) for one in members],
    )


def begun(scene: Scene, round: Round) -> tuple[Team, Team]:
    """Both towns' teams, sent to one another, in a round that has begun."""
    by = scene.person("county_admin")
    ours = form_team(round, scene["A"], leader=scene.person("a_deputy"), members=[scene.person("a_member")], by=by)
    theirs = form_team(round, scene["B"], leader=scene.person("b_deputy"), members=[], by=by)
    assign_team(ours, scene["B"], by=by)
    assign_team(theirs, scene["A"], by=by)
    schedule_round(round, by=by)
    open_round(round, override_reason="内部观摩已按计划完成", by=by)
    return ours, theirs


@pytest.mark.requirement("S0-3.2-b")
def test_township_names_its_team_with_members_and_another_number_is_shown(county: Scene, cross: Round) -> None:
    desk = Desk(county, "a_officer")
    assert "请登记派出的督导组" in desk.text("/")
    before = desk.text(f"/rounds/{cross.uuid}/teams/")
    assert "每个乡镇（街道）应派1个督导组，数目不符的有：A镇、B镇。" in before

    answer = send(desk, county, cross, "A", "a_deputy", "a_member", "a1_secretary")

    assert messages_of(answer) == ["已登记A镇第1督导组，共3人。"]
    team = Team.objects.get()
    assert sorted(one.user.username for one in team.members.all()) == ["a1_secretary", "a_deputy", "a_member"]
    assert (team.sender, team.leader) == (county["A"], county.person("a_deputy"))
    page = desk.text(f"/rounds/{cross.uuid}/teams/")
    assert "数目不符的有：B镇。" in page
    assert "a1_secretary（A1村党支部书记）" in page
    assert "请登记派出的督导组" not in desk.text("/")
    assert "请登记派出的督导组" in Desk(county, "b_officer").text("/")


@pytest.mark.requirement("S0-3.2-b")
def test_number_of_teams_is_chosen_with_the_round_and_stands_among_its_rules(county: Scene) -> None:
    desk = Desk(county, "county_admin")
    targets = [str(county["A1"].uuid), str(county["B1"].uuid)]

    desk.post("/rounds/new/", **choices(tier="cross", organiser="", scoring="usual", targets=targets, teams_each="2"))

    round = Round.objects.get(tier=Tier.CROSS)
    assert "每个乡镇（街道）派2个" in desk.text(f"/rounds/{round.uuid}/")
    assert "每个乡镇（街道）应派2个督导组，数目不符的有：A镇、B镇。" in desk.text(f"/rounds/{round.uuid}/teams/")


@pytest.mark.requirement("S0-3.2-c")
def test_only_a_deputy_secretary_of_the_sender_leads(county: Scene, cross: Round) -> None:
    desk = Desk(county, "a_officer")

    answer = send(desk, county, cross, "A", "a_member", "a_deputy")

    assert messages_of(answer) == ["督导组由派出单位的党（工）委副书记带队。a_member现在不是A镇的副书记，请重新选择。"]
    assert not Team.objects.exists()
    assert not cross.participants.exists()
    offered = desk.get(f"/rounds/{cross.uuid}/teams/").context["page"].sending[0].leaders
    assert [one.user.username for one in offered] == ["a_deputy"]


def test_township_names_its_team_without_seeing_visits_and_notes_of_the_round(county: Scene, cross: Round) -> None:
    begun(county, cross)
    desk = Desk(county, "a_officer")

    assert cross.title in desk.text("/rounds/")
    assert "B镇第1督导组" in desk.text(f"/rounds/{cross.uuid}/teams/")
    assert desk.get(f"/rounds/{cross.uuid}/").status_code == 404
    assert {desk.get(f"/visits/{one.uuid}/").status_code for one in cross.visits.all()} == {404}
    assert Desk(county, "a1_secretary").get(f"/rounds/{cross.uuid}/teams/").status_code == 404


def test_nobody_is_in_two_teams_and_a_team_can_be_taken_back(county: Scene, cross: Round) -> None:
    county.seat("a_deputy2", "A", Duty.DEPUTY_SECRETARY)
    desk = Desk(county, "a_officer")
    send(desk, county, cross, "A", "a_deputy", "a_member")

    answer = send(desk, county, cross, "A", "a_deputy2", "a_member")
    assert messages_of(answer) == ["a_member已经在A镇第1督导组，一个人只能参加一个督导组。"]
    first = Team.objects.get()
    desk.post(f"/teams/{first.uuid}/removal/")

    assert not cross.participants.exists()
    assert messages_of(send(desk, county, cross, "A", "a_deputy2", "a_member")) == ["已登记A镇第1督导组，共2人。"]


@pytest.mark.parametrize(("name", "sender", "leader"), [("a_officer", "B", "b_deputy"), ("a_member", "A", "a_deputy")])
def test_team_of_another_township_or_by_who_may_not_is_refused(
    county: Scene, cross: Round, name: str, sender: str, leader: str
) -> None:
    assert send(Desk(county, name), county, cross, sender, leader).status_code == 404
    assert not Team.objects.exists()


@pytest.mark.requirement("S0-3.2-d")
def test_county_sends_teams_to_others_and_sees_who_sends_and_who_receives(county: Scene, cross: Round) -> None:
    for town in "AB":
        send(Desk(county, f"{town.lower()}_officer"), county, cross, town, f"{town.lower()}_deputy")
    desk = Desk(county, "county_admin")
    team = Team.objects.get(sender=county["A"])

    own = desk.post(f"/rounds/{cross.uuid}/teams/targets/", team=str(team.uuid), target=str(county["A"].uuid))
    assert messages_of(own) == ["督导组不能观摩本乡镇（街道），请另选一个。"]
    desk.post(f"/rounds/{cross.uuid}/teams/targets/", team=str(team.uuid), target=str(county["B"].uuid))
    half = desk.get(f"/rounds/{cross.uuid}/teams/").context["page"]
    assert [(one.township.code, len(one.sent), len(one.received)) for one in half.lines] == [("A", 1, 0), ("B", 1, 1)]
    answer = desk.post(f"/rounds/{cross.uuid}/teams/targets/")

    assert messages_of(answer) == ["已安排1个督导组。"]
    assert {one.sender.code: one.target.code for one in Team.objects.all() if one.target} == {"A": "B", "B": "A"}
    page = desk.get(f"/rounds/{cross.uuid}/teams/").context["page"]
    assert (page.idle, page.unvisited, page.differing) == (0, [], [])


@pytest.mark.requirement("S0-3.2-d")
def test_township_that_nobody_visits_is_named(county: Scene, cross: Round) -> None:
    county.add("E", "E街道", Kind.STREET, Form.WORKING_COMMITTEE, "C")
    for town in "AB":
        send(Desk(county, f"{town.lower()}_officer"), county, cross, town, f"{town.lower()}_deputy")
    by = county.person("county_admin")
    for one, target in (("A", "B"), ("B", "A")):
        assign_team(Team.objects.get(sender=county[one]), county[target], by=by)

    assert "还没有督导组去的乡镇（街道）：E街道。" in Desk(county, "county_admin").text(f"/rounds/{cross.uuid}/teams/")


@pytest.mark.requirement("S0-3.2-a")
def test_township_does_not_choose_where_its_team_goes(county: Scene, cross: Round) -> None:
    desk = Desk(county, "a_officer")
    send(desk, county, cross, "A", "a_deputy")

    answer = desk.post(
        f"/rounds/{cross.uuid}/teams/targets/", team=str(Team.objects.get().uuid), target=str(county["B"].uuid)
    )

    assert messages_of(answer) == ["哪个督导组观摩哪里，由县委组织部统一安排。"]
    assert Team.objects.get().target is None


def test_team_that_was_taken_off_the_list_meanwhile_is_sent_nowhere(county: Scene, cross: Round) -> None:
    by = county.person("county_admin")
    team = form_team(cross, county["A"], leader=county.person("a_deputy"), members=[], by=by)
    disband_team(Team.objects.get(), by=by)

    with pytest.raises(TeamInvalid, match="这个督导组刚刚被撤销，请刷新页面后再安排。"):
        assign_team(team, county["B"], by=by)


def test_officer_of_two_townships_is_asked_for_the_teams_of_each(county: Scene, cross: Round) -> None:
    county.seat("a_second", "A", Duty.DEPUTY_SECRETARY)
    county.seat("a_officer", "B", Duty.ORGANISATION_MEMBER)
    by, officer = county.person("county_admin"), county.person("a_officer")
    for leader in ("a_deputy", "a_second"):
        form_team(cross, county["A"], leader=county.person(leader), members=[], by=by)

    assert list(rounds_owed_teams(officer)) == [cross]

    form_team(cross, county["B"], leader=county.person("b_deputy"), members=[], by=by)
    assert list(rounds_owed_teams(officer)) == []


def test_round_does_not_begin_while_a_team_has_nowhere_to_go(county: Scene, cross: Round) -> None:
    by = county.person("county_admin")
    form_team(cross, county["A"], leader=county.person("a_deputy"), members=[], by=by)
    schedule_round(cross, by=by)
    desk = Desk(county, "county_admin")

    assert "还有督导组没有安排观摩哪里：A镇第1督导组。" in desk.text(f"/rounds/{cross.uuid}/")
    answer = desk.post(f"/rounds/{cross.uuid}/opening/", reason="内部观摩已按计划完成")

    assert messages_of(answer) == ["还有督导组没有安排观摩哪里：A镇第1督导组。"]
    assert Round.objects.get(pk=cross.pk).state == "scheduled"


def test_teams_stay_as_they_are_once_the_round_has_begun(county: Scene, cross: Round) -> None:
    ours, _theirs = begun(county, cross)

    answer = Desk(county, "a_officer").post(f"/teams/{ours.uuid}/removal/")

    assert messages_of(answer) == ["交叉观摩开始以后，督导组不能再变动。"]
    assert Team.objects.filter(pk=ours.pk).exists()


@pytest.mark.requirement("S0-3.2-d")
def test_judge_scores_only_in_the_township_to_which_the_team_was_sent(county: Scene) -> None:
    county.add("E", "E街道", Kind.STREET, Form.WORKING_COMMITTEE, "C")
    county.add("E1", "E1社区党支部", Kind.COMMUNITY, Form.BRANCH, "E")
    round = county_round(county, Tier.CROSS, ["A1", "B1", "E1"], scoring=True)
    begun(county, round)

    work = Desk(county, "a_member").get("/field/api/bootstrap").content.decode()

    assert "B1村党支部" in work
    assert "E1社区党支部" not in work
    assert "A1村党支部" not in work


def test_team_reads_and_writes_only_where_it_was_sent(county: Scene, cross: Round) -> None:
    begun(county, cross)
    member = Desk(county, "a_member")
    own, sent = (f"/visits/{cross.visits.get(organisation__code=code).uuid}/" for code in ("A1", "B1"))

    assert member.get(own).status_code == 404
    member.post(sent, **{"look-text": "台账一项一档", "look-seen": ""})
    member.post(own, **{"look-text": "自己人看自己", "look-seen": ""})

    assert [part.notes for part in VisitPart.objects.filter(visit__round=cross)] == ["台账一项一档"]


def test_round_does_not_begin_when_a_leader_is_no_deputy_secretary_any_more(county: Scene, cross: Round) -> None:
    by = county.person("county_admin")
    team = form_team(cross, county["A"], leader=county.person("a_deputy"), members=[], by=by)
    assign_team(team, county["B"], by=by)
    schedule_round(cross, by=by)
    Appointment.objects.filter(user=county.person("a_deputy")).update(ended_on=date(2026, 1, 1))

    answer = Desk(county, "county_admin").post(f"/rounds/{cross.uuid}/opening/", reason="内部观摩已按计划完成")

    assert messages_of(answer) == ["组长已经不是副书记的督导组：A镇第1督导组。请撤销后重新登记。"]


@pytest.mark.requirement("S0-3.2-e")
def test_leader_files_what_the_team_learned_and_the_county_sees_who_has_not(county: Scene, cross: Round) -> None:
    ours, theirs = begun(county, cross)
    leader, path = Desk(county, "a_deputy"), f"/teams/{ours.uuid}/learning-report/"
    assert "A镇第1督导组还没有交学习报告" in leader.text("/")
    assert "未交" in Desk(county, "county_admin").text(f"/rounds/{cross.uuid}/teams/")

    empty = leader.post(path, **{**THREE, "gaps": " "})
    assert empty.status_code == 200
    assert THREE["experience"] in empty.content.decode()
    assert not LearningReport.objects.exists()
    answer = leader.post(path, **THREE)

    assert messages_of(answer) == ["学习报告已提交。"]
    assert "还没有交学习报告" not in leader.text("/")
    read = Desk(county, "county_admin")
    text = read.text(path)
    assert all(part in text for part in THREE.values())
    assert read.get(f"/rounds/{cross.uuid}/teams/").context["page"].reports == 1
    assert read.get(f"/teams/{theirs.uuid}/learning-report/").status_code == 404
    again = leader.post(path, **{**THREE, "ideas": "另一份"})
    assert "学习报告已经提交，不能再改。" in again.content.decode()
    assert LearningReport.objects.get().ideas == THREE["ideas"]


@pytest.mark.requirement("S0-3.2-e")
def test_report_is_the_leaders_and_comes_after_the_visits(county: Scene, cross: Round) -> None:
    by = county.person("county_admin")
    early = form_team(cross, county["A"], leader=county.person("a_deputy"), members=[], by=by)

    answer = Desk(county, "a_deputy").post(f"/teams/{early.uuid}/learning-report/", **THREE)
    assert "交叉观摩还没有开始，观摩之后再写学习报告。" in answer.content.decode()
    assert Desk(county, "a_secretary").post(f"/teams/{early.uuid}/learning-report/", **THREE).status_code == 404
    assert not LearningReport.objects.exists()


@pytest.mark.requirement("S0-3.2-f")
def test_another_month_than_planned_needs_a_reason_which_is_shown(county: Scene) -> None:
    desk = Desk(county, "county_admin")
    planned = choices(
        tier="cross", organiser="", scoring="usual", targets=[str(county["A1"].uuid), str(county["B1"].uuid)]
    )
    start = date.fromisoformat(planned["starts_on"])
    month = f"{start.replace(day=1):%Y-%m}"
    offered = [key for key, _ in desk.get("/rounds/new/").context["form"].fields["planned_month"].choices]
    other = next(one for one in offered if one not in ("", month))

    refused = desk.post("/rounds/new/", **planned, planned_month=other)
    assert "开始日期不在计划的月份里，请写明原因。" in refused.content.decode()
    assert not Round.objects.exists()
    desk.post("/rounds/new/", **planned, planned_month=other, deviation="汛期推迟")

    round = Round.objects.get()
    assert (round.planned_month, round.deviation) == (other, "汛期推迟")
    page = desk.text(f"/rounds/{round.uuid}/")
    year, number = other.split("-")
    assert f"{year}年{int(number)}月" in page
    assert "汛期推迟" in page


@pytest.mark.requirement("S0-3.2-f")
def test_round_in_its_planned_month_needs_no_reason_and_keeps_none(county: Scene) -> None:
    planned = choices(
        tier="cross", organiser="", scoring="usual", targets=[str(county["A1"].uuid), str(county["B1"].uuid)]
    )
    month = planned["starts_on"][:7]

    Desk(county, "county_admin").post("/rounds/new/", **planned, planned_month=month, deviation="不该留下")

    round = Round.objects.get()
    assert (round.planned_month, round.deviation) == (month, "")


def test_page_asks_no_more_of_the_database_with_more_teams(county: Scene, cross: Round, counted: Counted) -> None:
    by, desk = county.person("county_admin"), Desk(county, "county_admin")
    form_team(cross, county["A"], leader=county.person("a_deputy"), members=[], by=by)
    desk.get(f"/rounds/{cross.uuid}/teams/")
    few = counted(lambda: desk.get(f"/rounds/{cross.uuid}/teams/"))
    form_team(cross, county["B"], leader=county.person("b_deputy"), members=[county.person("b_member")], by=by)

    assert counted(lambda: desk.get(f"/rounds/{cross.uuid}/teams/")) <= few
