"""How sure a rank is: intervals of ranks and the chance of being among the best (fair.md 6.5).

The true scores of the others are a mixture of normal distributions, one each. Its distribution function F is computed on
a grid, the same for ten organisations and for five million, without chance: the same input gives the same bytes.
"""

import math
from dataclasses import dataclass

import numpy as np
from scipy.fft import irfft, rfft
from scipy.special import ndtr, ndtri

from guanmo.method.severity.table import Floats, Indices

CELLS = 4096
CLASSES = 24  # of standard errors, within which they are taken as equal
FEW = 60
"""Up to so many organisations, being among the best is counted out; above it the border of the best is as good as known."""
MAYBE = 201  # scores that an organisation may have, each as likely as the others


@dataclass(frozen=True, slots=True)
class Ranks:
    """Per organisation: the best and the worst rank of the interval (1 is the best), and the chance (0 to 1) of the top."""

    best: Floats
    worst: Floats
    top: Floats


def rank_intervals(score: Floats, error: Floats, *, level: float = 0.95, top: float = 0.1) -> Ranks:
    """Rank intervals of organisations whose scores are known up to standard errors (both O, errors above 0).

    ``level`` is the share of intervals that hold the true rank; ``top`` the share of the list that counts as its top,
    rounded up to whole organisations: of nine or fewer the best tenth is the first.
    """
    others = score.size - 1
    if others == 0:
        return Ranks(np.ones(1), np.ones(1), np.ones(1))
    grid, below = _mixture(score, error)
    reach = ndtri((1 + level) / 2) * error
    own_high, own_low = (1 + level) / 2, (1 - level) / 2  # the mixture counts the organisation itself too
    high = np.interp(score + reach, grid, below) * score.size - own_high
    low = np.interp(score - reach, grid, below) * score.size - own_low
    places = max(1, math.ceil(round(top * score.size, 9)))
    best = np.clip(1 + others - np.ceil(high - 1e-9), 1, score.size)
    worst = np.clip(1 + others - np.floor(low + 1e-9), 1, score.size)
    if score.size <= FEW:
        return Ranks(best, worst, among_the_best(score, error, places))
    border = np.interp(1 - places / score.size, below, grid)
    return Ranks(best, worst, ndtr((score - border) / error))


def among_the_best(score: Floats, error: Floats, places: int) -> Floats:
    """The chance of each organisation (O) that fewer than ``places`` others are better.

    For each score that it may have, the chances that none, one, two, … of the others are better follow one from another.
    """
    own = score + ndtri((np.arange(MAYBE) + 0.5) / MAYBE)[:, None] * error
    number = np.zeros((places, *own.shape))  # number[k]: the chance that k are better
    number[0] = 1
    for row in range(score.size):
        better = ndtr((score[row] - own) / error[row])
        better[:, row] = 0
        number[1:] = number[1:] * (1 - better) + number[:-1] * better
        number[0] *= 1 - better
    return np.asarray(number.sum(axis=0).mean(axis=0), np.float64)


def _mixture(score: Floats, error: Floats) -> tuple[Floats, Floats]:
    """A grid of scores, and the share of true scores expected below each of its points."""
    start = float(score.min()) - 6 * float(error.max())
    width = (float(score.max()) + 6 * float(error.max()) - start) / (CELLS - 2)
    grid = np.asarray(start + width * np.arange(CELLS), np.float64)
    offsets = width * np.arange(-CELLS, CELLS)
    below = np.zeros(CELLS)
    number, common = _classes(error)
    for heights, error_of_class in zip(_over_cells((score - start) / width, number), common, strict=True):
        if heights.any():
            # A circular convolution of 2 x CELLS: what it wraps around falls into the first half, which is not read.
            both = irfft(rfft(heights, 2 * CELLS) * rfft(ndtr(offsets / error_of_class)), 2 * CELLS)
            below += both[CELLS:]
    return grid, np.maximum.accumulate(np.clip(below / score.size, 0, 1), dtype=np.float64)


def _classes(error: Floats) -> tuple[Indices, Floats]:
    """The class of standard errors of each organisation, bounds at equal ratios; and the one error that a class shares."""
    low, high = np.log(error.min()), np.log(error.max())
    if high - low < 1e-9:
        return np.zeros(error.size, np.int32), error[:1]
    number = np.minimum(((np.log(error) - low) / (high - low) * CLASSES).astype(np.int32), CLASSES - 1)
    counts = np.maximum(np.bincount(number, minlength=CLASSES), 1)
    return number, np.asarray(np.sqrt(np.bincount(number, error**2, CLASSES) / counts), np.float64)


def _over_cells(place: Floats, number: Indices) -> Floats:
    """How many organisations each cell of each class holds, each one shared by the two cells nearest to it."""
    cell = place.astype(np.int32)
    part, classes = place - cell, int(number.max()) + 1
    cell += CELLS * number
    held = np.bincount(cell, 1 - part, classes * CELLS) + np.bincount(cell + 1, part, classes * CELLS)
    return held.astype(np.float64, copy=False).reshape(classes, CELLS)
