"""Edges of the acts on rounds: what is refused, what stays, what is kept as history."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from guanmo.lib.period import Quarter
from guanmo.lib.refusal import NotVisible, Refused
from guanmo.method.aggregation import Method, OfficialRule
from guanmo.method.coverage import share_of
from guanmo.stages.organisations.enums import Duty
from guanmo.stages.organisations.models import Appointment, Organisation
from guanmo.stages.organisations.queries import access_of
from guanmo.stages.rounds.domain.add_participant import add_participant
from guanmo.stages.rounds.domain.create_round import Proposal, create_round
from guanmo.stages.rounds.domain.open_round import open_round
from guanmo.stages.rounds.domain.record_attendance import record_attendance
from guanmo.stages.rounds.domain.revise_round import revise_round, take_back_to_draft
from guanmo.stages.rounds.domain.schedule_round import schedule_round
from guanmo.stages.rounds.enums import Attendance, RoundState, Tier
from guanmo.stages.rounds.models import Round
from guanmo.stages.rounds.queries import overdue_townships, round_for, townships_before_cross
from guanmo.stages.scoring.domain.judge_link import make_link
from tests.county import SCORES, Scene, draft_round, running_round


def proposal(county: Scene, **changes: object) -> Proposal:
    base = Proposal(
        tier=Tier.INTERNAL, organiser=county["A"], period=Quarter(2026, 4), starts_on=date(2026, 11, 1),
        deadline=date(2026, 12, 20), official=OfficialRule(), classes=SCORES,
    )  # fmt: skip
    return replace(base, **changes)  # type: ignore[arg-type]


def test_deadline_before_the_start_makes_no_round(county: Scene) -> None:
    with pytest.raises(Refused, match="完成期限不能早于开始日期。"):
        create_round(proposal(county, deadline=date(2026, 10, 31)), by=county.person("a_secretary"))

    assert Round.objects.count() == 0


def test_rule_with_more_places_than_are_kept_makes_no_round_and_changes_none(county: Scene) -> None:
    fine = proposal(county, official=OfficialRule(places=3))
    with pytest.raises(Refused, match="得分最多保留两位小数，请重新选择小数位数。") as refusal:
        create_round(fine, by=county.person("a_secretary"))
    assert (refusal.value.code, Round.objects.count()) == ("rule_invalid", 0)

    round = draft_round(county, official=OfficialRule(places=2))
    with pytest.raises(Refused, match="得分最多保留两位小数"):
        revise_round(round, fine, by=county.person("a_secretary"))
    assert Round.objects.get().official == OfficialRule(places=2)


def test_secretary_of_a_dissolved_village_takes_no_part(county: Scene) -> None:
    Organisation.objects.filter(code="A2").update(dissolved_on=date(2026, 10, 31))

    round = draft_round(county)

    names = set(round.participants.values_list("user__username", flat=True))
    assert ("a2_secretary" in names, "a1_secretary" in names) == (False, True)


@pytest.mark.parametrize(("days", "sees"), [(1, True), (0, False), (-1, False)])
def test_post_lasts_until_the_day_on_which_its_organisation_ends(county: Scene, days: int, sees: bool) -> None:
    Organisation.objects.filter(code="A1").update(dissolved_on=timezone.localdate() + timedelta(days=days))

    assert bool(access_of(county.person("a1_secretary")).grants) is sees


def test_who_left_all_posts_before_the_scheduling_judges_no_more(county: Scene) -> None:
    round = draft_round(county)
    make_link(round.participants.get(user__username="a_member"), by=county.person("a_secretary"))
    Appointment.objects.filter(user__username__in=["a_deputy", "a_member"]).update(ended_on=date(2026, 10, 1))

    schedule_round(round, by=county.person("a_secretary"))

    listed = {one.user.username: one.attendance for one in round.participants.select_related("user")}
    assert ("a_deputy" in listed, listed["a_member"], listed["a1_secretary"]) == (False, "absent", "expected")


@pytest.mark.parametrize("tier", list(Tier))
@pytest.mark.parametrize("name", ["b_secretary", "a_member", "a1_secretary", "county_head"])
def test_nobody_else_drafts_a_round_of_a_township(county: Scene, name: str, tier: Tier) -> None:
    with pytest.raises(Refused) as refusal:
        create_round(proposal(county, tier=tier), by=county.person(name))

    assert refusal.value.code == "not_allowed"
    assert Round.objects.count() == 0


def test_database_itself_keeps_the_tier_and_one_internal_round_a_quarter(county: Scene) -> None:
    round = draft_round(county)
    with pytest.raises(IntegrityError), transaction.atomic():
        Round.objects.filter(pk=round.pk).update(tier="both")

    with pytest.raises(Refused, match="这个季度的内部观摩已经建立"):
        draft_round(county)

    assert Round.objects.get().tier == Tier.INTERNAL


def test_rules_change_in_a_draft_only(county: Scene) -> None:
    round = draft_round(county)
    secretary = county.person("a_secretary")
    median = proposal(county, official=OfficialRule(Method.MEDIAN))
    revise_round(round, median, by=secretary)
    schedule_round(Round.objects.get(), by=secretary)

    with pytest.raises(Refused) as refusal:
        revise_round(round, proposal(county), by=secretary)

    assert refusal.value.code == "wrong_step"
    assert Round.objects.get().official_rule["method"] == "median"


def test_round_is_taken_back_before_it_opens_and_never_after(county: Scene) -> None:
    round = draft_round(county)
    secretary = county.person("a_secretary")
    schedule_round(round, by=secretary)
    with pytest.raises(Refused, match="请写明退回筹备的原因。"):
        take_back_to_draft(round, reason=" ", by=secretary)

    take_back_to_draft(round, reason="改用中位数", by=secretary)
    revise_round(round, proposal(county, official=OfficialRule(Method.MEDIAN)), by=secretary)
    schedule_round(Round.objects.get(), by=secretary)
    open_round(Round.objects.get(), by=secretary)

    with pytest.raises(Refused) as refusal:
        take_back_to_draft(Round.objects.get(), reason="再改", by=secretary)
    assert refusal.value.code == "wrong_step"
    steps = [(one.source, one.target, one.reason) for one in Round.objects.get().transitions.all()]
    assert steps == [
        ("draft", "scheduled", ""),
        ("scheduled", "draft", "改用中位数"),
        ("draft", "scheduled", ""),
        ("scheduled", "in_progress", ""),
    ]


def test_moving_a_draft_to_a_quarter_that_is_taken_is_refused(county: Scene) -> None:
    draft_round(county)
    other = draft_round(county, period=Quarter(2027, 1), starts_on=date(2027, 1, 5), deadline=date(2027, 3, 20))

    with pytest.raises(Refused, match="这个季度的内部观摩已经建立"):
        revise_round(other, proposal(county), by=county.person("a_secretary"))

    other.refresh_from_db()
    assert (other.period, other.cycle.year) == ("2027-Q1", 2027)


def test_scheduling_twice_is_refused_and_adds_nobody(county: Scene) -> None:
    round = draft_round(county)
    secretary = county.person("a_secretary")
    schedule_round(Round.objects.get(), by=secretary)
    county.seat("as_secretary", "AS", Duty.SECRETARY)
    before = round.participants.count()

    with pytest.raises(Refused) as refusal:
        schedule_round(round, by=secretary)  # an old page: this object still says draft

    assert refusal.value.code == "wrong_step"
    assert (round.participants.count(), Round.objects.get().transitions.count()) == (before, 1)


def test_attendance_is_fixed_once_the_scoring_is_over(county: Scene) -> None:
    round = running_round(county)
    participant = round.participants.select_related("round__organiser").first()
    assert participant is not None
    Round.objects.filter(pk=round.pk).update(state=RoundState.SCORED)

    with pytest.raises(Refused, match="打分已经结束，参加情况不能再改。"):
        record_attendance(participant, Attendance.ATTENDED, by=county.person("a_secretary"))
    with pytest.raises(Refused, match="打分已经结束，不能再增加参加人员。"):
        add_participant(round, county.person("ae_secretary"), reason="补上", by=county.person("a_secretary"))

    participant.refresh_from_db()
    assert participant.attendance == Attendance.EXPECTED


def test_person_without_a_post_in_the_township_is_not_added(county: Scene) -> None:
    round = running_round(county)

    with pytest.raises(Refused, match="b_secretary在本辖区没有任职"):
        add_participant(round, county.person("b_secretary"), reason="学习", by=county.person("a_secretary"))

    assert not round.participants.filter(user__username="b_secretary").exists()


def test_township_that_was_founded_after_the_quarter_owes_nothing_for_it(county: Scene) -> None:
    quarter = Quarter(2025, 2)
    Organisation.objects.filter(code="B").update(established_on=date(2025, 7, 1))

    assert [one.code for one in overdue_townships(quarter)] == ["A"]
    assert list(overdue_townships(Quarter.of(timezone.localdate()))) == []


def test_first_filed_internal_round_of_the_year_lets_the_township_through(county: Scene) -> None:
    first = draft_round(county)
    later = draft_round(county, period=Quarter(2027, 1), starts_on=date(2027, 1, 5), deadline=date(2027, 3, 20))
    Round.objects.filter(pk=first.pk).update(state=RoundState.FILED)

    assert [one.code for one in townships_before_cross(2026)] == ["B"]
    assert [one.code for one in townships_before_cross(2027)] == ["A", "B"]
    assert later.state == RoundState.DRAFT


def test_late_begins_on_the_day_after_the_deadline(county: Scene) -> None:
    round = draft_round(county)

    assert not round.is_late(round.deadline)
    assert round.is_late(round.deadline + timedelta(days=1))


@pytest.mark.parametrize(
    ("visited", "due", "share"), [(0, 0, None), (0, 3, "0"), (2, 3, "66.6"), (999, 1000, "99.9"), (3, 3, "100")]
)
def test_share_is_unknown_without_a_whole_and_full_only_when_all_are_visited(
    visited: int, due: int, share: str | None
) -> None:
    found = share_of(visited, due)

    assert (None if found is None else f"{found.normalize():f}") == share


def test_account_without_a_post_sees_no_round(county: Scene) -> None:
    from guanmo.stages.organisations.models import User

    round = running_round(county)
    nobody = User.objects.create_user("nobody", name="无任职")

    with pytest.raises(NotVisible):
        round_for(nobody, round.uuid)
