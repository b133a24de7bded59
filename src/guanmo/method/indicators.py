"""What an indicator asks: rows, what of them counts, a period, a target, and for whom.

A definition is data (TOML), so that a county changes a target without code. It names rows (``records``), which of them count
(``where``), and two sums over them; the words are those of the field's tools: numerator, denominator, period, level.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import lru_cache
from typing import Any

from guanmo.method.indicator_expression import (
    AGGREGATES,
    BUILT_IN,
    OF_PERIOD,
    Aggregate,
    ExpressionWrong,
    names,
    read_aggregate,
    read_condition,
)
from guanmo.method.rhythm import MONTHS

DIRECTIONS = ("at_least", "at_most", "between", "shown")
"""``between`` has a target and a limit; ``shown`` has none: the value is shown and nobody falls short."""
UNITS = ("times", "people", "share", "money", "number", "years")
LEVELS = ("organisation", "county")
"""Where the target is judged: at each organisation, or only for the sum of the county."""


class IndicatorWrong(ValueError):
    """A definition that contradicts itself; the text says which part of it."""


@dataclass(frozen=True, slots=True)
class Attached:
    """What is summed for each row from other rows: those of ``records`` whose ``key`` is the row's ``own``, in the period.

    ``sums`` maps a name to a sum, which the expressions then read as ``attached.name``; ``always`` takes all times.
    """

    records: str
    key: str
    own: str
    sums: Mapping[str, str] = field(hash=False)
    date: str = "day"
    where: str = ""
    always: bool = False


@dataclass(frozen=True, slots=True)
class Definition:
    """One indicator in one version. ``target`` and ``limit`` are exact; shares are written ``9/10``, money in fen.

    ``stock`` counts what is there on the last day (``in_force`` names the two day columns); otherwise what happened in
    the period counts by ``date``, or by the period that the record itself names (``by_period``). ``kept_by`` are the rows
    of which an organisation must have had one by then for its value to be known: it keeps them here, not on paper.
    ``grace`` are days after the period's end until it is due. ``window`` looks at so many days back from its end.
    ``at_once`` judges a value as it stands, without waiting for the period's end. ``tolerance`` widens target and limit;
    ``needed`` is a number that the expressions read by this name, so that a county sets it as it sets the target.
    ``sparing`` asks nothing of an organisation that has no row at the bottom, where otherwise nothing would be known of it
    (with ``kept_by`` that is so whether or not the organisation keeps those rows).
    ``in_fen`` says that both sums of a share are money.
    ``mended_by`` is the ledger whose form mends a miss.
    """

    code: str
    title: str
    clause: str
    records: str
    period: str
    group: str = ""
    version: int = 1
    unit: str = "times"
    direction: str = "at_least"
    target: str = ""
    limit: str = ""
    tolerance: str = "0"
    level: str = "organisation"
    asked_by: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    forms: tuple[str, ...] = ()
    where: str = ""
    numerator: str = "count()"
    denominator: str = ""
    date: str = "day"
    by_period: bool = False
    stock: bool = False
    in_force: tuple[str, ...] = ()
    kept_by: str = ""
    grace: int = 0
    window: int = 0
    at_once: bool = False
    needed: int = 1
    sparing: bool = False
    in_fen: bool = False
    mended_by: str = ""
    note: str = ""
    attached: Mapping[str, Attached] = field(default_factory=dict, hash=False)

    @property
    def known_by(self) -> str:
        return self.kept_by or self.records

    @property
    def spoken(self) -> bool:
        """Whether a figure is shown as a record that names its period gives it: known exactly of the periods so named."""
        return self.by_period and self.direction == "shown"

    @property
    def top(self) -> Aggregate:
        return read_aggregate(self.numerator)

    @property
    def bottom(self) -> Aggregate | None:
        """None when each organisation counts as one."""
        return read_aggregate(self.denominator) if self.denominator else None

    @property
    def reads_needed(self) -> bool:
        """Whether the number ``needed`` says anything here."""
        return "needed" in self.names_read

    def columns_of(self, source: str) -> frozenset[str]:
        """The columns that this definition reads of one source."""
        return _columns_of(self, source)

    @property
    def names_read(self) -> frozenset[str]:
        """Every name in its condition and its two sums."""
        return names(read_condition(self.where)) | names(self.top) | names(self.bottom)


@lru_cache(maxsize=10_000)
def _columns_of(asked: Definition, source: str) -> frozenset[str]:
    found: set[str] = set()
    if source == asked.records:
        found |= {one for one in asked.names_read if "." not in one and one not in BUILT_IN} | {asked.date}
        found |= {*asked.in_force} | {one.own for one in asked.attached.values()}
        found |= {"period"} if asked.by_period else set()
    for one in asked.attached.values():
        if one.records == source:
            sums = (names(read_aggregate(text)) for text in one.sums.values())
            found |= {one.key, one.date} | names(read_condition(one.where)).union(*sums) - OF_PERIOD.keys()
    return frozenset(found)


def read_definition(data: Mapping[str, Any]) -> Definition:
    """The definition that its plain form (TOML, JSON) describes. Raises IndicatorWrong.

    >>> read_definition({"code": "day", "title": "主题党日", "clause": "村表四.1", "records": "theme_party_day",
    ...                  "period": "month", "target": "1"}).numerator
    'count()'
    """
    tuples = {name: tuple(data[name]) for name in ("kinds", "forms", "asked_by", "in_force") if name in data}
    try:
        attached = {name: Attached(**one) for name, one in data.get("attached", {}).items()}
        read = Definition(**{**data, **tuples, "attached": attached})
        _check(read)
    except (TypeError, AttributeError, ValueError, ZeroDivisionError) as error:
        raise IndicatorWrong(f"{data.get('code', '?')}: {error}") from error
    return read


def _check(read: Definition) -> None:
    for name in ("code", "title", "clause", "records"):
        _need(bool(getattr(read, name)), name)
    _need(read.period in MONTHS, "period")
    _need(read.unit in UNITS, "unit")
    _need(read.direction in DIRECTIONS, "direction")
    _need(read.level in LEVELS, "level")
    _need(bool(read.target) != (read.direction == "shown"), "target")
    _need(bool(read.limit) == (read.direction == "between"), "limit")
    for text in (read.target, read.limit, read.tolerance):
        _need(Fraction(text or 0) >= 0, "target")
    _need(not read.stock or len(read.in_force) == 2, "in_force")
    _need(read.unit != "share" or bool(read.denominator), "denominator")
    _need(isinstance(read.needed, int) and read.needed > 0, "needed")
    _need(not read.sparing or bool(read.denominator), "sparing")
    read_condition(read.where)
    _need(all(one.function in AGGREGATES for one in (read.top, read.bottom) if one), "denominator")
    for one in read.attached.values():
        read_condition(one.where)
        _need(all(read_aggregate(text).function != "distinct" for text in one.sums.values()), "attached")


def _need(holds: bool, part: str) -> None:
    if not holds:
        raise ExpressionWrong(part)
