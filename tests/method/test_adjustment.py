"""The adjusted scores as they are shown: decimals, intervals, lines that add up, refusals with a reason."""

from decimal import ROUND_HALF_UP, Decimal

import numpy as np
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


@pytest.mark.parametrize("places", [0, 1, 2, 4])
def test_lines_of_a_score_add_up_to_it_at_the_digits_shown(places: int) -> None:
    unit = Decimal(f"1E-{places}")
    for one in adjust(scored(), places=places).scores.values():
        for sheet in one.sheets:
            assert sheet.points == (sheet.share * sheet.corrected).quantize(unit, ROUND_HALF_UP)
        assert sum((sheet.points for sheet in one.sheets), one.level_points) == one.score
        assert sum((sheet.share for sheet in one.sheets), one.level_share) == 1
        # Each of five sheets, what they are worth and the score are off by half a unit; shares by 0.0001 of up to 20 points.
        assert abs(one.level_points - one.level_share * one.level) < 4 * unit + Decimal("0.01")


def test_score_that_was_held_on_the_scale_says_so() -> None:
    held = [one for one in adjust(scored(), full=Decimal("93.5")).scores.values() if "clipped" in one.flags]

    assert 0 < len(held) < 5  # of villages worth 96, 95, 94, 93, …
    for one in held:
        assert one.score == Decimal("93.5")
        assert sum((sheet.points for sheet in one.sheets), one.level_points) > Decimal("93.5")
    assert not any("clipped" in one.flags for one in adjust(scored(), full=Decimal(100)).scores.values())


def test_level_is_that_of_the_township_where_there_are_enough_of_them() -> None:
    def flags(townships: int) -> set[bool]:
        area = {name: f"{int(name[1:]) % townships}镇" for name in scored()}
        return {"level_of_area" in one.flags for one in adjust(scored(), area).scores.values()}

    assert flags(2) == {False}
    assert flags(3) == {True}


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
    between villages 162.4, left over beside villages and judges 143.9. So 1 - 143.9/162.4 = 0.114, about a ninth, is real, and a
    little less where judges are never taken for equally strict. Four fifths would take over a hundred judges: more than a
    county could send."""
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
    assert Decimal("0.08") < adjustment.reliability < Decimal("0.115")


def beside(villages: int) -> dict[str, dict[str, Decimal]]:
    """The twenty villages, and some that two judges of their own scored."""
    return {**scored(), **{f"另{n}": {"甲": Decimal(90 - 3 * n), "乙": Decimal(88 - 3 * n)} for n in range(villages)}}


def test_nothing_is_said_of_a_whole_list_that_falls_into_parts() -> None:
    """Of two villages nobody can say how much of the difference is real; of two parts there are two answers."""
    whole, alone = adjust(scored()), adjust({**scored(), "独处": {"另一位": Decimal(70)}})

    assert (whole.reliability, alone.enough) == (alone.reliability, whole.enough)
    for villages in (2, 3):
        apart = adjust(beside(villages))
        assert (apart.parts, apart.reliability, apart.enough, apart.level_reach) == (2, None, None, None)


def made_up(
    chance: np.random.Generator, villages: int, judges: int
) -> tuple[list[float], dict[str, dict[str, Decimal]]]:
    """True levels, and the scores of everybody by everybody: villages differ by 4, judges by 3, sheets err by 4."""
    true, strict = chance.normal(80, 4, villages), chance.normal(0, 3, judges)
    sheets = true[:, None] + strict + chance.normal(0, 4, (villages, judges))
    return list(true), {
        f"村{row:02}": {f"评委{judge}": Decimal(str(round(score, 1))) for judge, score in enumerate(line)}
        for row, line in enumerate(sheets)
    }


def test_ranges_hold_what_the_words_say_with_few_judges() -> None:
    """How a village compares with the list's mean lies in the range; its absolute level does not so often, for seven judges
    may all in all be mild or strict, and how far is said beside."""
    chance, held, absolute, level = np.random.default_rng(20261123), [], [], []
    for _round in range(80):
        true, scores = made_up(chance, 18, 7)
        found = adjust(scores)
        rows = [found.scores[f"村{row:02}"] for row in range(18)]
        off = float(np.mean([float(one.score) for one in rows]) - np.mean(true))
        held += [float(one.low) <= t + off <= float(one.high) for one, t in zip(rows, true, strict=True)]
        absolute += [float(one.low) <= t <= float(one.high) for one, t in zip(rows, true, strict=True)]
        assert found.level_reach is not None
        level.append(abs(off) <= found.level_reach)

    assert 0.92 < np.mean(held) < 0.99
    assert np.mean(absolute) < 0.9
    assert np.mean(level) > 0.88  # 0.95 less three standard errors of eighty rounds


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
