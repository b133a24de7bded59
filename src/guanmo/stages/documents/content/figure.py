"""Where does a printed figure come from?"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure as printed: ``label`` says what it is, ``source`` names row and column, e.g. ``results.Standing/12/score``."""

    label: str
    text: str
    source: str
