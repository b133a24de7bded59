"""A sealed round is opened again by two people alone, as a new version beside the one before (security.md 3.3)."""

import io
from collections.abc import Callable
from threading import Barrier, Thread
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from guanmo.lib.refusal import Refused
from guanmo.lib.verify_archive import Wrong, verify
from guanmo.procedures.close_scoring import close_scoring
from guanmo.procedures.file_with_county import file_with_county
from guanmo.procedures.publish import withdraw
from guanmo.procedures.publish_round import publish_bulletin
from guanmo.procedures.reopen_round import ask_to_reopen, reopen_round
from guanmo.stages.organisations.enums import Duty
from guanmo.stages.rectification.models import Finding
from guanmo.stages.results.domain import reopen
from guanmo.stages.results.domain.classify import confirm_classes
from guanmo.stages.results.domain.compare_with_log import compare_with_log
from guanmo.stages.results.domain.objection import object_to
from guanmo.stages.results.domain.reopen import decline_reopening
from guanmo.stages.results.domain.sign_seal import sign_seal
from guanmo.stages.results.enums import SealRole
from guanmo.stages.results.exporters.archive import archive_of
from guanmo.stages.results.models import Classification, Ranking, Reopening, ReopeningAnswer, Seal, Standing
from guanmo.stages.results.queries import contestable, current_ranking, seal_for, visible_to, window_of
from guanmo.stages.rounds.domain.open_round import open_round
from guanmo.stages.rounds.enums import RoundState
from guanmo.stages.rounds.models import Round, RoundTransition
from guanmo.stages.scoring.queries import valid_versions
from tests.county import Scene, visit_to
from tests.stages.results.reopened import REASON, asked, bring_the_late_sheet, closed_again, correct_a1, reopened_round
from tests.stages.results.scene import classified_round, county_round, ranked_round
from tests.stages.results.sealed import Files, files_of, packed, recounted_round, resigned, sealed_round

pytestmark = pytest.mark.django_db


def ranks(seal: Seal) -> dict[str, tuple[str, int | None]]:
    told = seal.ranking.standings.filter(score__isnull=False)
    return {one.organisation.code: (str(one.score), one.rank) for one in told}


def test_from_asking_to_two_seals(county: Scene) -> None:
    """Worked by hand: A1 (98.75 + 97.75) / 2 = 98.25, A2 (98.00 + 100.00) / 2 = 99.00; the others as before."""
    first, second = closed_again(county)

    assert ranks(first)["A1"] == ("98.13", 1)
    assert ranks(first)["A2"] == ("98.00", 2)
    assert ranks(second) == {"A2": ("99.00", 1), "A1": ("98.25", 2), "A3": ("83.67", 3), "AE": ("95.00", 1)}
    assert (first.version, second.version, Round.objects.get().state) == (1, 2, RoundState.RANKED)
    assert current_ranking(Round.objects.get()) == second.ranking
    assert {one.ranking for one in visible_to(county.person("a_secretary"))} == {second.ranking}


def test_both_archives_verify_and_each_says_which_version_it_is(county: Scene, tmp_path: Any) -> None:
    first, second = closed_again(county)

    one, two = (verify(io.BytesIO(archive_of(seal)), seal.checkpoint.fingerprint) for seal in (first, second))

    assert (one.version, two.version, two.superseded_by) == (1, 2, None)
    event = one.superseded_by
    told = (event["version"], event["reason"], event["asked"]["name"], event["confirmed"]["name"], event["root"])
    assert told == (2, REASON, "a_secretary", "county_admin", first.checkpoint.root.hex())
    assert two.events[: len(one.events)] == one.events
    assert not compare_with_log(first)
    assert not compare_with_log(second)


def forged(seal: Seal, change: Callable[[dict[str, Any]], Any]) -> Files:
    """The archive as who holds the server and its key would make it, with another event in place of the reopening."""

    def in_place(events: list[Any]) -> None:
        change(next(one for one in events if one["event"] == "reopened"))

    return resigned(files_of(seal), in_place)


