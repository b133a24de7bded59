"""The gates between the stages of a development case (S4-15a); days worked by hand."""

from datetime import date

import pytest

from guanmo.method.development import GATES, STAGES, Intervals, months_later, obstacles, targets

BEGAN = date(2025, 3, 31)
CHECKS = {
    "activist": ("member_recommendation", "mass_recommendation", "kinship_declaration"),
    "development_target": ("member_appraisal", "public_notice"),
    "probationary": ("public_appraisal", "qualification_review", "public_notice"),
    "full": ("public_notice",),
}


def between(source: str, target: str, on: date, **passed: date) -> object:
    return obstacles(source, target, since=BEGAN, on=on, passed=passed, intervals=Intervals())


@pytest.mark.parametrize("source", STAGES)
@pytest.mark.parametrize("target", STAGES)
def test_only_the_next_stage_has_a_gate(source: str, target: str) -> None:
    follows = STAGES.index(target) - STAGES.index(source) == 1

    assert ((source, target) in GATES) is follows


@pytest.mark.parametrize("at", range(1, 5))
def test_each_check_of_a_gate_is_asked_for(at: int) -> None:
    source, target = STAGES[at - 1], STAGES[at]
    late = date(2027, 1, 1)
    whole = dict.fromkeys(CHECKS[target], date(2026, 6, 1))
    assert not between(source, target, late, **whole)

    for left_out in CHECKS[target]:
        rest = {check: day for check, day in whole.items() if check != left_out}
        assert between(source, target, late, **rest).missing == (left_out,)  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("source", "target", "first"),
    [
        ("activist", "development_target", date(2026, 3, 31)),
        ("probationary", "full", date(2026, 3, 31)),
        ("probation_extended", "full", date(2025, 9, 30)),  # September has no 31st
    ],
)
def test_interval_ends_on_the_day_and_not_before(source: str, target: str, first: date) -> None:
    passed = dict.fromkeys(CHECKS[target], first.replace(day=1))
    before = date.fromordinal(first.toordinal() - 1)

    assert between(source, target, before, **passed).earliest == first  # type: ignore[attr-defined]
    assert not between(source, target, first, **passed)


def test_notice_of_an_earlier_stage_does_not_count_again() -> None:
    earlier = date(2025, 3, 30)

    assert between("probationary", "full", date(2026, 4, 1), public_notice=earlier).missing == ("public_notice",)  # type: ignore[attr-defined]
    assert not between("probationary", "full", date(2026, 4, 1), public_notice=BEGAN)


def test_deferral_leads_back_to_cultivation_and_no_further() -> None:
    assert targets("deferred") == ("activist", "withdrawn", "rejected")


@pytest.mark.parametrize("end", ["full", "withdrawn", "rejected", "disqualified"])
def test_ends_are_ends(end: str) -> None:
    assert targets(end) == ()


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2026, 12, 1), 1, date(2027, 1, 1)),
        (date(2026, 1, 1), -1, date(2025, 12, 1)),
    ],
)
def test_months_later(day: date, months: int, later: date) -> None:
    assert months_later(day, months) == later
