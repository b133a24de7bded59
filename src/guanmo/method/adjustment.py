"""The adjusted scores of one list as they are shown: beside the official rule, with intervals, and taken apart.

Numbers leave the floating-point arithmetic of ``severity`` here, rounded once, half up (design.md 3). The adjusted score
decides nothing by itself (design.md 4); where the visits cannot tell strict judges from weak organisations there is none,
and the reason is named.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

import numpy as np

from guanmo.method.diagnostics import judges_enough
from guanmo.method.rounding import round_exactly
from guanmo.method.severity.comparisons import Compared
from guanmo.method.severity.fit import Fit, NotComparable, fit
from guanmo.method.severity.judges import FEW_SCORES
from guanmo.method.severity.ranks import Ranks
from guanmo.method.severity.table import Named, read

LEVEL = 0.95
TOP = 0.1
_REACH = 1.959963984540054  # standard errors to each side of a 95 % interval
ODD = 3.5  # |standard| above which a single sheet is asked about (fair.md 6.8)
FEWEST_AREAS = 3
MOST_JUDGES = 99
MOST_POINTS = 999.0
"""What a field for points can hold; nothing honest comes near it."""


@dataclass(frozen=True, slots=True)
class SheetLine:
    """What one judge's sheet says of an organisation.

    ``given`` the score on the sheet; ``corrected`` what it is worth once the judge's severity and spread are taken out;
    ``share`` its weight among the organisation's sheets (0 to 1); ``odd`` when it fits neither judge nor organisation.
    """

    judge: str
    given: Decimal
    corrected: Decimal
    share: Decimal
    odd: bool


@dataclass(frozen=True, slots=True)
class AdjustedScore:
    """One organisation. ``score`` = sum of share x corrected + ``level_share`` x ``level``, the level of all or of the area;
    ``low`` to ``high`` is its 95 % interval, kept within the points that a sheet has.

    ``rank_low`` (best) to ``rank_high`` (worst) is the 95 % interval of its rank among those of its ``part`` (from 1);
    ``top`` the chance (0 to 1) of being among the best tenth. ``pairs_low`` to ``pairs_high`` is the range that follows from
    comparing it with each other one, ``all_low`` to ``all_high`` the one that holds for all organisations at once; ``tier``
    counts from 1, and who is in a tier cannot be told apart from its first. ``flags``: ``provisional``, ``odd_sheet``.
    """

    organisation: str
    score: Decimal
    error: Decimal
    low: Decimal
    high: Decimal
    rank_low: int
    rank_high: int
    pairs_low: int
    pairs_high: int
    all_low: int
    all_high: int
    tier: int
    top: Decimal
    part: int
    level: Decimal
    level_share: Decimal
    flags: tuple[str, ...]
    sheets: tuple[SheetLine, ...]


@dataclass(frozen=True, slots=True)
class JudgeProfile:
    """How one judge scores: a question for the leader, never a verdict.

    ``severity`` in points against the other judges (above 0 mild, below 0 strict) with its standard ``error``; ``spread``
    1 for a judge who uses the scale as the others do, 0 for one who gives everybody the same; ``noise`` the usual distance
    of a sheet from what was likely, in points. ``flags``: ``few_sheets``, ``straight_lining``, ``odd_sheets``.
    """

    judge: str
    sheets: int
    severity: Decimal
    error: Decimal
    spread: Decimal
    noise: Decimal
    odd: int
    flags: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Adjustment:
    """``scores`` by organisation and ``judges`` by name; both empty when ``refused`` names the reason (see ``fit``).

    ``parts``: how many groups of organisations cannot be compared with each other; ``issues``: see ``Fit``. ``reliability``
    (0 to 1): the share of the differences between organisations that is real, with the sheets that there are; ``enough``:
    how many judges for each organisation would bring it to 0.8. Both are None when refused.
    """

    scores: Mapping[str, AdjustedScore]
    judges: Mapping[str, JudgeProfile]
    parts: int
    issues: tuple[str, ...]
    refused: str | None = None
    reliability: Decimal | None = None
    enough: int | None = None


def adjust(
    scores: Mapping[str, Mapping[str, Decimal]],
    area: Mapping[str, str] | None = None,
    places: int = 2,
    full: Decimal | None = None,
) -> Adjustment:
    """Adjust scores (organisation -> judge -> score on one scale) for the judges' severity.

    ``area`` names each organisation's township where those were not visited at random; fewer than three townships tell
    nothing of how townships differ and are left out. ``full`` are the points of a whole sheet: no score or range leaves 0 to
    ``full``. Organisations without a sheet have no row. The order of input never matters.
    """
    told = {area[name] for name, sheets in scores.items() if sheets} if area else set()
    named = read(scores, area if len(told) >= FEWEST_AREAS else None)
    try:
        fitted = fit(named.table)
    except NotComparable as refusal:
        return Adjustment({}, {}, 0, (), refusal.reason)
    except (ArithmeticError, np.linalg.LinAlgError):
        return Adjustment({}, {}, 0, (), "unsolvable")
    if not all(np.isfinite(values).all() for values in (fitted.adjusted, fitted.error, fitted.corrected)):
        return Adjustment({}, {}, 0, (), "unsolvable")
    found = _Rounded(named, fitted, places, full)
    return Adjustment(
        {one.organisation: one for one in found.scores()},
        {one.judge: one for one in found.judges()},
        fitted.parts.count,
        fitted.issues,
        reliability=found.reliability(),
        enough=found.enough(),
    )


class _Rounded:
    """A fit with names, whose numbers are given out as decimals."""

    def __init__(self, named: Named, fitted: Fit, places: int, full: Decimal | None) -> None:
        self.named, self.fitted, self.places, self.full = named, fitted, places, full

    def number(self, value: float, places: int | None = None) -> Decimal:
        held = min(max(float(value), -MOST_POINTS), MOST_POINTS)
        return round_exactly(Fraction(held), self.places if places is None else places)

    def between(self) -> float:
        """The variance between organisations, areas included."""
        variances = self.fitted.variances
        return variances.own + (variances.area if self.fitted.table.areas else 0.0)

    def real(self) -> float:
        """The share of the differences between adjusted scores that is real (0 to 1)."""
        return 1 - min(float((self.fitted.error**2).mean()) / self.between(), 1.0)

    def reliability(self) -> Decimal:
        return self.number(self.real(), 2)

    def enough(self) -> int | None:
        """Judges for each organisation until four fifths are real; None where no number in reach is enough."""
        real, table = self.real(), self.fitted.table
        if real <= 0:
            return None
        if real >= 1:
            return 1
        noise = self.between() * table.score.size / table.organisations * (1 - real) / real
        needed = judges_enough(self.between(), noise)
        return needed if needed <= MOST_JUDGES else None

    def on_scale(self, value: float) -> Decimal:
        number = self.number(value)
        return number if self.full is None else min(max(number, Decimal(0)), self.full)

    def scores(self) -> Iterator[AdjustedScore]:
        ranks, compared = self.fitted.ranks(level=LEVEL, top=TOP), self.fitted.compared(level=LEVEL)
        part = self.fitted.parts.organisation
        alone = np.bincount(part)[part] == 1  # with nobody to compare with there is nothing to adjust
        for row, name in enumerate(self.named.organisations):
            if not alone[row]:
                yield self._score(row, name, ranks, compared)

    def _score(self, row: int, name: str, ranks: Ranks, compared: Compared) -> AdjustedScore:
        fitted = self.fitted
        score, error = float(fitted.adjusted[row]), float(fitted.error[row])
        sheets = tuple(self._sheets(row))
        flags = {"provisional": fitted.provisional[row], "odd_sheet": any(sheet.odd for sheet in sheets)}
        return AdjustedScore(
            organisation=name,
            score=self.on_scale(score),
            error=self.number(error),
            low=self.on_scale(score - _REACH * error),
            high=self.on_scale(score + _REACH * error),
            rank_low=int(ranks.best[row]),
            rank_high=int(ranks.worst[row]),
            pairs_low=int(compared.by_pairs.best[row]),
            pairs_high=int(compared.by_pairs.worst[row]),
            all_low=int(compared.together.best[row]),
            all_high=int(compared.together.worst[row]),
            tier=int(compared.tier[row]),
            top=self.number(ranks.top[row], 3),
            part=int(fitted.parts.organisation[row]) + 1,
            level=self.number(fitted.level[row]),
            level_share=self.number(1 - fitted.share[fitted.table.starts[row] : fitted.table.starts[row + 1]].sum(), 3),
            flags=tuple(flag for flag, present in flags.items() if present),
            sheets=sheets,
        )

    def _sheets(self, row: int) -> Iterator[SheetLine]:
        table, fitted = self.fitted.table, self.fitted
        for place in range(table.starts[row], table.starts[row + 1]):
            yield SheetLine(
                judge=self.named.judges[table.judge[place]],
                given=self.number(table.score[place]),
                corrected=self.number(fitted.corrected[place]),
                share=self.number(fitted.share[place], 3),
                odd=bool(abs(fitted.standard[place]) > ODD),
            )

    def judges(self) -> Iterator[JudgeProfile]:
        table, fitted = self.fitted.table, self.fitted
        counts = np.bincount(table.judge, minlength=table.judges)
        odd = table.per_judge((np.abs(fitted.standard) > ODD).astype(float))
        for column, name in enumerate(self.named.judges):
            flags = {
                "few_sheets": counts[column] < FEW_SCORES,
                "straight_lining": fitted.straight_lining[column],
                "odd_sheets": odd[column] > 1,
            }
            yield JudgeProfile(
                judge=name,
                sheets=int(counts[column]),
                severity=self.number(fitted.severity[column]),
                error=self.number(fitted.severity_error[column]),
                spread=self.number(fitted.judges.spread[column]),
                noise=self.number(np.sqrt(fitted.judges.noise[column])),
                odd=int(odd[column]),
                flags=tuple(flag for flag, present in flags.items() if present),
            )
