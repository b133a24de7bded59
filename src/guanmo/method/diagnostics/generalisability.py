"""How many judges would be enough (generalisability)."""

from math import ceil

RELIABLE = 0.8
"""Share of the differences between organisations that should be real; the usual aim for decisions about groups."""


def judges_enough(own: float, noise: float, aim: float = RELIABLE) -> int:
    """The least number of judges for each organisation with which differences are real to the share of the aim.

    With n judges that share is own / (own + noise / n), variances in squared points (generalisability).

    >>> judges_enough(16, 16)
    4
    """
    return max(1, ceil(noise / own * aim / (1 - aim) - 1e-9))
