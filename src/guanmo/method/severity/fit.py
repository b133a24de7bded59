"""The adjusted scores of a table, with standard errors, ranks and the reasons where there are none (fair.md 6).

The adjusted score of an organisation is what its judges gave, each score corrected for how strict its judge is and how
widely that judge uses the scale, weighed by how much it can be relied on, and drawn towards the others where little was
seen.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtri, stdtrit

from guanmo.method.severity.comparisons import Compared, Range, compared
from guanmo.method.severity.equations import Equations, Pattern, Variances
from guanmo.method.severity.judges import Judges, flat
from guanmo.method.severity.large import fit_large
from guanmo.method.severity.parts import Parts, left_over, parts
from guanmo.method.severity.ranks import Ranks, rank_intervals
from guanmo.method.severity.reml import enough, reml
from guanmo.method.severity.robust import Robust, robust, slips, with_areas
from guanmo.method.severity.table import Floats, Indices, Table

Model = Literal["robust", "additive"]
PROVISIONAL = 2.5  # effective number of judges below which a score is marked as provisional
INDICATIVE = 15  # organisations below which intervals were too narrow in simulated dirty rounds
NO_DIFFERENCE = 0.001  # of the noise: below it the variance between organisations has gone to nothing
MOST_UNKNOWNS, MOST_CELLS = 3000, 40_000_000
"""Judges and areas, and those times the organisations, up to which the equations are written out: a third of a gigabyte."""
FEWEST_LEFT_OVER = 10
"""Residual degrees of freedom below which nothing is adjusted. In simulated rounds 95 % intervals of 1.96 standard errors held
.84 at five and .88 at ten, Student's .92 at ten; with fewer, organisations and chance are too often taken for each other."""
LEARNS, LEARNS_ANYHOW = 70, 100
"""So many must be left over, and of the scores every second, or else so many, before spread and noise of each judge are learnt."""
ONE_VALUE = 0.25  # share of all scores on one value above which correction may do harm


@dataclass(frozen=True, slots=True, eq=False)
class Fit:
    """The model fitted to ``table``. Arrays are per organisation (O) unless they say otherwise.

    ``adjusted`` is the likeliest score, ``error`` its standard error; ``corrected`` (N) what each sheet says of it,
    ``share`` (N) with what weight; the rest of the weight, the more the less was seen, lies with ``level``, that of all or of
    the area: adjusted = sum of share x corrected + (1 - sum of share) x level, exactly. ``severity`` is per judge (J) against
    the other judges of the part: above 0 is mild, below 0 strict, in points. ``standard`` (N) is how far each score lies from
    what its judge and its organisation make likely, in units of the noise, and ``trust`` (N) its weight against that of an
    ordinary sheet of its judge. ``issues`` are names of warnings, each worded by
    the interface. ``apart(row)`` are the standard errors of the differences between this organisation and each one (O).
    ``error``, a little wider where few scores are left over for the noise, is about the mean of the part; ``level_error`` is
    the standard error of that mean, None where there are several parts or where it was not worked out. ``caution`` is
    by how much errors are wider than the variances alone would have them.
    """

    table: Table
    parts: Parts
    variances: Variances
    judges: Judges
    mean: float
    severity: Floats
    severity_error: Floats
    adjusted: Floats
    error: Floats
    corrected: Floats
    share: Floats
    level: Floats
    standard: Floats
    trust: Floats
    provisional: NDArray[np.bool_]
    issues: tuple[str, ...]
    apart: Callable[[int], Floats]
    level_error: float | None = None
    caution: float = 1.0

    @property
    def straight_lining(self) -> NDArray[np.bool_]:
        """Judges (J) who give nearly everybody the same score (fair.md 6.8): a question, not a verdict."""
        error = np.sqrt(np.maximum(self.judges.spread_variance, 1e-12))
        return (self.judges.spread < 0.5) & ((1 - self.judges.spread) / error > 3)

    def ranks(self, *, level: float = 0.95, top: float = 0.1) -> Ranks:
        """Rank intervals, within each part of its own: across parts nothing is known."""
        size = self.adjusted.size
        found = Ranks(np.zeros(size), np.zeros(size), np.zeros(size))
        for members in self._members():
            inside = rank_intervals(self.adjusted[members], self.error[members], level=level, top=top)
            found.best[members], found.worst[members], found.top[members] = inside.best, inside.worst, inside.top
        return found

    def compared(self, *, level: float = 0.95) -> Compared:
        """Ranks by pairs and for all at once, and tiers, within each part of its own."""
        best, worst, first, last, tier = np.zeros((5, self.adjusted.size), np.int32)
        for members in self._members():
            apart = partial(self._apart_within, members)
            inside = compared(self.adjusted[members], self.error[members], apart, level=level)
            best[members], worst[members] = inside.by_pairs.best, inside.by_pairs.worst
            first[members], last[members] = inside.together.best, inside.together.worst
            tier[members] = inside.tier
        return Compared(Range(best, worst), Range(first, last), tier)

    def _apart_within(self, members: Indices, place: int) -> Floats:
        return self.apart(int(members[place]))[members]

    def _members(self) -> Iterator[Indices]:
        """The organisations of each part."""
        for part in range(self.parts.count):
            yield np.flatnonzero(self.parts.organisation == part).astype(np.int32)


