"""What an import would do, row by row, and whether it may be done at all. Reads only."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from guanmo.stages.organisations.domain.check_posts import check_posts
from guanmo.stages.organisations.domain.check_tree import check_organisations
from guanmo.stages.organisations.domain.post_seats import SeatRow, seat_rows
from guanmo.stages.organisations.domain.tree_rows import Column, OrganisationRow, Part, PostRow, Problem, Tree
from guanmo.stages.organisations.domain.tree_stock import Stock, read_stock
from guanmo.stages.organisations.enums import Outcome
from guanmo.stages.organisations.errors import NotAllowed
from guanmo.stages.organisations.models import Appointment, Organisation, User
from guanmo.stages.organisations.queries import access_of
from guanmo.stages.organisations.rules import may_import_tree


@dataclass(frozen=True, slots=True)
class Change:
    """One value that an update replaces; both sides as people read them, "" for nothing."""

    column: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class RowPlan:
    """One row of the workbook: what becomes of it, and why."""

    part: str
    row: int
    code: str
    title: str
    outcome: Outcome
    changes: tuple[Change, ...] = ()
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class TreePlan:
    """The whole import. ``missing`` stand in the system but not in the workbook: reported, never deleted."""

    rows: tuple[RowPlan, ...]
    seats: tuple[SeatRow, ...]
    missing: tuple[Organisation, ...]
    missing_posts: tuple[Appointment, ...]

    @property
    def problems(self) -> tuple[Problem, ...]:
        return tuple(problem for row in self.rows for problem in row.problems)

    @property
    def new_accounts(self) -> int:
        """How many people get an account (without a password)."""
        return len({seat.username for seat in self.seats if seat.user is None})

    def count(self, outcome: Outcome) -> int:
        return sum(row.outcome is outcome for row in self.rows)


def plan_tree(tree: Tree, *, by: User | None) -> TreePlan:
    """Compare the tree with the system and write nothing. Raises NotAllowed."""
    check_may_import(by)
    stock = read_stock(by)
    check_codes(tree, stock)
    return compare(tree, stock)


def check_may_import(by: User | None) -> None:
    """Raise NotAllowed unless the county organisation department (or the system, None) acts."""
    if by is not None and not may_import_tree(access_of(by)):
        raise NotAllowed(_("只有县委组织部可以导入全县组织。"))


def check_codes(tree: Tree, stock: Stock) -> None:
    """Raise NotAllowed where a row names an organisation of another county."""
    named = {row.code for row in tree.organisations} | {row.code for row in tree.posts}
    if Organisation.objects.filter(code__in=named - stock.organisations.keys()).exists():
        raise NotAllowed(_("表中有别的县的组织，只能导入本县的组织。"))


def compare(tree: Tree, stock: Stock) -> TreePlan:
    """The plan against a given state of the system."""
    seats = seat_rows(tree.posts, stock)
    codes = frozenset({row.code for row in tree.organisations} | set(stock.organisations))
    problems: dict[tuple[str, int], list[Problem]] = {}
    found = [
        *tree.problems,
        *check_organisations(tree.organisations, stock),
        *check_posts(tree.posts, seats, codes, stock),
    ]
    for problem in found:
        problems.setdefault((problem.part, problem.row), []).append(problem)
    by_row = {seat.row.row: seat for seat in seats}
    rows = [_organisation(row, stock, problems.get((Part.ORGANISATIONS, row.row), [])) for row in tree.organisations]
    rows += [_post(row, by_row.get(row.row), problems.get((Part.POSTS, row.row), [])) for row in tree.posts]
    return TreePlan(tuple(rows), seats, _missing(tree, stock), _missing_posts(seats, stock))


def _organisation(row: OrganisationRow, stock: Stock, problems: Sequence[Problem]) -> RowPlan:
    held = stock.organisations.get(row.code)
    changes = organisation_changes(row, held, stock) if held and not problems else ()
    outcome = _outcome(held is not None, changes, problems)
    return RowPlan(Part.ORGANISATIONS, row.row, row.code, row.name, outcome, changes, tuple(problems))


def _post(row: PostRow, seat: SeatRow | None, problems: Sequence[Problem]) -> RowPlan:
    changes = post_changes(seat) if seat and not problems else ()
    outcome = _outcome(bool(seat and seat.appointment), changes, problems)
    title = f"{row.duty.label if row.duty else ''} {row.name}".strip()
    return RowPlan(Part.POSTS, row.row, row.code, title, outcome, changes, tuple(problems))


def _outcome(known: bool, changes: Sequence[Change], problems: Sequence[Problem]) -> Outcome:
    if problems:
        return Outcome.WRONG
    if not known:
        return Outcome.NEW
    return Outcome.UPDATED if changes else Outcome.UNCHANGED


def organisation_changes(row: OrganisationRow, held: Organisation, stock: Stock) -> tuple[Change, ...]:
    """What the row says differently; the row is the whole truth about the organisation, empty cells included."""
    kind, form = row.kind, row.form
    return _changes(
        (Column.NAME, held.name, row.name),
        (Column.SHORT_NAME, held.short_name, row.short_name),
        (Column.KIND, held.get_kind_display(), str(kind.label) if kind else ""),
        (Column.FORM, held.get_form_display(), str(form.label) if form else ""),
        (Column.PARENT, stock.parents[row.code], row.parent_code),
        (Column.ESTABLISHED, _day(held.established_on), _day(row.established_on)),
        (Column.DISSOLVED, _day(held.dissolved_on), _day(row.dissolved_on)),
    )


def post_changes(seat: SeatRow) -> tuple[Change, ...]:
    """What the row says differently about the appointment it means."""
    held = seat.appointment
    account = (Column.ACCOUNT, seat.user.username, seat.username) if seat.user else (Column.ACCOUNT, "", "")
    if held is None:
        return ()
    return _changes(
        account,
        (Column.STARTED, _day(held.started_on), _day(seat.started_on)),
        (Column.ENDED, _day(held.ended_on), _day(seat.row.ended_on)),
    )


def _changes(*triples: tuple[Column, str, str]) -> tuple[Change, ...]:
    return tuple(Change(column, str(old), str(new)) for column, old, new in triples if str(old) != str(new))


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""


def _missing(tree: Tree, stock: Stock) -> tuple[Organisation, ...]:
    named = {row.code for row in tree.organisations}
    alive: Iterable[Organisation] = (one for one in stock.organisations.values() if not one.dissolved_on)
    return tuple(one for one in alive if one.code not in named)


def _missing_posts(seats: tuple[SeatRow, ...], stock: Stock) -> tuple[Appointment, ...]:
    """Holders in office whom the workbook does not name; none when it names no posts at all."""
    if not seats:
        return ()
    named = {seat.appointment.pk for seat in seats if seat.appointment}
    held = (one for holders in stock.appointments.values() for one in holders if one.ended_on is None)
    return tuple(one for one in held if one.pk not in named)