FORGERIES: dict[str, Callable[[dict[str, Any]], Any]] = {
    "nobody opened it": lambda event: event.update(event="held"),
    "one person alone": lambda event: event.update(confirmed=event["asked"]),
    "no reason": lambda event: event.update(reason=""),
    "another first version": lambda event: event.update(root="0" * 64),
    "not what was sealed": lambda event: event.update(size=event["size"] - 1),
    "the third version": lambda event: event.update(version=3),
}


def test_archive_whose_reopening_was_forged_is_found_and_only_by_its_check(county: Scene) -> None:
    _first, second = closed_again(county)
    for name, change in FORGERIES.items():
        files = forged(second, change)
        with pytest.raises(Wrong):
            verify(packed(files))
        assert verify(packed(files), without=("versions",)), name  # the control: no other check would find it
    verify(packed(forged(second, lambda _event: None)))  # and made anew without a change it passes


def test_archive_of_a_version_that_holds_no_longer_never_changes_again(county: Scene) -> None:
    round = reopened_round(county)
    first = seal_for(county.person("a_secretary"), round)
    before = archive_of(first)
    bring_the_late_sheet(county)
    round.participants.update(
        attendance="absent", absence_reason="防汛"
    )  # what the roster says now is not what it said then

    assert archive_of(Seal.objects.get(pk=first.pk)) == before


def test_nothing_of_the_first_version_holds_while_the_round_is_open(county: Scene) -> None:
    round = reopened_round(county)

    assert (round.state, round.version, current_ranking(round)) == (RoundState.IN_PROGRESS, 2, None)
    assert not visible_to(county.person("county_admin")).exists()
    assert (Ranking.objects.count(), seal_for(county.person("a_secretary"), round).version) == (1, 1)
    step = RoundTransition.objects.last()
    assert step
    assert (step.source, step.target, step.reason) == (RoundState.RANKED, RoundState.IN_PROGRESS, REASON)


def test_classes_of_the_first_version_stay_with_it_and_hold_no_longer(county: Scene) -> None:
    round = sealed_round(county).round
    confirm_classes(round, {}, by=county.person("a_secretary"))
    given = Classification.objects.count()
    request = ask_to_reopen(round, reason=REASON, by=county.person("a_secretary"))
    round = reopen_round(request, by=county.person("county_admin"))
    bring_the_late_sheet(county)
    close_scoring(round, reason="其余同志下村防汛", by=county.person("a_secretary"))

    shown = visible_to(county.person("a_secretary"))
    assert (Classification.objects.count(), {one.class_now for one in shown}) == (given, {None})  # type: ignore[attr-defined]
    confirm_classes(Round.objects.get(), {}, by=county.person("a_secretary"))
    assert Round.objects.get().state == RoundState.CLASSIFIED


def test_findings_are_not_offered_twice(county: Scene) -> None:
    round = reopened_round(county)
    before = set(Finding.objects.values_list("pk", flat=True))
    correct_a1(county, round)
    close_scoring(round, reason="其余同志下村防汛", by=county.person("a_secretary"))

    new = Finding.objects.exclude(pk__in=before)
    assert [(one.organisation.code, str(one.item), one.text) for one in new] == [("A1", "五.1", "标语旧了")]
    assert before <= set(Finding.objects.values_list("pk", flat=True))


def test_objections_to_the_new_version_have_their_own_days(county: Scene) -> None:
    first, second = closed_again(county, objection_days=3)

    assert window_of(first.ranking) is not None
    window = window_of(second.ranking)
    assert window is not None
    assert window.is_open
    standing = Standing.objects.get(ranking=second.ranking, organisation__code="A1")
    object_to(standing, list(contestable(standing))[:1], text="换届批复在组织办", by=county.person("a1_secretary"))


def test_what_an_objection_gave_back_counts_in_the_next_version_too(county: Scene) -> None:
    """Worked by hand: A1 has 99.50 since the answer, so (99.50 + 97.75) / 2 = 98.625; A2 (98.00 + 100.00) / 2."""
    first = recounted_round(county)
    round = reopen_round(
        ask_to_reopen(first.round, reason=REASON, by=county.person("a_secretary")), by=county.person("county_admin")
    )
    bring_the_late_sheet(county)
    close_scoring(round, reason="其余同志下村防汛", by=county.person("a_secretary"))

    second = Seal.objects.get(version=2)
    told = ranks(second)
    assert (told["A1"], told["A2"]) == (("98.63", 2), ("99.00", 1))
    for seal in (first, second):
        verify(io.BytesIO(archive_of(Seal.objects.get(pk=seal.pk))), seal.checkpoint.fingerprint)


