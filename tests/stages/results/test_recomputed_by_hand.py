"""A ranking can be made again from the stored ballots with pencil and paper: no method code is used here."""

from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import pytest

from guanmo.method.aggregation import Method, OfficialRule
from guanmo.method.classification import ClassRule
from guanmo.procedures.close_scoring import close_scoring
from guanmo.stages.organisations.enums import Kind
from guanmo.stages.results.models import CountedBallot, Ranking, Standing
from guanmo.stages.rounds.models import Round
from guanmo.stages.scoring.models import BallotVersion
from guanmo.stages.sheets.domain.set_not_applicable import set_not_applicable
from guanmo.stages.sheets.models import Item
from tests.county import Scene, finish_visits, running_round, score, visit_to
from tests.stages.results.scene import county_round, ranked_round, standing_of

pytestmark = pytest.mark.django_db

# What each judge takes off item 四.1 (4 points) and 二.1 (4 points) of village A1; five judges of other organisations.
FIVE = {"a_deputy": "0.50", "a_member": "1.25", "a_officer": "2.00", "a2_secretary": "3.33", "a3_secretary": "4.00"}


def five_sheets(county: Scene, official: OfficialRule) -> Round:
    round = running_round(county, official=official)
    for judge, points in FIVE.items():
        score(county, visit_to(round, "A1"), judge, {"四.1": (points, "计划不全"), "二.1": ("1.00", "记录不全")})
    finish_visits(county, round)
    close_scoring(round, reason="只评一个村", by=county.person("a_secretary"))
    return round


def stored_totals(round: Round, code: str) -> list[Decimal]:
    """100 minus the stored deduction lines, sheet by sheet, lowest first."""
    versions = BallotVersion.objects.filter(ballot__visit__round=round, ballot__visit__organisation__code=code)
    return sorted(Decimal(100) - sum(one.points for one in version.deductions.all()) for version in versions)


def two_places(value: Fraction) -> Decimal:
    exact = Decimal(value.numerator) / Decimal(value.denominator)
    return exact.quantize(Decimal("0.01"), ROUND_HALF_UP)


def mean(values: list[Decimal]) -> Decimal:
    return two_places(sum(map(Fraction, values)) / len(values))


@pytest.mark.parametrize(
    ("official", "by_hand", "expected", "counted"),
    [
        # 98.50 97.75 97.00 95.67 95.00: sum 483.92, divided by 5 = 96.784
        (OfficialRule(), mean, "96.78", 5),
        # without 98.50 and 95.00: 290.42 / 3 = 96.80666…
        (OfficialRule(Method.TRIMMED_MEAN, drop=1), lambda found: mean(found[1:-1]), "96.81", 3),
        # only 97.00 is left
        (OfficialRule(Method.TRIMMED_MEAN, drop=2), lambda found: mean(found[2:-2]), "97.00", 1),
        (OfficialRule(Method.MEDIAN), lambda found: found[2], "97.00", 5),
    ],
    ids=["mean", "trimmed by one", "trimmed by two", "median"],
)
def test_score_is_made_again_from_the_stored_deductions(
    county: Scene, official: OfficialRule, by_hand: Callable[[list[Decimal]], Decimal], expected: str, counted: int
) -> None:
    round = five_sheets(county, official)

    standing = standing_of(round, "A1")

    assert standing.score == by_hand(stored_totals(round, "A1")) == Decimal(expected)
    assert (standing.ballots, standing.counted, standing.stood_back) == (5, counted, 2)
    assert standing.counted_ballots.filter(dropped="").count() == counted


def test_trimmed_mean_keeps_which_sheets_were_dropped(county: Scene) -> None:
    round = five_sheets(county, OfficialRule(Method.TRIMMED_MEAN, drop=1))

    rows = CountedBallot.objects.filter(standing=standing_of(round, "A1")).values_list("score", "dropped")

    assert list(rows) == [
        (Decimal("98.50"), "high"), (Decimal("97.75"), ""), (Decimal("97.00"), ""), (Decimal("95.67"), ""),
        (Decimal("95.00"), "low"),
    ]  # fmt: skip


def test_too_few_sheets_are_no_score_and_not_zero(county: Scene) -> None:
    round = ranked_round(county, official=OfficialRule(Method.TRIMMED_MEAN, drop=1))

    standing = standing_of(round, "A1")

    assert (standing.score, standing.rank, standing.reason, standing.ballots) == (None, None, "too_few_ballots", 2)
    assert standing_of(round, "AS").reason == "no_ballots"


