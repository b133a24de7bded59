"""The steps of a row: who may, in which order, and that no limit, step or sign-off is ever lost."""

import pytest
from django.db import IntegrityError, transaction

from guanmo.stages.organisations.domain.appoint import appoint
from guanmo.stages.organisations.enums import Duty
from guanmo.stages.organisations.errors import NotAllowed
from guanmo.stages.rectification.domain.enter_row import Columns, complete_row, enter_row
from guanmo.stages.rectification.domain.look_back import look_back
from guanmo.stages.rectification.domain.record_finding import record_finding, set_aside, take_up
from guanmo.stages.rectification.domain.rectify import submit_rectification
from guanmo.stages.rectification.domain.sign_off import reopen_row, return_row, sign_off
from guanmo.stages.rectification.enums import FindingType, LookBackResult, RowState
from guanmo.stages.rectification.errors import NoProblem, OwnRow, RowIncomplete, WrongRowStep
from guanmo.stages.rectification.models import LedgerRow, LookBack, RowTransition, SignOff
from guanmo.stages.rounds.errors import ReasonMissing, TextTooLong
from guanmo.stages.rounds.models import Round
from guanmo.stages.sheets.models import Item
from tests.county import FROM, Scene, visit_to
from tests.stages.rectification.way import (
    closed_round,
    entered,
    finding,
    fresh,
    in_days,
    looked_back,
    notified,
    submitted,
)  # fmt: skip

pytestmark = pytest.mark.django_db


def test_row_without_a_look_back_that_found_it_fixed_is_not_signed_off(county: Scene) -> None:
    row = looked_back(county, LookBackResult.PARTLY)
    with pytest.raises(WrongRowStep, match="最近一次“回头看”还没有整改到位，不能销号。请退回继续整改。"):
        sign_off(row, evidence="看过了", by=county.person("a_secretary"))
    assert (fresh(row).state, SignOff.objects.count()) == (RowState.LOOKED_BACK, 0)


def test_look_back_recorded_last_decides_whatever_its_date(county: Scene) -> None:
    row = looked_back(county)
    visit = row.finding.visit
    visit.visited_on = in_days(-5)
    visit.save()
    officer = county.person("a_officer")
    look_back(row, checked_on=in_days(-2), result=LookBackResult.NOT_FIXED, evidence="公示栏又空了", by=officer)
    with pytest.raises(WrongRowStep):
        sign_off(row, evidence="看过了", by=county.person("a_secretary"))


def test_whoever_submitted_does_not_sign_off(county: Scene) -> None:
    row = looked_back(county, submitter="a_officer")
    with pytest.raises(OwnRow, match="整改情况是您填写的，请由其他人“回头看”和验收销号。"):
        sign_off(row, evidence="看过了", by=county.person("a_officer"))
    assert fresh(row).state == RowState.LOOKED_BACK
    sign_off(row, evidence="材料齐全", by=county.person("a_deputy"))
    assert (fresh(row).state, fresh(row).signed_off_on) == (RowState.SIGNED_OFF, in_days(0))


def test_earlier_submission_does_not_bar_from_accepting_what_others_did(county: Scene) -> None:
    row = looked_back(county, LookBackResult.NOT_FIXED, submitter="a_officer")
    return_row(row, reason="还差1人", due_date=in_days(40), by=county.person("a_secretary"))
    submit_rectification(row, done="又补1人", by=county.person("a1_secretary"))
    deputy = county.person("a_deputy")
    look_back(row, checked_on=in_days(0), result=LookBackResult.FIXED, evidence="齐了", by=deputy)
    sign_off(row, evidence="材料齐全", by=county.person("a_officer"))
    assert (fresh(row).state, SignOff.objects.get().acceptor.username) == (RowState.SIGNED_OFF, "a_officer")


@pytest.mark.parametrize("who", ["a1_secretary", "a1_deputy", "a_member", "b_secretary", "county_admin"])
def test_only_the_township_signs_off(county: Scene, who: str) -> None:
    row = looked_back(county)
    with pytest.raises(NotAllowed):
        sign_off(row, evidence="好了", by=county.person(who))
    assert fresh(row).state == RowState.LOOKED_BACK


def test_township_leader_who_heads_the_village_too_does_not_check_it(county: Scene) -> None:
    appoint(
        organisation=county["A1"],
        duty=Duty.INFORMATION_OFFICER,
        user=county.person("a_officer"),
        started_on=FROM,
        by=None,
    )
    row = submitted(county)
    with pytest.raises(NotAllowed):
        look_back(
            row, checked_on=in_days(0), result=LookBackResult.FIXED, evidence="看了", by=county.person("a_officer")
        )
    assert LookBack.objects.count() == 0


@pytest.mark.parametrize("days", [1, -1])
def test_look_back_lies_between_the_visit_and_today(county: Scene, days: int) -> None:
    row = submitted(county)
    with pytest.raises(RowIncomplete):
        look_back(
            row, checked_on=in_days(days), result=LookBackResult.FIXED, evidence="看了", by=county.person("a_officer")
        )
    assert (fresh(row).state, LookBack.objects.count()) == (RowState.SUBMITTED, 0)


def test_look_back_after_the_sign_off_changes_no_state(county: Scene) -> None:
    row = looked_back(county)
    sign_off(row, evidence="好", by=county.person("a_secretary"))
    officer = county.person("a_officer")
    look_back(row, checked_on=in_days(0), result=LookBackResult.NOT_FIXED, evidence="又反弹了", by=officer)
    assert (fresh(row).state, row.look_backs.count()) == (RowState.SIGNED_OFF, 2)