class NotComparable(ArithmeticError):
    """The scores do not tell strict judges from weak organisations; ``reason`` names why."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def fit(table: Table, model: Model = "robust") -> Fit:
    """Fit the severity model. Raises ``NotComparable`` with the reason where it cannot be fitted.

    Reasons: ``no_scores``, ``one_organisation``, ``one_judge``, ``no_overlap`` (nothing is left over once each organisation
    and each judge has its own mean), ``little_overlap`` (too little is), ``all_equal``, ``no_difference`` (nothing but
    chance between the organisations). Where just enough is left over, judges are alike but for severity, and a sheet counts
    for less only where it is likelier a slip than not; said so by the issue ``unlearnt``.
    """
    if reason := _unknowable(table):
        raise NotComparable(reason)
    found = _described_large(table) if too_large(table) else _described(table, _estimated(table, model))
    between = found.variances.own + (found.variances.area if table.areas else 0.0)
    if between < NO_DIFFERENCE * found.variances.noise:
        raise NotComparable("no_difference")
    return found


def too_large(table: Table) -> bool:
    """Whether the equations do not fit in memory, so that they are solved step by step (``large``)."""
    unknowns = table.judges + table.areas + 1
    return unknowns > MOST_UNKNOWNS or unknowns * table.organisations > MOST_CELLS


def _estimated(table: Table, model: Model) -> Robust:
    if model == "additive":
        return _additive(table)
    weighs = not _piled_up(table)
    return robust(table, weighs=weighs) if _learns(table) else _screened(table) if weighs else _additive(table)


def _unknowable(table: Table) -> str | None:
    if not table.score.size:
        return "no_scores"
    if table.organisations == 1:
        return "one_organisation"
    if table.judges == 1:
        return "one_judge"
    if np.ptp(table.score) == 0:
        return "all_equal"
    if not enough(table):
        return "no_overlap"
    return None if left_over(table) >= FEWEST_LEFT_OVER else "little_overlap"


def _learns(table: Table) -> bool:
    """Whether enough is left over to learn more of each judge than severity; else it only makes errors look too small."""
    left = left_over(table)
    return left >= LEARNS_ANYHOW or (left >= LEARNS and 2 * left >= table.score.size)


def _additive(table: Table) -> Robust:
    """The model without anything robust, in the same shape."""
    if table.areas:
        return _alike(table, with_areas(table), 1.0)
    try:
        found = reml(table)
    except (ArithmeticError, np.linalg.LinAlgError):
        # Without any noise the likelihood has no top; rounds of estimation end all the same.
        return robust(table, weighs=False)
    return _alike(table, found.variances, 1.0)


def _screened(table: Table) -> Robust:
    """The exact fit to what are no slips; slips count for as much less as they are wider."""
    slip, width = slips(table)
    kept = _without(table, slip)
    if not slip.any() or not enough(kept):
        return _additive(table)
    return _alike(table, _additive(kept).variances, np.where(slip, 1 / width, 1.0))


def _without(table: Table, left_out: NDArray[np.bool_]) -> Table:
    """The table without some scores, and without organisations and judges that have no others."""
    rows, columns = (np.unique(one[~left_out], return_inverse=True)[1] for one in (table.organisation, table.judge))
    area = (
        None
        if table.area is None
        else np.unique(table.area[np.unique(table.organisation[~left_out])], return_inverse=True)[1]
    )
    return Table.of(rows, columns, table.score[~left_out], area)


def _alike(table: Table, variances: Variances, trust: Floats | float) -> Robust:
    """Judges alike but for severity, with these variances and weights (N)."""
    weight = np.full(table.score.size, 1 / variances.noise) * trust
    equations = Equations(Pattern(table), variances, weight, np.ones(table.score.size))
    return Robust(variances, Judges.alike(table.judges, variances.noise), equations, equations)


def _described(table: Table, estimate: Robust) -> Fit:
    equations, judges = estimate.equations, estimate.judges
    x, quality = equations.solve(table.score)
    mean, severity, of = float(x[-1]), x[: table.judges], table.judge
    adjusted, found = mean + quality, parts(table)
    corrected = mean + (table.score - mean - severity[of]) / equations.spread
    share = equations.pull * equations.spread / equations.precision[table.organisation]
    level = np.full(table.organisations, mean)
    if table.area is not None:
        level += x[table.judges : -1][table.area]
    pulls, caution = table.per_organisation(equations.pull), _caution(table, judges)
    return Fit(
        table=table,
        parts=found,
        variances=estimate.variances,
        judges=judges,
        mean=mean,
        severity=_centred(severity, found),
        severity_error=caution * _severity_errors(estimate.cautious, found),
        adjusted=adjusted,
        error=caution * _quality_errors(estimate.cautious, found),
        corrected=corrected,
        share=share,
        level=level,
        standard=(table.score - equations.fitted(x, quality)) / np.sqrt(judges.noise[of]),
        trust=equations.weight * (judges.noise / judges.reach)[of],
        provisional=pulls**2 / table.per_organisation(equations.pull**2) < PROVISIONAL,
        issues=_issues(table, found),
        apart=lambda row: caution * estimate.cautious.apart(row),
        level_error=_level_error(estimate.cautious) if found.count == 1 else None,
        caution=caution,
    )


def _caution(table: Table, judges: Judges) -> float:
    """By how much standard errors are widened because the noise was learnt from so few scores: as Student's t is wider.

    Noise and spread of each judge, where they were learnt, are paid for from what is left over.
    """
    learnt = 0 if np.ptp(judges.noise) == 0 and not judges.spread_variance.any() else 2 * table.judges
    return float(stdtrit(max(left_over(table) - learnt, FEWEST_LEFT_OVER), 0.975) / ndtri(0.975))


def _described_large(table: Table) -> Fit:
    """Every sheet in full and every judge alike but for severity; said so by the issue ``unweighed``."""
    large, found, of = fit_large(table), parts(table), table.judge
    noise, counts = large.variances.noise, np.diff(table.starts)
    level = np.full(table.organisations, large.mean)
    if table.area is not None:
        level += large.area[table.area]
    adjusted, corrected = large.mean + large.quality, table.score - large.severity[of]
    precision = counts / noise + 1 / large.variances.own
    return Fit(
        table=table,
        parts=found,
        variances=large.variances,
        judges=Judges.alike(table.judges, noise),
        mean=large.mean,
        severity=_centred(large.severity, found),
        severity_error=large.severity_error,
        adjusted=adjusted,
        error=large.error,
        corrected=corrected,
        share=(1 / noise / precision)[table.organisation],
        level=level,
        standard=(corrected - adjusted[table.organisation]) / np.sqrt(noise),
        trust=np.ones(table.score.size),
        provisional=counts < PROVISIONAL,
        issues=(*_issues(table, found), "unweighed"),
        apart=lambda row: np.hypot(large.error, large.error[row]),
    )


def _quality_errors(equations: Equations, found: Parts) -> Floats:
    """Standard errors of each quality less the mean of its part: what comparisons rest on (fair.md 6.2, 6.9 pitfall 5)."""

    def covariance_with(members: Floats) -> Floats:
        shared = equations.shares @ (equations.scaled.T @ members)
        return np.asarray(members / equations.precision + shared, np.float64)

    return _centred_errors(equations.quality_variance, found.organisation, covariance_with)


def _level_error(equations: Equations) -> float:
    """The standard error of the mean of all adjusted scores: each is the common mean and a quality."""
    size = equations.precision.size
    together = -np.asarray(equations.scaled.T @ np.ones(size), np.float64)
    together[-1] += size
    variance = float((1 / equations.precision).sum() + together @ equations.covariance @ together)
    return float(np.sqrt(variance)) / size


def _severity_errors(equations: Equations, found: Parts) -> Floats:
    """Standard errors of each severity less the mean of the judges of its part."""
    covariance = equations.covariance[: equations.table.judges, : equations.table.judges]
    return _centred_errors(np.diag(covariance), found.judge, lambda of: covariance @ of)


def _centred_errors(variance: Floats, part: Indices, covariance_with: Callable[[Floats], Floats]) -> Floats:
    """Errors of effects about the mean of their part; ``covariance_with`` multiplies their covariance by a vector."""
    centred = variance.copy()
    for number in np.unique(part):
        members = part == number
        size, with_sum = int(members.sum()), covariance_with(members.astype(float))
        centred[members] += float(with_sum[members].sum()) / size**2 - 2 * with_sum[members] / size
    return np.asarray(np.sqrt(np.maximum(centred, 0)), np.float64)


def _centred(severity: Floats, found: Parts) -> Floats:
    """Severity against the mean of the judges of the same part."""
    counts = np.bincount(found.judge, minlength=found.count)
    return np.asarray(severity - (np.bincount(found.judge, severity, found.count) / counts)[found.judge], np.float64)


def _issues(table: Table, found: Parts) -> tuple[str, ...]:
    names = {
        "parts": found.count > 1,
        "unlearnt": not _learns(table),
        "few_organisations": table.organisations < INDICATIVE,
        "flat_judges": flat(table).sum() > table.judges / 2,
        "one_value": _piled_up(table),
    }
    return tuple(name for name, present in names.items() if present)


def _piled_up(table: Table) -> bool:
    """Whether one value takes so many of the scores that there is no scale to correct on."""
    _values, counts = np.unique(table.score, return_counts=True)
    return bool(counts.max() > ONE_VALUE * table.score.size)
