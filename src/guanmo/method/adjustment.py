"""The adjusted scores of one list as they are shown: beside the official rule, with intervals, and taken apart.

Numbers leave the floating-point arithmetic of ``severity`` here, rounded once, half up (design.md 3). The adjusted score
decides nothing by itself (design.md 4); where the visits cannot tell strict judges from weak organisations there is none,
and the reason is named.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

import numpy as np
from scipy.special import stdtrit

from guanmo.method.diagnostics import judges_enough
from guanmo.method.rounding import round_exactly, shared_out
from guanmo.method.severity.comparisons import Compared
from guanmo.method.severity.fit import Fit, NotComparable, fit
from guanmo.method.severity.judges import FEW_SCORES
from guanmo.method.severity.ranks import Ranks
from guanmo.method.severity.table import Indices, Named, read

LEVEL = 0.95
TOP = 0.1
_REACH = 1.959963984540054  # standard errors to each side of a 95 % interval
ODD = 3.5  # |standard| above which a single sheet is asked about (fair.md 6.8)
LESS = 0.75  # of the weight of an ordinary sheet
FEWEST_AREAS = 3
FEWEST_COMPARED = 3
"""Of a part with fewer organisations it cannot be said how much of their differences is real."""
SHARE_PLACES = 4
MOST_JUDGES = 99
MOST_POINTS = 999.0
"""What a field for points can hold; nothing honest comes near it."""


@dataclass(frozen=True, slots=True)
class SheetLine:
    """What one judge's sheet says of an organisation.

    ``given`` the score on the sheet; ``corrected`` what it is worth once the judge's severity and spread are taken out;
    ``share`` its weight in the score (0 to 1); ``points`` the two multiplied and rounded; ``odd`` when it fits neither judge
    nor organisation, and ``less`` when it counts for less because of that.
    """

    judge: str
    given: Decimal
    corrected: Decimal
    share: Decimal
    points: Decimal
    odd: bool
    less: bool


@dataclass(frozen=True, slots=True)
class AdjustedScore:
    """One organisation. ``score`` = sum of share x corrected + ``level_share`` x ``level``, the level of all or of the area.

    The shares make 1; ``level_points`` is ``level_share`` x ``level`` with what rounding left over, so that it and the
    sheets' points add up to the score exactly, unless the score was held within the points that a sheet has (``clipped``).
    ``low`` to ``high``, held likewise, is the 95 % interval of how the organisation compares with the mean of its list: what
    all have in common, were the judges as a whole mild or strict, is not in it (``Adjustment.level_reach``).
    ``rank_low`` (best) to ``rank_high`` (worst) is the 95 % interval of its rank among those of its ``part`` (from 1);
    ``top`` the chance (0 to 1) of being among the best tenth, rounded up to whole organisations. ``pairs_low`` to ``pairs_high`` is the range that follows from
    comparing it with each other one, ``all_low`` to ``all_high`` the one that holds for all organisations at once; ``tier``
    counts from 1, and who is in a tier cannot be told apart from its first. ``flags``: ``provisional``, ``odd_sheet``,
    ``clipped``, ``level_of_area``.
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
    level_points: Decimal
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
    how many judges for each organisation would bring it to 0.8. Both are of organisations that can all be compared, at
    least three; where there are several such parts, or one of two, they are None.
    ``level_reach``: how far the level of the whole list may be off to each side (95 %), for nobody knows from the scores
    whether the judges as a whole are mild or strict; None where parts have levels of their own, or none was worked out.
    """

    scores: Mapping[str, AdjustedScore]
    judges: Mapping[str, JudgeProfile]
    parts: int
    issues: tuple[str, ...]
    refused: str | None = None
    reliability: Decimal | None = None
    enough: int | None = None
    level_reach: Decimal | None = None


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
        level_reach=found.level_reach(),
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

    def compared(self) -> Indices | None:
        """The organisations that can all be compared; None where they are too few, or others can be compared only apart."""
        part = self.fitted.parts.organisation
        several = np.flatnonzero(np.bincount(part) > 1)
        members = np.flatnonzero(part == several[0]) if several.size == 1 else np.zeros(0)
        return members.astype(np.int32) if members.size >= FEWEST_COMPARED else None

    def real(self, members: Indices) -> float:
        """The share of the differences between these organisations' adjusted scores that is real (0 to 1)."""
        doubt = float(((self.fitted.error[members] / self.fitted.caution) ** 2).mean())
        return 1 - min(doubt / self._apart(members), 1.0)

    def _apart(self, members: Indices) -> float:
        """The variance of these organisations about their own mean, were no sheet known."""
        variances, area = self.fitted.variances, self.fitted.table.area
        apart = variances.own * (1 - 1 / members.size)
        if area is not None:
            apart += variances.area * (1 - float(((np.bincount(area[members]) / members.size) ** 2).sum()))
        return apart

    def reliability(self) -> Decimal | None:
        members = self.compared()
        return None if members is None else self.number(self.real(members), 2)

    def enough(self) -> int | None:
        """Judges for each organisation until four fifths are real; None where no number in reach is enough."""
        members = self.compared()
        real = 0.0 if members is None else self.real(members)
        if members is None or real <= 0:
            return None
        if real >= 1:
            return 1
        sheets = float(np.diff(self.fitted.table.starts)[members].mean())
        needed = judges_enough(self.between(), self.between() * sheets * (1 - real) / real)
        return needed if needed <= MOST_JUDGES else None

    def level_reach(self) -> Decimal | None:
        """Severity is the least known part of a level, so it reaches as far as that many judges allow (Student's t)."""
        if self.fitted.level_error is None:
            return None
        return self.number(stdtrit(self.fitted.table.judges - 1, (1 + LEVEL) / 2) * self.fitted.level_error)

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
        *shares, level_share = self._shares(row)
        sheets = tuple(self._sheets(row, shares))
        flags = {
            "provisional": fitted.provisional[row],
            "odd_sheet": any(sheet.odd for sheet in sheets),
            "clipped": self.number(score) != self.on_scale(score),
            "level_of_area": fitted.table.areas > 0,
        }
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
            level_share=level_share,
            level_points=self.number(score) - sum((sheet.points for sheet in sheets), Decimal(0)),
            flags=tuple(flag for flag, present in flags.items() if present),
            sheets=sheets,
        )

    def _shares(self, row: int) -> list[Decimal]:
        """The weight of each sheet of an organisation, and last that of the level."""
        starts = self.fitted.table.starts
        sheets = [Fraction(float(share)) for share in self.fitted.share[starts[row] : starts[row + 1]]]
        return shared_out([*sheets, max(1 - sum(sheets, Fraction(0)), Fraction(0))], SHARE_PLACES)

    def _sheets(self, row: int, shares: Sequence[Decimal]) -> Iterator[SheetLine]:
        table, fitted = self.fitted.table, self.fitted
        for place, share in zip(range(table.starts[row], table.starts[row + 1]), shares, strict=True):
            corrected = self.number(fitted.corrected[place])
            yield SheetLine(
                judge=self.named.judges[table.judge[place]],
                given=self.number(table.score[place]),
                corrected=corrected,
                share=share,
                points=round_exactly(Fraction(share) * Fraction(corrected), self.places),
                odd=bool(abs(fitted.standard[place]) > ODD),
                less=bool(fitted.trust[place] < LESS),
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
