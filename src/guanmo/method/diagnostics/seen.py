"""What the diagnostics see of a round, and what they ask."""

from dataclasses import dataclass

ALPHA = 0.05
"""A question is asked where a round in which nothing is wrong shows as much this often, or less."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet. ``home`` and ``away``: the areas of the judge and of the organisation, "" where unknown.

    ``day`` counts the days on which visits were made; ``afternoon`` says when the sheet was made. Both are None where
    unknown.
    """

    judge: str
    organisation: str
    score: float
    home: str = ""
    away: str = ""
    day: int | None = None
    afternoon: bool | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """Something to ask. ``about`` are names: a judge, two areas, items, or nobody in particular.

    ``size``: how large it is, in the unit that its kind states. ``chance``: in what share of rounds (0 to 1) in which
    nothing is wrong the largest thing of this kind is as large. ``sheets`` the number of sheets (of organisations, for
    items) behind it.
    """

    kind: str
    about: tuple[str, ...]
    size: float
    chance: float
    sheets: int


Tried = tuple[Question, ...] | None
"""Everything of one kind that was looked at; None where the visits cannot show it."""


def of_many(chance: float, number: int) -> float:
    """The chance that the most unlikely of ``number`` independent things is as unlikely as ``chance``."""
    return float(1 - (1 - min(max(chance, 0.0), 1.0)) ** number)