def test_what_an_objection_gave_back_ends_with_the_sheet_that_is_corrected(county: Scene) -> None:
    first = recounted_round(county)
    round = reopen_round(
        ask_to_reopen(first.round, reason=REASON, by=county.person("a_secretary")), by=county.person("county_admin")
    )
    correct_a1(county, round)
    close_scoring(round, reason="其余同志下村防汛", by=county.person("a_secretary"))

    second = Seal.objects.get(version=2)
    assert ranks(second)["A1"][0] == "98.25"  # (98.75 + 97.75) / 2, as the judge now says
    verify(io.BytesIO(archive_of(second)), second.checkpoint.fingerprint)


# One person alone


def alone(county: Scene) -> list[Callable[[], Any]]:
    """Every way in which the leader, also with a second post in the county's department, could do it alone."""
    request = asked(county)
    county.seat("a_secretary", "D", Duty.DEPARTMENT_OFFICER)
    county.seat("a_deputy", "D", Duty.DEPARTMENT_OFFICER)
    return [
        lambda: reopen_round(request, by=county.person("a_secretary")),
        lambda: reopen_round(request, by=county.person("a_deputy")),
        lambda: decline_reopening(request, reason="不用了", by=county.person("a_secretary")),
        lambda: reopen_round(request, by=county.person("a_officer")),
        lambda: reopen_round(request, by=county.person("b_secretary")),
        lambda: open_round(request.seal.round, by=county.person("a_secretary")),
    ]


def test_one_person_alone_can_never_do_it(county: Scene) -> None:
    for way in alone(county):
        with pytest.raises(Refused):
            way()
    assert (Round.objects.get().state, Round.objects.get().version) == (RoundState.RANKED, 1)


def test_control_without_the_check_the_table_still_refuses_and_the_other_ways_are_open(
    county: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reopen, "_check_second", lambda *_given: None)
    own, *_others = alone(county)
    request = Reopening.objects.get()

    with pytest.raises(Refused, match="已经办理过"), transaction.atomic():
        own()  # the constraint reopened_by_two_people
    reopen_round(request, by=county.person("a_officer"))  # so it was the check that refused this one
    assert Round.objects.get().version == 2


def test_the_database_refuses_an_answer_by_who_asked_and_a_changed_one(county: Scene) -> None:
    request = asked(county)
    person = county.person("a_secretary")
    with pytest.raises(IntegrityError), transaction.atomic():
        ReopeningAnswer.objects.create(
            reopening=request, decision="confirmed", asked_by=person, by=person, confirmed=request.seal
        )
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        Reopening.objects.all()._raw_delete("default")


def test_only_the_leader_asks_and_says_why(county: Scene) -> None:
    round = sealed_round(county).round
    for name, reason in (
        ("a_officer", REASON),
        ("county_admin", REASON),
        ("a_secretary", "  "),
        ("a_secretary", "晚" * 501),
        ("a_secretary", "晚到\u202e一份"),
    ):
        with pytest.raises(Refused):
            ask_to_reopen(round, reason=reason, by=county.person(name))
    ask_to_reopen(round, reason=REASON, by=county.person("a_deputy"))
    with pytest.raises(Refused, match="已经有人申请"):
        ask_to_reopen(round, reason=REASON, by=county.person("a_secretary"))


def test_a_round_of_the_county_takes_two_people_of_the_county(county: Scene) -> None:
    request = ask_to_reopen(county_round(county), reason=REASON, by=county.person("county_admin"))

    with pytest.raises(Refused):
        reopen_round(request, by=county.person("county_admin"))
    assert reopen_round(request, by=county.person("county_head")).version == 2


def test_declined_with_a_reason_it_stays_closed_and_may_be_asked_again(county: Scene) -> None:
    request = asked(county)
    with pytest.raises(Refused):
        decline_reopening(request, reason=" ", by=county.person("county_admin"))
    decline_reopening(request, reason="等县里会议定", by=county.person("county_admin"))

    with pytest.raises(Refused, match="已经办理过"):
        reopen_round(request, by=county.person("county_head"))
    assert Round.objects.get().version == 1
    again = ask_to_reopen(Round.objects.get(), reason=REASON, by=county.person("a_secretary"))
    assert reopen_round(again, by=county.person("county_head")).version == 2


