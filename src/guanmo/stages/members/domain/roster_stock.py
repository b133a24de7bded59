"""What the system holds when a roster is compared with it, read in a fixed number of queries."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from guanmo.stages.members.models import Member
from guanmo.stages.members.queries import keepable
from guanmo.stages.organisations.models import Organisation, User
from guanmo.stages.organisations.queries import in_force

Person = tuple[int, str, date]
"""Organisation (id), name and day of joining: who a row without a number means."""


@dataclass(frozen=True, slots=True)
class Stock:
    """``branches``: the organisations that the user keeps, by code, name and short name.

    ``members`` are those on their rosters with ``by_person`` beside; ``taken`` all numbers that are given, in reach or not.
    """

    branches: dict[str, list[Organisation]]
    members: dict[str, Member]
    by_person: dict[Person, Member]
    taken: frozenset[str]

    @property
    def only_branch(self) -> Organisation | None:
        """The one organisation of a user who keeps no other: a file without the column means it."""
        kept = {one.pk: one for many in self.branches.values() for one in many}
        return next(iter(kept.values())) if len(kept) == 1 else None


def read_stock(by: User | None, *, lock: bool = False) -> Stock:
    """Organisations and members within the user's keeping. ``lock`` holds the members until the transaction ends."""
    kept = list(keepable(by) if by else in_force())
    rows = Member.objects.select_for_update() if lock else Member.objects.all()
    held = list(rows.filter(organisation__in=[one.pk for one in kept]).select_related(None).order_by("pk"))
    return Stock(
        branches=_by_name(kept),
        members={one.code: one for one in held},
        by_person={(one.organisation_id, one.name, one.joined_on): one for one in held},
        taken=frozenset(Member.objects.values_list("code", flat=True)),
    )


def _by_name(kept: Iterable[Organisation]) -> dict[str, list[Organisation]]:
    found: dict[str, list[Organisation]] = defaultdict(list)
    for one in kept:
        for name in {one.code, one.name, one.short_name}:
            found[name].append(one)
    return dict(found)
