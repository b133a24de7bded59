"""What is wrong with the posts of a tree, seen together with those the system already holds."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from guanmo.stages.organisations.domain.post_seats import SeatRow
from guanmo.stages.organisations.domain.tree_rows import Column, Part, PostRow, Problem
from guanmo.stages.organisations.domain.tree_stock import Seat, Stock, overlap
from guanmo.stages.organisations.enums import SINGLE_SEAT


@dataclass(frozen=True, slots=True)
class _Span:
    """One holder of a seat from day to day; ``row`` is None for a holder that only the system knows."""

    username: str
    name: str
    start: date
    end: date | None
    row: PostRow | None


def check_posts(
    posts: tuple[PostRow, ...], seats: tuple[SeatRow, ...], codes: frozenset[str], stock: Stock
) -> Iterator[Problem]:
    """Every problem of every row. ``codes`` are the organisations of the tree and of the system."""
    for row in posts:
        if row.code and row.code not in codes:
            message = _("“%(code)s”在“组织”表中和系统中都没有。请核对代码。") % {"code": row.code}
            yield _problem(row, Column.CODE, "unknown_organisation", message)
        if row.started_on and row.ended_on and row.ended_on < row.started_on:
            yield _problem(row, Column.ENDED, "ends_before_it_starts", _("离任日期早于任职日期。请核对。"))
    yield from _accounts(seats)
    yield from _overlaps(seats, stock)


def _problem(row: PostRow, column: Column, code: str, message: str) -> Problem:
    return Problem(Part.POSTS, row.row, column, code, message)


def _accounts(seats: tuple[SeatRow, ...]) -> Iterator[Problem]:
    """An account belongs to one name: in the system, and in the workbook."""
    names: dict[str, str] = {}
    for seat in seats:
        name = names.setdefault(seat.username, seat.user.name if seat.user else seat.row.name)
        if name != seat.row.name:
            message = _("“%(account)s”是“%(name)s”的，不是“%(other)s”的。请核对账号和姓名。")
            values = {"account": seat.username, "name": name, "other": seat.row.name}
            yield _problem(seat.row, Column.ACCOUNT, "other_person", message % values)


def _overlaps(seats: tuple[SeatRow, ...], stock: Stock) -> Iterator[Problem]:
    for (code, duty), spans in _spans(seats, stock).items():
        for index, span in enumerate(spans):
            for other in spans[:index]:
                if overlap(span.start, span.end, other.start, other.end):
                    yield from _clash(span, other, code, single=duty in SINGLE_SEAT)


def _spans(seats: tuple[SeatRow, ...], stock: Stock) -> dict[Seat, list[_Span]]:
    """Who holds each seat of the workbook when the import is done: first those only the system knows."""
    spans: dict[Seat, list[_Span]] = defaultdict(list)
    named = {seat.appointment.pk for seat in seats if seat.appointment}
    for key in {seat.seat for seat in seats}:
        for held in stock.appointments.get(key, []):
            if held.pk not in named:
                spans[key].append(_Span(held.user.username, held.user.name, held.started_on, held.ended_on, None))
    for seat in seats:
        spans[seat.seat].append(_Span(seat.username, seat.row.name, seat.started_on, seat.row.ended_on, seat.row))
    return spans


def _clash(span: _Span, other: _Span, code: str, *, single: bool) -> Iterator[Problem]:
    if span.row is None:
        return
    where = _("第 %(row)d 行") % {"row": other.row.row} if other.row else _("系统中")
    values = {"where": where, "name": other.name, "code": code}
    if span.username == other.username:
        message = _("与%(where)s的“%(name)s”重复。如果是同名的另一个人，请填写账号。") % values
        yield _problem(span.row, Column.PERSON, "duplicate_post", message)
    elif single:
        message = (
            _("这个职务只能由一人担任，%(where)s已有“%(name)s”。请先给前任填写离任日期（早于继任者的任职日期）。")
            % values
        )
        yield _problem(span.row, Column.PERSON, "seat_taken", message)