def test_nobody_confirms_a_seal_that_holds_no_longer(county: Scene) -> None:
    request = asked(county)
    reopen_round(request, by=county.person("county_admin"))
    seal = Seal.objects.get()

    with pytest.raises(Refused):
        sign_seal(seal, SealRole.REPRESENTATIVE, root=seal.checkpoint.root.hex(), by=county.person("a1_secretary"))


@pytest.mark.django_db(transaction=True)
def test_two_confirmations_at_the_same_moment_make_one_version(county: Scene) -> None:
    request = asked(county)
    county.seat("county_second", "D", Duty.DEPARTMENT_OFFICER)
    start, told = Barrier(2), []

    def confirm(name: str) -> None:
        start.wait()
        try:
            told.append(reopen_round(Reopening.objects.get(pk=request.pk), by=county.person(name)).version)
        except Refused as refusal:
            told.append(refusal.code)
        finally:
            connection.close()

    threads = [Thread(target=confirm, args=(name,)) for name in ("county_admin", "county_second")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(map(str, told)) == ["2", "reopening_refused"]
    assert (Round.objects.get().version, ReopeningAnswer.objects.count(), Round.objects.get().state) == (
        2,
        1,
        RoundState.IN_PROGRESS,
    )


# What is in other hands


def test_what_was_filed_is_not_opened_again(county: Scene) -> None:
    round = classified_round(county)
    file_with_county(round, by=county.person("a_secretary"))

    with pytest.raises(Refused, match="还没有报备或公布"):
        ask_to_reopen(Round.objects.get(), reason=REASON, by=county.person("a_secretary"))


def test_what_was_issued_is_withdrawn_first(county: Scene) -> None:
    round = classified_round(county)
    bulletin = publish_bulletin(round, by=county.person("a_secretary"))

    with pytest.raises(Refused, match="已经印发，请先撤回"):
        ask_to_reopen(round, reason=REASON, by=county.person("a_secretary"))
    withdraw(bulletin, reason="有评分表晚到", by=county.person("a_secretary"))
    request = ask_to_reopen(round, reason=REASON, by=county.person("a_secretary"))
    again = publish_bulletin(round, by=county.person("a_secretary"))
    with pytest.raises(Refused, match="已经印发，请先撤回"):  # issued between the asking and the answer
        reopen_round(request, by=county.person("county_admin"))
    assert again.pk != bulletin.pk


def test_an_objection_is_answered_first(county: Scene) -> None:
    round = ranked_round(county, objection_days=3)
    standing = Standing.objects.get(organisation__code="A1")
    object_to(standing, list(contestable(standing))[:1], text="换届批复在组织办", by=county.person("a1_secretary"))

    with pytest.raises(Refused, match="还有1条异议没有答复"):
        ask_to_reopen(round, reason=REASON, by=county.person("a_secretary"))


def test_a_running_round_is_not_opened_again(county: Scene) -> None:
    round = reopened_round(county)

    with pytest.raises(Refused):
        ask_to_reopen(round, reason=REASON, by=county.person("a_secretary"))
    assert visit_to(round, "A1").round.version == 2


def test_findings_follow_the_sheets_that_count_now(county: Scene) -> None:
    """Version 1: A1 loses on 一.2 (two judges) and 三.3, A2 on 五.1. Version 2: A1 on 一.2 (two) and 五.1, nothing on 三.3."""
    closed_again(county)
    held = Finding.objects.filter(visit__organisation__code="A1", source="deduction")
    lines = {f"{one.item.section.no}.{one.item.no}": one for one in held if one.item}
    assert {no: (one.judges, str(one.points), one.set_aside) for no, one in lines.items()} == {
        "一.2": (2, "1.63", ""),
        "三.3": (0, "0.00", "复核后不再扣分"),
        "五.1": (1, "0.25", ""),
    }
    valid = set(valid_versions(Round.objects.get()).values_list("pk", flat=True))
    assert {one.version_id for one in lines["一.2"].deductions.all()} <= valid
