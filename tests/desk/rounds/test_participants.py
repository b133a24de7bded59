"""Who takes part: prefilled from the posts, attendance or a reason for each, people added by hand (S0-3.1-c)."""

from datetime import timedelta

import pytest
from django.utils import timezone

from guanmo.stages.organisations.enums import Duty
from guanmo.stages.rounds.models import Participant, Round
from tests.county import Scene, draft_round, finish_visits, running_round
from tests.desk.rounds.conftest import Counted
from tests.desk.rounds.pages import Desk, messages_of


def names(round: Round) -> list[str]:
    return sorted(round.participants.values_list("user__username", flat=True))


def entry(round: Round, name: str) -> Participant:
    return round.participants.get(user__username=name)


@pytest.mark.requirement("S0-3.1-c")
def test_list_holds_leadership_team_village_secretaries_and_full_time_deputies(county: Scene) -> None:
    county.seat("a2_info", "A2", Duty.INFORMATION_OFFICER)
    county.seat("a2_deputy", "A2", Duty.DEPUTY_SECRETARY)
    round = draft_round(county)

    page = Desk(county, "a_officer").get(f"/rounds/{round.uuid}/participants/").context["page"]

    assert sorted(row.participant.user.username for row in page.rows) == [
        "a1_deputy", "a1_secretary", "a2_secretary", "a3_secretary",
        "a_deputy", "a_member", "a_officer", "a_secretary",
    ]  # fmt: skip


@pytest.mark.requirement("S0-3.1-c")
def test_attendance_or_a_reason_is_recorded_for_each(county: Scene) -> None:
    round = running_round(county)
    path = f"/rounds/{round.uuid}/participants/"
    came, away = entry(round, "a_member"), entry(round, "a2_secretary")
    desk = Desk(county, "a_officer")

    desk.post(path, **{
        f"attendance-{came.pk}": "attended",
        f"attendance-{away.pk}": "absent",
        f"reason-{away.pk}": "住院",
    })  # fmt: skip

    stored = {p.user.username: (p.attendance, p.absence_reason) for p in round.participants.select_related("user")}
    assert stored["a_member"] == ("attended", "")
    assert stored["a2_secretary"] == ("absent", "住院")
    assert stored["a_deputy"] == ("expected", "")
    desk.post(path + "present/")
    assert entry(round, "a_deputy").attendance == "attended"
    assert entry(round, "a2_secretary").attendance == "absent"


@pytest.mark.requirement("S0-3.1-c")
def test_absence_without_a_reason_is_refused_and_the_rest_of_the_form_is_kept(county: Scene) -> None:
    round = running_round(county)
    path = f"/rounds/{round.uuid}/participants/"
    first, away, other = entry(round, "a_member"), entry(round, "a2_secretary"), entry(round, "a3_secretary")

    answer = Desk(county, "a_officer").post(path, **{
        f"attendance-{first.pk}": "attended",
        f"attendance-{away.pk}": "absent",
        f"reason-{away.pk}": "  ",
        f"attendance-{other.pk}": "absent",
        f"reason-{other.pk}": "外出培训",
    })  # fmt: skip

    page = answer.context["page"]
    assert page.problem == "请写明a2_secretary缺席的原因。"
    assert 'value="外出培训"' in answer.content.decode()
    assert [row.participant.user.username for row in page.rows if row.without_reason] == ["a2_secretary"]
    assert set(round.participants.values_list("attendance", flat=True)) == {"expected"}


@pytest.mark.requirement("S0-3.1-c")
def test_scoring_does_not_end_while_an_attendance_is_unknown(county: Scene) -> None:
    round = running_round(county)
    finish_visits(county, round)
    round.participants.filter(user__username="a_member").update(attendance="expected")
    desk = Desk(county, "a_secretary")

    assert "还有1名同志没有登记是否参加。" in desk.text(f"/rounds/{round.uuid}/")
    answer = desk.post(f"/rounds/{round.uuid}/scoring-end/", reason="不再等待")

    assert messages_of(answer) == ["还有1名同志没有登记是否参加：a_member。"]


def test_person_appointed_later_is_added_with_a_reason_and_own_organisations(county: Scene) -> None:
    round = running_round(county)
    county.seat("as_secretary", "AS", Duty.SECRETARY)
    path = f"/rounds/{round.uuid}/participants/"
    person = str(county.person("as_secretary").uuid)
    desk = Desk(county, "a_officer")
    assert "as_secretary（A镇样例协会党支部书记）" in desk.text(path)

    refused = desk.post(path + "new/", person=person, reason="")
    assert messages_of(refused) == ["请写明增加参加人员的原因。"]
    assert "as_secretary" not in names(round)

    desk.post(path + "new/", person=person, reason="新任书记")
    desk.post(path + "new/", person=person, reason="再来一次")
    assert names(round).count("as_secretary") == 1
    assert entry(round, "as_secretary").own_organisations == [county["AS"].pk]


def test_holder_of_a_post_elsewhere_cannot_be_added(county: Scene) -> None:
    round = running_round(county)
    before = names(round)

    answer = Desk(county, "a_officer").post(
        f"/rounds/{round.uuid}/participants/new/", person=str(county.person("b_secretary").uuid), reason="学习"
    )

    assert answer.status_code == 404
    assert names(round) == before


@pytest.mark.parametrize("name", ["a_member", "a1_secretary", "b_officer", "county_admin"])
def test_who_does_not_run_the_round_changes_nobody(county: Scene, name: str) -> None:
    round = running_round(county)
    one = entry(round, "a_member")
    county.seat("as_secretary", "AS", Duty.SECRETARY)
    path, desk = f"/rounds/{round.uuid}/participants/", Desk(county, name)
    before = names(round)

    desk.post(path, **{f"attendance-{one.pk}": "attended"})
    desk.post(path + "present/")
    desk.post(path + "new/", person=str(county.person("as_secretary").uuid), reason="新任书记")

    assert set(round.participants.values_list("attendance", flat=True)) == {"expected"}
    assert names(round) == before


def test_scheduling_takes_in_posts_and_organisations_that_came_after_the_draft(county: Scene) -> None:
    round = draft_round(county)
    today = timezone.localdate()
    Round.objects.filter(pk=round.pk).update(starts_on=today, deadline=today + timedelta(days=9))
    from guanmo.stages.organisations.enums import Form, Kind

    county.add("A4", "A4村党支部", Kind.VILLAGE, Form.BRANCH, "A")
    county.seat("a4_secretary", "A4", Duty.SECRETARY)
    assert "a4_secretary" not in names(round)

    Desk(county, "a_secretary").post(f"/rounds/{round.uuid}/schedule/")

    assert "a4_secretary" in names(round)
    added = round.visits.get(organisation__code="A4")
    assert added.sheet is not None


def test_number_of_queries_does_not_grow_with_people(county: Scene, counted: Counted) -> None:
    round = running_round(county)
    desk, path = Desk(county, "a_officer"), f"/rounds/{round.uuid}/participants/"
    all_of_them = counted(lambda: desk.text(path))
    round.participants.exclude(user__username="a_officer").delete()

    assert counted(lambda: desk.text(path)) == all_of_them
