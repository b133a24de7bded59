"""Is the audit log what was written? Each line is held against its link, and each link against the one before."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum

from django.utils import timezone

from guanmo.audit.chain import BEGINNING, digest_of
from guanmo.audit.models import Entry, Link
from guanmo.audit.pruning import PRUNED

_ON_ITS_WAY = timedelta(minutes=1)
"""On PostgreSQL a line is linked a moment after its commit."""


class Fault(StrEnum):
    """What does not fit."""

    CHANGED = "changed"
    REMOVED = "removed"
    UNLINKED = "unlinked"
    HEAD = "head"


@dataclass(frozen=True, slots=True)
class Found:
    """A fault at a position of the chain (0: in no position); ``line`` is the number of the entry where there is one."""

    fault: Fault
    position: int
    line: int | None = None


@dataclass(slots=True)
class Verdict:
    """What was read and what was found; ``position`` and ``digest`` are the head, to be noted outside."""

    position: int = 0
    digest: str | None = BEGINNING
    lines: int = 0
    faults: list[Found] = field(default_factory=list)

    def read(self, link: Link) -> None:
        """Hold the next link against what came before it; a digest that is not known (None) cannot be checked."""
        before = self.digest
        if link.position != self.position + 1:
            self.faults.append(Found(Fault.REMOVED, self.position + 1))
            before = None
        if before is not None and digest_of(before, link.entry) != link.digest:
            self.faults.append(Found(Fault.CHANGED, link.position, link.entry_id))
        self.position, self.digest, self.lines = link.position, link.digest, self.lines + 1


def verify(noted: tuple[int, str] | None = None) -> Verdict:
    """Read the whole chain; ``noted`` is a head that was written down before and must still stand where it stood."""
    verdict, stands = _start(), noted is None
    for link in Link.objects.order_by("position").select_related("entry").iterator(2000):
        verdict.read(link)
        stands = stands or (link.position, link.digest) == noted
    if noted and not stands:
        verdict.faults.append(Found(Fault.HEAD, noted[0]))
    verdict.faults.extend(_unlinked())
    return verdict


def _start() -> Verdict:
    """The beginning, or where the last pruning says that the chain goes on."""
    first = Link.objects.order_by("position").values_list("position", flat=True).first() or 1
    if first == 1:
        return Verdict()
    said = Entry.objects.filter(act=PRUNED).order_by("-pk").values_list("facts", flat=True).first() or {}
    if said.get("position") != first - 1:
        return Verdict()
    return Verdict(position=first - 1, digest=said["digest"])


def _unlinked() -> Iterator[Found]:
    """Lines that nobody has linked: they were not written by Guanmo, or it was stopped just then."""
    late = Entry.objects.filter(link=None, at__lt=timezone.now() - _ON_ITS_WAY)
    for key in late.order_by("pk").values_list("pk", flat=True):
        yield Found(Fault.UNLINKED, 0, key)
