"""Each rule of the two sheets: what a case misses stands among the proposals that an organisation reads before the visit."""

from datetime import date
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from guanmo.stages.indicators.content import pre_score_rules
from guanmo.stages.sheets.importers.real import real_sheets
from tests.county import Scene
from tests.desk.indicators.cases import CASES
from tests.desk.indicators.facts import Case, Fact, Side
from tests.desk.indicators.sheet_cases import SHEET_CASES
from tests.desk.indicators.test_values import only_here
from tests.desk.records.ledgers import logged_in

VILLAGES, TWO_NEW = ("A1", "A3", "B2"), ("AE", "AS")
SUMMER = date(2026, 7, 15)
"""The first half of the year fell due within the last three months."""
WITHOUT_A_RULE = {
    "village:二.4", "village:三.11", "village:五.1", "two_new:四.1", "two_new:五.1",  # people alone can judge them
    "village:二.8", "two_new:二.4",  # stars come with the appraisals
    "village:三.8",
}  # fmt: skip


def case_for(indicator: str, sheet: str) -> tuple[Case, Side] | None:
    """A case with a miss in an organisation to which the sheet's items apply."""
    places = VILLAGES if sheet == "village" else TWO_NEW
    fitting = [one for one in (*SHEET_CASES, *CASES) if one.code == indicator and one.at in places]
    missed = [(one, side) for one in fitting for side in one.sides if side.state == "未达标"]
    return missed[0] if missed else None


RULES = [(one.key, found) for one in pre_score_rules() if (found := case_for(one.indicator, one.sheet))]


def proposed_to(scene: Scene, case: Case, facts: Any) -> dict[tuple[str, str], Any]:
    for fact in (*case.background, *facts):
        fact(scene)
    page = logged_in(scene, "county_admin").get(reverse("desk:indicators-organisation", args=[scene[case.at].uuid]))
    return {(line.key, line.code): line for line in page.context["page"].proposals.lines}


Bare = dict[tuple[str, date, tuple[Fact, ...]], frozenset[tuple[str, str]]]


@pytest.fixture(scope="module")
def bare() -> Bare:
    """What is proposed where nothing is recorded: many cases begin in the same place on the same day."""
    return {}


OF_REQUIREMENTS = {"village:三.1:poor_village_members": pytest.mark.requirement("S4-15e")}
"""A rule that itself is what the sources ask: the fact stands in the village's assessment."""


@pytest.mark.parametrize(
    ("key", "found"), [pytest.param(*one, id=one[0], marks=OF_REQUIREMENTS.get(one[0], ())) for one in RULES]
)
def test_what_is_missed_is_proposed_and_without_data_nothing_is(
    scene: Scene, key: str, found: tuple[Case, Side], bare: Bare, monkeypatch: pytest.MonkeyPatch
) -> None:
    case, side = found
    today = SUMMER if case.period.endswith("H1") else case.today
    monkeypatch.setattr(timezone, "localdate", lambda *_args: today)
    _sheet, item, indicator = key.split(":")
    with only_here():
        line = proposed_to(scene, case, side.facts)[item, indicator]
        assert line.points > 0
        assert "{" not in line.fact
    begun = case.at, today, case.background
    if begun not in bare:
        with only_here():
            bare[begun] = frozenset(proposed_to(scene, case, ()))
    assert (item, indicator) not in bare[begun]


def test_every_rule_is_tried_on_one_of_the_sheets() -> None:
    tried = {key.rpartition(":")[2] for key, _found in RULES}
    assert {one.indicator for one in pre_score_rules()} == tried


def test_every_item_that_records_can_answer_has_a_rule() -> None:
    with_rule = {one.item for one in pre_score_rules()}
    items = {f"{real.code}:{section.no}.{item.no}" for real in real_sheets() for section, item in real.sheet.items}
    assert items - with_rule == WITHOUT_A_RULE
    assert with_rule <= items
