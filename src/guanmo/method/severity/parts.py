"""Whether the visits connect the judges, so that one strict team can be told from one weak village (fair.md 6.6).

Two organisations can be compared when a chain leads from one to the other: a judge who scored both, or a judge and an
organisation between them. Where there is no such chain, no arithmetic can know who was strict.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.sparse.csgraph import connected_components

from guanmo.method.severity.table import Indices, Table


@dataclass(frozen=True, slots=True, eq=False)
class Parts:
    """``count`` parts; the part (from 0, in the order of their first organisation) of each organisation and judge."""

    count: int
    organisation: Indices
    judge: Indices


def parts(table: Table) -> Parts:
    """The parts of the table within which organisations can be compared."""
    count, labels = _connected(table, table.organisation, table.judge)
    return Parts(count, labels[: table.organisations], labels[table.organisations :])


def bridges(table: Table) -> NDArray[np.int64]:
    """Judges without whom the visits fall into more parts (J at most): if one of them errs, nobody else can tell."""
    whole = parts(table).count
    return np.array([judge for judge in range(table.judges) if _parts_without(table, judge) > whole], np.int64)


def _parts_without(table: Table, judge: int) -> int:
    """The number of parts that hold an organisation when this judge's scores are left out."""
    kept = table.judge != judge
    _count, labels = _connected(table, table.organisation[kept], table.judge[kept])
    return int(np.unique(labels[: table.organisations]).size)


def _connected(table: Table, organisation: Indices, judge: Indices) -> tuple[int, Indices]:
    """How many parts these scores make, and the part of each organisation and then each judge."""
    size = table.organisations + table.judges
    ones = np.ones(organisation.size, np.int8)
    links = sparse.coo_array((ones, (organisation, table.organisations + judge)), (size, size))
    count, labels = connected_components(links, directed=False)
    return int(count), labels
