"""Edges of the acts on a visit, as two people act on one visit with pages of different age."""

import pytest

from guanmo.lib.refusal import Refused
from guanmo.stages.rounds.domain.finish_visit import close_visit, excuse_visit, restore_visit
from guanmo.stages.rounds.domain.record_attendance import record_attendance
from guanmo.stages.rounds.domain.record_visit import Notes, mark_visited, praise, record_visit
from guanmo.stages.rounds.enums import Attendance, Part, RoundState, VisitState
from guanmo.stages.rounds.models import Round, Visit, VisitPart
from tests.county import Scene, running_round, visit_to

ALL = {part: Notes(f"{part.label}得清楚", True) for part in Part}


def test_visit_that_was_written_meanwhile_is_not_excused_from_an_old_page(county: Scene) -> None:
    round = running_round(county)
    old_page = visit_to(round, "A1")
    record_visit(visit_to(round, "A1"), {Part.LOOK: Notes("看过", False)}, by=county.person("a_member"))

    with pytest.raises(Refused) as refusal:
        excuse_visit(old_page, reason="不去了", by=county.person("a_secretary"))

    assert refusal.value.code == "wrong_step"
    stored = visit_to(round, "A1")
    assert (stored.state, stored.excuse) == (VisitState.VISITED, "")


def test_visit_that_was_closed_meanwhile_keeps_its_notes_from_an_old_page(county: Scene) -> None:
    round = running_round(county)
    old_page = visit_to(round, "A1")
    fresh = visit_to(round, "A1")
    record_visit(fresh, ALL, by=county.person("a_secretary"))
    close_visit(fresh, by=county.person("a_secretary"))

    with pytest.raises(Refused, match="观摩已经结束，记录不能修改。"):
        record_visit(old_page, {Part.LOOK: Notes("改掉", True)}, by=county.person("a_secretary"))

    assert VisitPart.objects.get(visit=fresh, part=Part.LOOK).notes == "看得清楚"


def test_notes_are_refused_when_the_scoring_ended_meanwhile(county: Scene) -> None:
    round = running_round(county)
    old_page = visit_to(round, "A1")
    Round.objects.filter(pk=round.pk).update(state=RoundState.SCORED)

    with pytest.raises(Refused, match="本轮不在观摩中，观摩记录不能修改。"):
        record_visit(old_page, ALL, by=county.person("a_secretary"))

    assert VisitPart.objects.count() == 0


def test_ballot_on_an_old_page_does_not_undo_an_excuse(county: Scene) -> None:
    round = running_round(county)
    old_page = visit_to(round, "A1")
    excuse_visit(visit_to(round, "A1"), reason="正在换届", by=county.person("a_secretary"))

    mark_visited({old_page.pk})

    assert visit_to(round, "A1").state == VisitState.EXCUSED


def test_four_parts_done_by_one_refused_part_write_nothing_at_all(county: Scene) -> None:
    round = running_round(county)

    with pytest.raises(Refused, match="点评只能由党（工）委书记、副书记填写。"):
        record_visit(visit_to(round, "A1"), ALL, by=county.person("a_officer"))

    assert VisitPart.objects.count() == 0
    assert visit_to(round, "A1").state == VisitState.DUE


def test_day_of_the_visit_is_the_day_of_its_first_notes(county: Scene) -> None:
    round = running_round(county)
    record_visit(visit_to(round, "A1"), {Part.LOOK: Notes("看过", False)}, by=county.person("a_member"))
    first = visit_to(round, "A1").visited_on
    assert first is not None

    Visit.objects.filter(organisation__code="A1").update(visited_on=first.replace(year=first.year - 1))
    record_visit(visit_to(round, "A1"), {Part.CHECK: Notes("查过", False)}, by=county.person("a_member"))

    assert visit_to(round, "A1").visited_on == first.replace(year=first.year - 1)


@pytest.mark.parametrize("state", [VisitState.DUE, VisitState.CLOSED])
def test_only_an_excused_visit_is_restored(county: Scene, state: VisitState) -> None:
    round = running_round(county)
    Visit.objects.filter(organisation__code="A1").update(state=state)

    with pytest.raises(Refused):
        restore_visit(visit_to(round, "A1"), by=county.person("a_secretary"))

    assert visit_to(round, "A1").state == state


def test_texts_longer_than_their_columns_are_refused_and_nothing_is_kept(county: Scene) -> None:
    round, secretary = running_round(county), county.person("a_secretary")
    participant = round.participants.select_related("round__organiser", "user").get(user__username="a_member")

    for name, act in (
        ("原因", lambda: excuse_visit(visit_to(round, "A1"), reason="长" * 201, by=secretary)),
        ("好的做法", lambda: praise(visit_to(round, "A1"), text="长" * 501, by=secretary)),
        ("缺席原因", lambda: record_attendance(participant, Attendance.ABSENT, reason="长" * 201, by=secretary)),
    ):
        with pytest.raises(Refused, match=f"“{name}”最多[25]00个字，请写短一些。"):
            act()

    stored = visit_to(round, "A1")
    assert (stored.state, stored.excuse, stored.praises.count()) == (VisitState.DUE, "", 0)
    assert round.participants.get(pk=participant.pk).attendance == Attendance.EXPECTED
    excuse_visit(stored, reason="长" * 200, by=secretary)
    assert len(visit_to(round, "A1").excuse) == 200
