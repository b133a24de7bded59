"""How large the largest would be if labels meant nothing: values are dealt out anew inside their blocks, many times.

Dealing anew asks for no bell curve. The largest of each deal is what the largest found is compared with (Westfall and
Young's max-T), so that a round with many judges or items asks no more often than one with few.
"""

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from guanmo.method.severity.table import Floats, Indices

DEALS = 399
MOST_CELLS = 6_000_000
FEWEST_DEALS = 99
SEED = 20_251


def deals(values: Floats, block: Indices) -> Floats | None:
    """The values (N, blocks in order) dealt anew inside their blocks: (R, N). None where they are too many to deal."""
    number = min(DEALS, MOST_CELLS // max(values.size, 1))
    if number < FEWEST_DEALS:
        return None
    keys = np.random.default_rng(SEED).random((number, values.size)) + block
    return np.asarray(values[np.argsort(keys, axis=1)], np.float64)


def sums(values: Floats, label: Indices, labels: int) -> Floats:
    """Sum over each label: (R, N) to (R, L)."""
    size = values.shape[-1]
    indicator = sparse.csr_array((np.ones(size), (label, np.arange(size))), shape=(labels, size))
    return np.asarray((indicator @ values.T).T, np.float64)


def chances(found: Floats, dealt: Floats) -> Floats:
    """For each statistic found (L): in what share of deals (R, L) the largest is as large, the deal found counted in."""
    largest: NDArray[np.float64] = dealt.max(axis=1)
    return np.asarray((1 + (largest[:, None] >= found[None, :] - 1e-12).sum(axis=0)) / (1 + largest.size), np.float64)
