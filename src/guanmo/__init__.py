"""Guanmo (观摩): a county's grassroots Party-building evaluation year, from the organisation tree to the bulletin."""

import os

__version__ = "0.1.0"

# The tables of a county are small: more threads only wait for each other. How many a machine is told to use would change
# last digits, so what it is told does not count.
os.environ["OPENBLAS_NUM_THREADS"] = "1"
