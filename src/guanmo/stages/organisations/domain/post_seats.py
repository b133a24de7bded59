"""Which person and which appointment a row of 任职 means, so that the same row twice makes nothing twice."""

from base64 import b32encode
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from guanmo.stages.organisations.domain.tree_rows import PostRow
from guanmo.stages.organisations.domain.tree_stock import Seat, Stock, overlap
from guanmo.stages.organisations.enums import Duty
from guanmo.stages.organisations.models import Appointment, User


@dataclass(frozen=True, slots=True)
class SeatRow:
    """A complete row with the account it means, and with the user and the appointment where they exist already."""

    row: PostRow
    duty: Duty
    started_on: date
    username: str
    user: User | None
    appointment: Appointment | None

    @property
    def seat(self) -> Seat:
        return (self.row.code, self.duty)


def seat_rows(posts: Iterable[PostRow], stock: Stock) -> tuple[SeatRow, ...]:
    """The rows that are complete, each with what it means. An appointment belongs to one row at most."""
    complete = [(row, row.duty, row.started_on) for row in posts if row.duty and row.started_on and row.name]
    exact = {(row.code, str(duty), row.name, start) for row, duty, start in complete}
    taken: set[int] = set()
    found = []
    for row, duty, start in complete:
        held = stock.appointments.get((row.code, duty), [])
        user = _user(row, duty, held, stock)
        appointment = _appointment(user, row, start, [one for one in held if one.pk not in taken], exact)
        taken |= {appointment.pk} if appointment else set()
        username = row.account or (user.username if user else made_username(row, duty))
        found.append(SeatRow(row, duty, start, username, user, appointment))
    return tuple(found)


def made_username(row: PostRow, duty: Duty) -> str:
    """The account of a holder who has none: always the same for organisation, duty and name, short enough to type.

    Nobody can log in by it before the county gives a password. Two rows that met in these 40 bits would be two names
    of one account, which the check of the tree refuses.
    """
    digest = sha256("|".join((row.code, duty, row.name)).encode()).digest()
    return f"post-{b32encode(digest[:5]).decode().lower()}"


def _user(row: PostRow, duty: Duty, held: list[Appointment], stock: Stock) -> User | None:
    """By account; without one the holder of that name in this post; else the account made for the row before."""
    if row.account and row.account in stock.users:
        return stock.users[row.account]
    if not row.account:
        for one in held:
            if one.user.name == row.name:
                return one.user
    return stock.users.get(made_username(row, duty))


def _appointment(
    user: User | None, row: PostRow, start: date, held: list[Appointment], exact: set[tuple[str, str, str, date]]
) -> Appointment | None:
    """The one that starts on that day, else one that overlaps and that no other row names: its start was corrected."""
    own = [one for one in held if user is not None and one.user_id == user.pk]
    for one in own:
        if one.started_on == start:
            return one
    for one in own:
        named = (row.code, one.post.duty, row.name, one.started_on) in exact
        if not named and overlap(start, row.ended_on, one.started_on, one.ended_on):
            return one
    return None
