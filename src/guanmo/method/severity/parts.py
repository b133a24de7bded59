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

LINKS = 4
"""Links of each judge that are looked at first."""
PLENTY = 1000


@dataclass(frozen=True, slots=True, eq=False)
class Parts:
    """``count`` parts; the part (from 0, in the order of their first organisation) of each organisation and judge."""

    count: int
    organisation: Indices
    judge: Indices


def parts(table: Table) -> Parts:
    """The parts of the table within which organisations can be compared."""
    judge = _judges_connected(table)
    organisation = judge[table.judge[table.starts[:-1]]]
    if not judge.any():
        return Parts(1, organisation, judge)
    labels, first, place = np.unique(organisation, return_index=True, return_inverse=True)
    number = np.argsort(np.argsort(first)).astype(np.int32)
    of_label = np.zeros(judge.max() + 1, np.int32)
    of_label[labels] = number
    return Parts(first.size, number[place], of_label[judge])


def left_over(table: Table) -> int:
    """Residual degrees of freedom: scores that tell of chance once each organisation and each judge has its own mean.

    From ``PLENTY`` on parts are not looked for, each of which leaves one more.
    """
    in_one_part = table.score.size - table.organisations - table.judges + 1
    return in_one_part if in_one_part >= PLENTY else in_one_part - 1 + parts(table).count


def _judges_connected(table: Table) -> Indices:
    """The part of each judge (J), unordered. A few links of each nearly always tell; the rest are looked at where not."""
    if not table.score.size:
        return np.zeros(0, np.int32)
    step = max(1, table.score.size // (LINKS * table.judges))
    some = np.arange(0, table.score.size - 1, step)
    some = some[table.organisation[some] == table.organisation[some + 1]]
    labels = _components(table.judges, table.judge[some], table.judge[some + 1])
    if not labels.any():
        return labels
    here = labels[table.judge]
    apart = np.flatnonzero((here[:-1] != here[1:]) & (table.organisation[:-1] == table.organisation[1:]))
    return _components(int(labels.max()) + 1, here[apart], here[apart + 1])[labels]


def _components(size: int, one: Indices, other: Indices) -> Indices:
    links = sparse.coo_array((np.ones(one.size, np.int8), (one, other)), (size, size))
    return np.asarray(connected_components(links, directed=False)[1], np.int32)


def bridges(table: Table) -> NDArray[np.int64]:
    """Judges without whom the visits fall into more parts (J at most): if one of them errs, nobody else can tell."""
    whole = parts(table).count
    return np.array([judge for judge in range(table.judges) if _parts_without(table, judge) > whole], np.int64)


def _parts_without(table: Table, judge: int) -> int:
    """The number of parts that hold an organisation when this judge's scores are left out."""
    kept = table.judge != judge
    labels = _components(
        table.organisations + table.judges, table.organisation[kept], table.organisations + table.judge[kept]
    )
    return int(np.unique(labels[: table.organisations]).size)