def test_entered_row_is_not_looked_back_at(county: Scene) -> None:
    closed_round(county)
    row = entered(county)
    with pytest.raises(WrongRowStep):
        look_back(row, checked_on=in_days(0), result=LookBackResult.FIXED, evidence="看", by=county.person("a_officer"))


def test_every_time_limit_stays_in_the_history(county: Scene) -> None:
    row = looked_back(county, LookBackResult.NOT_FIXED)
    secretary = county.person("a_secretary")
    return_row(row, reason="还差1人", due_date=in_days(40), by=secretary)
    submit_rectification(row, done="又补1人", by=county.person("a1_secretary"))
    officer = county.person("a_officer")
    look_back(row, checked_on=in_days(0), result=LookBackResult.FIXED, evidence="齐了", by=officer)
    sign_off(row, evidence="齐了", by=secretary)
    reopen_row(row, reason="又缺1人", due_date=in_days(50), by=county.person("county_admin"))
    limits = [(one.target, one.due_date) for one in row.transitions.all() if one.due_date]
    assert limits == [("notified", in_days(30)), ("returned", in_days(40)), ("reopened", in_days(50))]
    assert (fresh(row).due_date, fresh(row).signed_off_on) == (in_days(50), None)
    assert SignOff.objects.filter(row=row).count() == 1


def test_new_limit_in_the_past_changes_nothing(county: Scene) -> None:
    row = looked_back(county, LookBackResult.NOT_FIXED)
    with pytest.raises(RowIncomplete, match="新的整改时限不能早于今天。"):
        return_row(row, reason="还差1人", due_date=in_days(-1), by=county.person("a_secretary"))
    assert (fresh(row).state, fresh(row).due_date) == (RowState.LOOKED_BACK, in_days(30))


def test_decisions_are_never_changed_or_removed(county: Scene) -> None:
    row = looked_back(county)
    sign_off(row, evidence="好", by=county.person("a_secretary"))
    for model in (RowTransition, LookBack, SignOff):
        one = model.objects.filter(row=row).first()
        assert one is not None
        with pytest.raises(TypeError):
            one.save()
        with pytest.raises(TypeError):
            one.delete()
        with pytest.raises(TypeError):
            model.objects.filter(row=row).delete()


@pytest.mark.parametrize("change", [{"signed_off_on": in_days}, {"measure": ""}, {"due_date": None}])
def test_database_refuses_a_row_that_contradicts_its_state(county: Scene, change: dict[str, object]) -> None:
    row = notified(county)
    values = {name: value(0) if callable(value) else value for name, value in change.items()}
    with pytest.raises(IntegrityError), transaction.atomic():
        LedgerRow.objects.filter(pk=row.pk).update(**values)


def test_highlight_gets_no_row(county: Scene) -> None:
    round = closed_round(county)
    praised = record_finding(
        visit_to(round, "A1"), finding_type=FindingType.HIGHLIGHT, text="阵地好", by=county.person("a_secretary")
    )
    with pytest.raises(NoProblem, match="亮点不需要整改，不用列入台账。"):
        enter_row(praised, Columns("x"), by=county.person("a_officer"))
    assert LedgerRow.objects.count() == 0


def test_finding_set_aside_gets_no_row_until_it_is_taken_up(county: Scene) -> None:
    closed_round(county)
    officer, offered = county.person("a_officer"), finding("A1", "一.2")
    set_aside(offered, reason="当场已改", by=officer)
    with pytest.raises(NoProblem):
        enter_row(offered, Columns("x"), by=officer)
    take_up(offered, by=officer)
    assert enter_row(offered, Columns("x"), by=officer).state == RowState.ENTERED


def test_finding_with_a_row_is_not_set_aside(county: Scene) -> None:
    closed_round(county)
    entered(county)
    with pytest.raises(NoProblem):
        set_aside(finding("A1", "一.2"), reason="不要了", by=county.person("a_officer"))
    assert finding("A1", "一.2").set_aside == ""


def test_texts_that_do_not_fit_are_refused_with_a_sentence(county: Scene) -> None:
    closed_round(county)
    officer = county.person("a_officer")
    with pytest.raises(TextTooLong, match="“责任人”最多60个字，请写短一些。"):
        enter_row(finding("A1", "一.2"), Columns("x", responsible_person="长" * 61), by=officer)
    with pytest.raises(TextTooLong):
        set_aside(finding("A1", "一.2"), reason="长" * 201, by=officer)
    assert (LedgerRow.objects.count(), finding("A1", "一.2").set_aside) == (0, "")


def test_issued_row_keeps_its_columns(county: Scene) -> None:
    row = notified(county)
    with pytest.raises(WrongRowStep):
        complete_row(row, Columns("别的事"), by=county.person("a_officer"))
    assert fresh(row).matter == "班子不健全"


def test_finding_on_an_item_of_another_sheet_is_refused(county: Scene) -> None:
    round = closed_round(county)
    foreign = Item.objects.exclude(section__sheet=visit_to(round, "A1").sheet).first()
    with pytest.raises(NoProblem):
        record_finding(
            visit_to(round, "A1"), finding_type=FindingType.GAP, text="x", item=foreign, by=county.person("a_secretary")
        )


def test_empty_words_are_refused(county: Scene) -> None:
    row = notified(county)
    with pytest.raises(ReasonMissing, match="请写明整改情况：做了什么、什么时候做的。"):
        submit_rectification(row, done="  ", by=county.person("a1_secretary"))
    assert (fresh(row).state, Round.objects.count()) == (RowState.NOTIFIED, 1)
