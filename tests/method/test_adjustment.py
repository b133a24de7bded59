"""The adjusted scores as they are shown: decimals, intervals, lines that add up, refusals with a reason."""

from decimal import Decimal

import pytest

from guanmo.method.adjustment import adjust

SHEETS = 5


def scored() -> dict[str, dict[str, Decimal]]:
    """Twenty villages, each by five of ten judges in turn; judge 0 takes 12 points more than the others do."""
    found: dict[str, dict[str, Decimal]] = {}
    for village in range(20):
        judges = [(village * 3 + seat * (1 + village % 2)) % 10 for seat in range(SHEETS)]
        worth = Decimal(96 - village)
        found[f"村{village:02}"] = {
            f"评委{judge}": worth - (12 if judge == 0 else 0) + Decimal((village * 7 + judge * 5) % 9 - 4) / 2
            for judge in set(judges)
        }
    return found


def test_strict_judge_is_found_and_taken_out() -> None:
    adjustment = adjust(scored())

    strict = adjustment.judges["评委0"]
    assert strict.severity == min(one.severity for one in adjustment.judges.values())
    # Twelve points below nine judges who are alike is 12 x 9 / 10 below the mean of all ten, drawn in a little.
    assert Decimal("-11.5") < strict.severity < Decimal("-8.5")
    order = sorted(adjustment.scores, key=lambda name: -adjustment.scores[name].score)
    assert max(abs(int(name[1:]) - place) for place, name in enumerate(order)) <= 2


def test_lines_of_a_score_add_up_to_it() -> None:
    for one in adjust(scored(), places=4).scores.values():
        total = sum((sheet.share * sheet.corrected for sheet in one.sheets), one.level_share * one.level)
        assert abs(total - one.score) < Decimal("0.15")  # shares are shown to a thousandth of some 85 points
        assert abs(sum((sheet.share for sheet in one.sheets), one.level_share) - 1) <= Decimal("0.003")


def test_interval_lies_about_the_score_and_ranks_in_the_list() -> None:
    adjustment = adjust(scored())

    for one in adjustment.scores.values():
        assert one.low < one.score < one.high
        assert abs(one.score - one.low - Decimal("1.96") * one.error) < Decimal("0.02")
        assert 1 <= one.rank_low <= one.rank_high <= 20
        assert 0 <= one.top <= 1
        assert one.all_low <= one.pairs_low <= one.pairs_high <= one.all_high
    assert sum(one.top for one in adjustment.scores.values()) == pytest.approx(Decimal(2), rel=Decimal("0.02"))


def test_tiers_follow_the_adjusted_score() -> None:
    ordered = sorted(adjust(scored()).scores.values(), key=lambda one: -one.score)

    tiers = [one.tier for one in ordered]
    assert tiers == sorted(tiers)
    assert tiers[0] == 1
    assert 3 < tiers[-1] < 20  # villages a point apart, each known to about a point


def test_how_many_judges_would_be_enough_follows_from_the_round() -> None:
    """Villages differ by a standard deviation of 5.8 points, sheets about their judge's usual by about 1.3: one is enough."""
    adjustment = adjust(scored())

    assert adjustment.enough == 1
    assert adjustment.reliability is not None
    assert adjustment.reliability > Decimal("0.95")


def test_ranges_stay_on_the_scale() -> None:
    free, held = adjust(scored()), adjust(scored(), full=Decimal(95))

    assert max(one.high for one in free.scores.values()) > 95
    assert max(one.high for one in held.scores.values()) == 95


def test_organisation_that_nobody_can_compare_has_no_row() -> None:
    """Known without any error, by the sums: there is nobody to differ from."""
    adjustment = adjust({**scored(), "独处": {"另一位": Decimal(70)}})

    assert adjustment.parts == 2
    assert "独处" not in adjustment.scores
    assert len(adjustment.scores) == 20


def test_differences_that_are_mostly_chance_are_said_to_be() -> None:
    """By hand: 31 villages with one sheet 12 off one way and three the other, one village with four alike. Mean squares:
    between villages 4 x 1260 / 31 = 163 (less a little for their mean), within 31 x 432 / 93 = 144. So 1 - 144/163, about
    a ninth, is real, and four fifths would take over a hundred judges: more than a county could send."""
    scores = {
        f"村{row}": {
            f"评委{judge}": Decimal(92 if (judge == row // 2 % 4) == (row % 2 == 0) else 68) for judge in range(4)
        }
        for row in range(31)
    }
    scores["村31"] = {f"评委{judge}": Decimal(92) for judge in range(4)}

    adjustment = adjust(scores)

    assert adjustment.enough is None
    assert adjustment.reliability is not None
    assert Decimal("0.09") < adjustment.reliability < Decimal("0.14")


def test_order_of_input_changes_nothing() -> None:
    backwards = {name: dict(reversed(sheets.items())) for name, sheets in reversed(scored().items())}

    assert adjust(backwards) == adjust(scored())


def test_organisation_without_a_sheet_has_no_row() -> None:
    assert "无人去" not in adjust({**scored(), "无人去": {}}).scores


def test_what_cannot_be_known_is_refused() -> None:
    alone = {name: {"评委1": next(iter(sheets.values()))} for name, sheets in scored().items()}

    refused = adjust(alone)

    assert (refused.refused, refused.scores, refused.judges) == ("one_judge", {}, {})


def test_sheet_that_fits_nothing_is_marked_as_a_question() -> None:
    scores = scored()
    scores["村03"] = {**scores["村03"], next(iter(scores["村03"])): Decimal(9)}

    adjustment = adjust(scores)

    assert [name for name, one in adjustment.scores.items() if "odd_sheet" in one.flags] == ["村03"]
    assert [sheet.given for sheet in adjustment.scores["村03"].sheets if sheet.odd] == [Decimal("9.00")]
