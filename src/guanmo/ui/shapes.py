"""What the components take: one frozen dataclass per component. Pages fill them, templates only print them.

Numbers are Decimal or int; ``None`` means "not known" and is printed as a dash, never as zero. Texts are ready for the
user. A ``url`` of ``""`` means: no link.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from django.utils.functional import Promise

Text = str | Promise
Number = Decimal | int | None
Tone = Literal["good", "warn", "bad", "info", "mute"]


@dataclass(frozen=True, slots=True)
class MenuItem:
    """One entry of the side menu; ``badge`` is a count that asks for attention."""

    title: Text
    url: str
    icon: str
    active: bool = False
    badge: int | None = None


@dataclass(frozen=True, slots=True)
class MenuGroup:
    title: Text
    items: Sequence[MenuItem]


@dataclass(frozen=True, slots=True)
class Kpi:
    """A key figure. ``progress`` is 0–100; ``change`` is the difference to ``change_note``, up is good."""

    label: Text
    value: object
    unit: Text = ""
    icon: str = ""
    note: Text = ""
    change: Number = None
    change_note: Text = ""
    progress: Number = None
    tone: Literal["plain", "red", "bad"] = "plain"
    url: str = ""


@dataclass(frozen=True, slots=True)
class Choice:
    """One way out of several: segment, tab or chip. ``count`` is printed behind, ``done`` adds a tick."""

    label: Text
    url: str
    active: bool = False
    count: object = None
    done: bool = False


@dataclass(frozen=True, slots=True)
class Band:
    """A band of the tile grid, 1 best to 5 worst, with the words of the legend."""

    number: int
    label: Text


@dataclass(frozen=True, slots=True)
class Tile:
    """One organisation; ``band`` 1–5, or 0 when there is no score."""

    label: Text
    value: Number
    band: int
    url: str = ""


@dataclass(frozen=True, slots=True)
class TileRow:
    label: Text
    note: object
    tiles: Sequence[Tile]
    url: str = ""


@dataclass(frozen=True, slots=True)
class TimelineEntry:
    """One transition: what happened, when, by whom and why; ``note`` is what was written where it is no reason."""

    title: Text
    at: object
    by: Text = ""
    reason: Text = ""
    tone: Tone = "mute"
    icon: str = "circle-dot"
    note: Text = ""


@dataclass(frozen=True, slots=True)
class Step:
    label: Text
    state: Literal["done", "current", "todo"]
    note: object = ""


@dataclass(frozen=True, slots=True)
class Todo:
    """One thing that waits for the user; ``tag`` is the word of its status."""

    title: Text
    note: Text = ""
    url: str = ""
    icon: str = "clock"
    tone: Tone = "warn"
    tag: Text = ""


@dataclass(frozen=True, slots=True)
class Series:
    label: Text
    tone: Tone


@dataclass(frozen=True, slots=True)
class BarRow:
    """One bar; ``values`` in the order of the chart's series, counts ≥ 0."""

    label: Text
    values: Sequence[int]
    url: str = ""


@dataclass(frozen=True, slots=True)
class BarChart:
    series: Sequence[Series]
    rows: Sequence[BarRow]


@dataclass(frozen=True, slots=True)
class Line:
    """One line; a ``None`` value leaves a gap. ``area`` fills below, at most one line should."""

    label: Text
    tone: Literal["red", "gold", "grey", "green"]
    values: Sequence[Decimal | None]
    dashed: bool = False
    area: bool = False


@dataclass(frozen=True, slots=True)
class LineChart:
    """Lines over ``points`` (texts of the x axis); the y axis runs from ``low`` to ``high``."""

    label: Text
    points: Sequence[Text]
    lines: Sequence[Line]
    low: int = 0
    high: int = 100


@dataclass(frozen=True, slots=True)
class Quick:
    """A quick button of the phone page: take off ``deduct`` points."""

    label: Text
    deduct: Decimal
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class Reason:
    label: Text
    value: str
    checked: bool = False


@dataclass(frozen=True, slots=True)
class PhoneItem:
    """One score-sheet item on the phone. ``name`` prefixes the input names: ``-deducted``, ``-reason``, ``-note``."""

    no: int | str
    text: Text
    hint: Text
    points: Decimal
    score: Decimal | None
    deducted: Decimal | None
    name: str
    step: Decimal = Decimal("0.5")
    quick: Sequence[Quick] = field(default_factory=tuple)
    reasons: Sequence[Reason] = field(default_factory=tuple)
    note: str = ""
    error: Text = ""
    open: bool = True
