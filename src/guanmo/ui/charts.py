"""Geometry of the two charts: numbers to SVG coordinates. Plain SVG prints, needs no script and can be read aloud."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from guanmo.ui.shapes import BarChart, BarRow, Line, LineChart, Text

WIDTH, HEIGHT = 400, 260
ROOM = Decimal("3.5")  # percent of the bar that a digit needs
LEFT, RIGHT, TOP, BOTTOM = 34, 388, 18, 232


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a bar: where it begins and how long it is, in percent of the longest bar."""

    tone: str
    value: int
    x: str
    width: str
    middle: str
    roomy: bool


@dataclass(frozen=True, slots=True)
class Bar:
    row: BarRow
    parts: tuple[Part, ...]
    words: str


def percent(value: Decimal | int, whole: Decimal | int) -> Decimal:
    """``value`` of ``whole`` in percent with two places, kept within 0–100; 0 for an empty whole."""
    if not whole:
        return Decimal(0)
    share = Decimal(value) * 100 / Decimal(whole)
    return min(max(share, Decimal(0)), Decimal(100)).quantize(Decimal("0.01"))


def bars(chart: BarChart) -> list[Bar]:
    """The bars of a chart, all measured against the longest."""
    longest = max((sum(row.values) for row in chart.rows), default=0)
    return [_bar(chart, row, longest) for row in chart.rows]


def _bar(chart: BarChart, row: BarRow, longest: int) -> Bar:
    words = "，".join(f"{series.label} {value}" for series, value in zip(chart.series, row.values, strict=True))
    return Bar(row, tuple(_parts(chart, row, longest)), words)


def _parts(chart: BarChart, row: BarRow, longest: int) -> Iterator[Part]:
    before = 0
    for series, value in zip(chart.series, row.values, strict=True):
        x, width = percent(before, longest), percent(value, longest)
        if value:
            yield Part(series.tone, value, f"{x}%", f"{width}%", f"{x + width / 2}%", width >= ROOM * len(str(value)))
        before += value


@dataclass(frozen=True, slots=True)
class Dot:
    x: str
    y: str
    value: Decimal


@dataclass(frozen=True, slots=True)
class Trace:
    """A line drawn: one path (gaps included), an optional area under it, and its known points."""

    line: Line
    path: str
    area: str
    dots: tuple[Dot, ...]
    last_y: str


@dataclass(frozen=True, slots=True)
class Tick:
    at: str
    label: Text


@dataclass(frozen=True, slots=True)
class Plot:
    traces: tuple[Trace, ...]
    x_ticks: tuple[Tick, ...]
    y_ticks: tuple[Tick, ...]
    rows: tuple[tuple[Text, tuple[Decimal | None, ...]], ...]


def plot(chart: LineChart) -> Plot:
    """Coordinates of a line chart in a drawing of WIDTH × HEIGHT."""
    return Plot(
        tuple(_trace(chart, line) for line in chart.lines),
        tuple(Tick(_number(_x(chart, i)), label) for i, label in enumerate(chart.points)),
        tuple(Tick(_number(_y(chart, value)), str(value)) for value in _steps(chart)),
        tuple((label, tuple(line.values[i] for line in chart.lines)) for i, label in enumerate(chart.points)),
    )


def _steps(chart: LineChart) -> list[int]:
    """Five round marks of the y axis, or fewer when the range is narrow."""
    span = chart.high - chart.low
    step = next((step for step in (1, 2, 5, 10, 20, 25, 50, 100) if span <= step * 5), span)
    return list(range(chart.low, chart.high + 1, step))


def _x(chart: LineChart, index: int) -> Decimal:
    gaps = max(len(chart.points) - 1, 1)
    return LEFT + Decimal(RIGHT - LEFT - 24) * index / gaps + 12


def _y(chart: LineChart, value: Decimal | int) -> Decimal:
    return BOTTOM - Decimal(BOTTOM - TOP) * (Decimal(value) - chart.low) / (chart.high - chart.low)


def _number(value: Decimal) -> str:
    return str(value.quantize(Decimal("0.1")))


def _trace(chart: LineChart, line: Line) -> Trace:
    dots = tuple(
        Dot(_number(_x(chart, i)), _number(_y(chart, value)), value)
        for i, value in enumerate(line.values)
        if value is not None
    )
    area = f"M{dots[0].x} {BOTTOM}{_run(dots)}L{dots[-1].x} {BOTTOM}Z" if line.area and dots else ""
    return Trace(line, _path(chart, line.values), area, dots, dots[-1].y if dots else "")


def _run(dots: Sequence[Dot]) -> str:
    return "".join(f"L{dot.x} {dot.y}" for dot in dots)


def _path(chart: LineChart, values: Sequence[Decimal | None]) -> str:
    """Path that lifts the pen over missing values."""
    parts, pen_down = [], False
    for i, value in enumerate(values):
        if value is not None:
            parts.append(f"{'L' if pen_down else 'M'}{_number(_x(chart, i))} {_number(_y(chart, value))}")
        pen_down = value is not None
    return "".join(parts)