def test_section_scores_are_the_means_of_the_counted_sheets(county: Scene) -> None:
    round = five_sheets(county, OfficialRule(Method.TRIMMED_MEAN, drop=1))

    sections = [(one["title"], one["score"], one["points"]) for one in standing_of(round, "A1").sections]

    # 四: 15 minus the mean of 1.25, 2.00 and 3.33 = 2.1933…; 二: 30 minus 1.00 on every sheet
    assert sections == [
        ("党建基础", "25.00", "25.00"), ("组织建设", "29.00", "30.00"), ("党员管理", "20.00", "20.00"),
        ("活动开展", "12.81", "15.00"), ("工作保障", "10.00", "10.00"),
    ]  # fmt: skip


def test_equal_scores_share_a_rank_and_the_next_is_skipped(county: Scene) -> None:
    round = ranked_round(county)

    places = {one.organisation.code: (one.score, one.rank) for one in Standing.objects.filter(ranking__round=round)}

    assert places == {
        "A1": (Decimal("98.13"), 1), "A2": (Decimal("98.13"), 1), "A3": (Decimal("77.50"), 3),
        "AE": (Decimal("95.00"), 1), "AS": (None, None),
    }  # fmt: skip


def test_classes_follow_thresholds(county: Scene) -> None:
    round = ranked_round(county, classes=ClassRule("score", Decimal("98.13"), Decimal("77.50")))

    classes = dict(Standing.objects.filter(ranking__round=round).values_list("organisation__code", "proposed_class"))

    # the borders themselves belong to the better class
    assert classes == {"A1": "advanced", "A2": "advanced", "A3": "qualified", "AE": "qualified", "AS": ""}


def test_classes_follow_shares_and_a_tie_takes_the_better_class(county: Scene) -> None:
    round = ranked_round(county, classes=ClassRule("share", Decimal("0.34"), Decimal("0.34")))

    village = Standing.objects.filter(ranking__round=round, ranking_list="village")

    # of three, floor(3 x 0.34) = 1 is advanced and 1 backward; the tied first two both are advanced
    assert dict(village.values_list("organisation__code", "proposed_class")) == {
        "A1": "advanced", "A2": "advanced", "A3": "backward",
    }  # fmt: skip


def test_score_with_items_that_do_not_apply_is_rescaled_and_marked(county: Scene) -> None:
    admin, sheet = county.person("county_admin"), county.sheets["village"]
    for no in (1, 2, 3):
        item = Item.objects.get(section__sheet=sheet, section__no="五", no=no)
        set_not_applicable(item, Kind.VILLAGE, applies=False, by=admin)
    round = running_round(county)
    score(county, visit_to(round, "A1"), "a_deputy", {"四.1": ("2.00", "计划不全")})
    finish_visits(county, round)
    close_scoring(round, reason="只评一个村", by=county.person("a_secretary"))

    standing = standing_of(round, "A1")

    # section 五 has 10 points, so 90 apply; 88 of 90 are 97.777… of 100
    assert (standing.score, standing.rescaled) == (two_places(Fraction(88 * 100, 90)), True)
    assert standing.score == Decimal("97.78")
    assert [one["score"] for one in standing.sections] == ["25.00", "30.00", "20.00", "13.00", None]
    assert not standing_of(round, "A3").rescaled


def test_township_has_the_mean_of_its_points_and_none_without_points(county: Scene) -> None:
    round = county_round(county)

    listed = Standing.objects.filter(ranking__round=round, ranking_list="township")

    # A: (97.50 + 92.00) / 2; B: (90.00 + 85.00) / 2
    assert list(listed.values_list("organisation__code", "score", "rank", "reason", "ballots")) == [
        ("A", Decimal("94.75"), 1, "", 3), ("B", Decimal("87.50"), 2, "", 2), ("T", None, None, "no_scored_point", 0),
    ]  # fmt: skip


def test_own_township_stands_back_in_the_county_round(county: Scene) -> None:
    round = county_round(county)

    points = Standing.objects.filter(ranking__round=round, ranking_list="village")

    # of the four secretaries and deputies the two of the own town never score
    assert dict(points.values_list("organisation__code", "stood_back")) == {"A1": 2, "A3": 2, "B1": 2}


def test_ranking_keeps_the_rule_and_a_digest(county: Scene) -> None:
    first = ranked_round(county)

    ranking = Ranking.objects.get(round=first)

    assert len(ranking.digest) == 64
    assert ranking.official_rule == {"method": "mean", "drop": 0, "places": 2, "rounding": "half_up"}
