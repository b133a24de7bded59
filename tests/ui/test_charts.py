"""Geometry of the charts, worked by hand: the plot runs from x 46 to 376 and from y 232 up to 18."""

from decimal import Decimal

import pytest

from guanmo.ui.charts import bars, percent, plot
from guanmo.ui.shapes import BarChart, BarRow, Line, LineChart, Series


@pytest.mark.parametrize(
    ("value", "whole", "expected"),
    [(1, 4, "25"), (1, 3, "33.33"), (5, 4, "100"), (-1, 4, "0"), (3, 0, "0"), (Decimal("86.42"), 100, "86.42")],
)
def test_percent_stays_between_nothing_and_all(value: Decimal, whole: int, expected: str) -> None:
    assert percent(value, whole) == Decimal(expected)


def _chart(*values: list[int]) -> BarChart:
    series = [Series("已办结", "good"), Series("逾期", "bad")]
    return BarChart(series, [BarRow(f"乡{i}", counts) for i, counts in enumerate(values)])


def test_bars_are_measured_against_the_longest() -> None:
    longest, short = bars(_chart([6, 2], [3, 1]))

    assert [(p.x, p.width) for p in longest.parts] == [("0.00%", "75.00%"), ("75.00%", "25.00%")]
    assert [(p.x, p.width) for p in short.parts] == [("0.00%", "37.50%"), ("37.50%", "12.50%")]


def test_bar_says_all_its_numbers_also_the_zeros() -> None:
    (bar,) = bars(_chart([6, 0]))

    assert bar.words == "已办结 6，逾期 0"
    assert [part.value for part in bar.parts] == [6]


def test_bars_without_any_count_are_empty() -> None:
    (bar,) = bars(_chart([0, 0]))

    assert bar.parts == ()


def _plot(values: list[Decimal | None], area: bool = False) -> LineChart:
    return LineChart("得分", ["1", "2", "3", "4"], [Line("平均分", "red", values, area=area)], 0, 100)


def test_plot_puts_low_at_the_bottom_and_high_at_the_top() -> None:
    (trace,) = plot(_plot([Decimal(0), Decimal(50), Decimal(100), Decimal(100)])).traces

    assert [(dot.x, dot.y) for dot in trace.dots] == [
        ("46.0", "232.0"),
        ("156.0", "125.0"),
        ("266.0", "18.0"),
        ("376.0", "18.0"),
    ]


def test_missing_value_leaves_a_gap_and_is_never_zero() -> None:
    drawn = plot(_plot([Decimal(100), None, Decimal(100), Decimal(100)]))

    assert drawn.traces[0].path == "M46.0 18.0M266.0 18.0L376.0 18.0"
    assert drawn.rows[1] == ("2", (None,))


def test_line_without_any_value_draws_nothing() -> None:
    (trace,) = plot(_plot([None, None, None, None], area=True)).traces

    assert (trace.path, trace.area, trace.dots) == ("", "", ())


def test_axis_has_round_steps() -> None:
    assert [tick.label for tick in plot(_plot([None] * 4)).y_ticks] == ["0", "20", "40", "60", "80", "100"]
