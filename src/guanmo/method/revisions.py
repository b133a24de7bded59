"""Which of several revisions of one judge's sheet counts: the last of the chain, whatever the order of arrival.

A correction names the sheet that it corrects, so the revisions form a chain and its end counts (offline.md 3.1). Two
phones, or one restored from an old copy, can make two ends. Then nothing is lost and nobody's clock decides: the end of
the chain that arrived first counts until a person has decided, and the other ends are its rivals.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Revision:
    """One received sheet: its id and the id of the one that it corrects, which may not have arrived yet."""

    id: UUID
    previous: UUID | None


@dataclass(frozen=True, slots=True)
class Head:
    """The revision that counts, and the other ends that nobody has decided about, in order of arrival."""

    id: UUID
    rivals: tuple[UUID, ...]


def head_of(revisions: Sequence[Revision], *, chosen: UUID | None = None, settled: Iterable[UUID] = ()) -> Head:
    """The head of the revisions of one ballot, given in order of arrival.

    ``chosen`` is the revision that a person decided for, ``settled`` are those which that person had before the eyes.
    Raises ValueError when there are no revisions or they correct each other in a circle.

    >>> first, second = Revision(UUID(int=1), None), Revision(UUID(int=2), UUID(int=1))
    >>> head_of([second, first]).id.int  # the correction came in before what it corrects
    2
    >>> head_of([first, Revision(UUID(int=3), None)]).rivals  # two sheets that do not know of each other
    (UUID('00000000-0000-0000-0000-000000000003'),)
    """
    ids = {one.id for one in revisions}
    followers: dict[UUID, list[UUID]] = {one.id: [] for one in revisions}
    for one in revisions:
        if one.previous in ids and one.previous is not None:
            followers[one.previous].append(one.id)
    start = chosen or next((one.id for one in revisions if one.previous not in ids), None)
    if start is None:
        raise ValueError("the revisions correct each other in a circle")
    head = _end_of(start, followers)
    decided = set(settled)
    ends = [one.id for one in revisions if not followers[one.id]]
    return Head(head, tuple(end for end in ends if end != head and end not in decided))


def _end_of(start: UUID, followers: Mapping[UUID, Sequence[UUID]]) -> UUID:
    """Follow the first correction to arrive, and the first of that one, to the end."""
    seen = {start}
    while followers[start]:
        start = followers[start][0]
        if start in seen:
            raise ValueError("the revisions correct each other in a circle")
        seen.add(start)
    return start
