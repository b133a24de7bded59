"""The scores of a round as a table of organisations by judges, sparse, and in one order however they arrived.

Arrays in this package: N scores, O organisations, J judges, G areas. Scores are sorted by organisation, then judge, so
that a shuffled file gives the same bytes (fair.md 6.9, pitfall 17).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Self

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]
Indices = NDArray[np.int32]


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """``organisation``, ``judge`` and ``score`` have one entry a score (N); ``area`` one an organisation, or is None.

    Indices count from 0 and leave no gap; the scores of organisation i are those from ``starts[i]`` to
    ``starts[i + 1]``. Make it with ``of`` or ``read``, which sort and check.
    """

    organisation: Indices
    judge: Indices
    score: Floats
    starts: NDArray[np.int64]
    judges: int
    area: Indices | None = None

    @classmethod
    def of(cls, organisation: ArrayLike, judge: ArrayLike, score: ArrayLike, area: ArrayLike | None = None) -> Self:
        """Sort coded scores. Raises ValueError where lengths differ or a score is not finite.

        A judge may have scored an organisation more than once: these are then scores like any others.
        """
        rows, columns = np.asarray(organisation, np.int32), np.asarray(judge, np.int32)
        values = np.asarray(score, np.float64)
        if not rows.shape == columns.shape == values.shape == (rows.size,):
            raise ValueError("organisation, judge and score must be columns of the same length")
        if not np.isfinite(values).all():
            raise ValueError("scores must be finite numbers")
        counts = np.bincount(rows) if rows.size else np.zeros(0, np.int64)
        judges = int(columns.max()) + 1 if columns.size else 0
        order = _sorted(rows, columns, judges)
        rows, columns, values = (
            (rows, columns, values) if order is None else (rows[order], columns[order], values[order])
        )
        starts = np.concatenate([[0], np.cumsum(counts, dtype=np.int64)])
        areas = None if area is None else np.asarray(area, np.int32)
        return cls(rows, columns, values, starts, judges, areas)

    @property
    def organisations(self) -> int:
        """O, the number of organisations."""
        return self.starts.size - 1

    @property
    def areas(self) -> int:
        """G, the number of areas; 0 without areas."""
        return 0 if self.area is None else int(self.area.max()) + 1

    def per_organisation(self, values: Floats) -> Floats:
        """Sum one value a score over each organisation: (N) to (O)."""
        return np.bincount(self.organisation, values, self.organisations).astype(np.float64, copy=False)

    def per_judge(self, values: Floats) -> Floats:
        """Sum one value a score over each judge: (N) to (J)."""
        return np.bincount(self.judge, values, self.judges).astype(np.float64, copy=False)


def _sorted(rows: Indices, columns: Indices, judges: int) -> NDArray[np.int64] | None:
    """The order by organisation and judge; None where the scores stand in it already."""
    key = rows.astype(np.int64) * max(judges, 1) + columns
    return None if (np.diff(key) >= 0).all() else np.argsort(key, kind="stable")


@dataclass(frozen=True, slots=True, eq=False)
class Named:
    """A table with the names behind its indices, each sorted."""

    table: Table
    organisations: tuple[str, ...]
    judges: tuple[str, ...]


def read(scores: Mapping[str, Mapping[str, float | Decimal]], area: Mapping[str, str] | None = None) -> Named:
    """Code scores (organisation -> judge -> score) by sorted names. An organisation without a score has no row.

    >>> read({"b": {"x": 90}, "a": {"x": 80, "y": 70}}).organisations
    ('a', 'b')
    """
    organisations = tuple(sorted(name for name, sheets in scores.items() if sheets))
    judges = tuple(sorted({judge for sheets in scores.values() for judge in sheets}))
    column = {judge: place for place, judge in enumerate(judges)}
    cells = [
        (row, column[judge], score) for row, name in enumerate(organisations) for judge, score in scores[name].items()
    ]
    rows, columns, values = zip(*cells, strict=True) if cells else ((), (), ())
    return Named(Table.of(rows, columns, values, _areas(organisations, area)), organisations, judges)


def _areas(organisations: Sequence[str], area: Mapping[str, str] | None) -> list[int] | None:
    if area is None:
        return None
    places = {name: place for place, name in enumerate(sorted({area[one] for one in organisations}))}
    return [places[area[one]] for one in organisations]
