"""Guanmo (观摩): a county's grassroots Party-building evaluation year, from the organisation tree to the bulletin."""

import os

__version__ = "0.1.0"

# The tables of a county are small: more threads only wait for each other, and their number must not change a last digit.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
