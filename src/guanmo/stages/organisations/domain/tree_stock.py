"""What the system holds when a tree is compared with it, read in a fixed number of queries."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from guanmo.stages.organisations.enums import Kind
from guanmo.stages.organisations.models import Appointment, Organisation, User
from guanmo.stages.organisations.queries import access_of, below

Seat = tuple[str, str]
"""Organisation code and duty."""


@dataclass(frozen=True, slots=True)
class Stock:
    """Organisations and their superiors by code, appointments by seat, users by account."""

    organisations: dict[str, Organisation]
    parents: dict[str, str]
    appointments: dict[Seat, list[Appointment]]
    users: dict[str, User]

    @property
    def root(self) -> Organisation | None:
        return next((one for one in self.organisations.values() if one.kind == Kind.COUNTY), None)


def read_stock(by: User | None, *, lock: bool = False) -> Stock:
    """The whole tree of the user's county with all posts; for the system (None) all there is.

    ``lock`` keeps others from changing it until the transaction ends.
    """
    counties = None if by is None else access_of(by).counties
    rows = Organisation.objects.select_for_update() if lock else Organisation.objects.all()
    organisations = list(rows if counties is None else rows.filter(below(counties)))
    codes = {one.path: one.code for one in organisations}
    appointments = defaultdict(list)
    seats = Appointment.objects.select_related("post__organisation", "user").order_by("started_on", "pk")
    for held in seats if counties is None else seats.filter(below(counties, "post__organisation__path")):
        appointments[held.post.organisation.code, held.post.duty].append(held)
    return Stock(
        organisations={one.code: one for one in organisations},
        parents={one.code: codes.get(one.path[: -one.steplen], "") for one in organisations},
        appointments=dict(appointments),
        users={user.username: user for user in User.objects.all()},
    )


def overlap(start: date, end: date | None, other_start: date, other_end: date | None) -> bool:
    """Whether two spans share a day; None is open. Both ends of a span belong to it."""
    return (end is None or other_start <= end) and (other_end is None or start <= other_end)
