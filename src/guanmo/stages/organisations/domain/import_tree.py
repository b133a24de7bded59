"""Import a county's tree: one transaction, all or nothing, and the same workbook twice changes nothing (S0-1-b)."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from guanmo.audit.record import record
from guanmo.stages.organisations.domain.appoint import FirstHolder, appoint, appoint_first, correct_appointment
from guanmo.stages.organisations.domain.create_organisation import create_organisation
from guanmo.stages.organisations.domain.keep_head import check_account
from guanmo.stages.organisations.domain.post_seats import SeatRow
from guanmo.stages.organisations.domain.tree_plan import TreePlan, check_codes, check_may_import, compare
from guanmo.stages.organisations.domain.tree_rows import OrganisationRow, Tree
from guanmo.stages.organisations.domain.tree_stock import Stock, read_stock
from guanmo.stages.organisations.domain.update_organisation import move_organisation, update_organisation
from guanmo.stages.organisations.enums import Kind, Outcome
from guanmo.stages.organisations.errors import TreeRefused
from guanmo.stages.organisations.models import Appointment, Organisation, User


@transaction.atomic
def import_tree(tree: Tree, *, by: User | None) -> TreePlan:
    """Write the tree and say what was done. Raises NotAllowed, and TreeRefused when any cell is wrong."""
    check_may_import(by)
    stock = read_stock(by, lock=True)
    check_codes(tree, stock)
    plan = compare(tree, stock)
    if plan.problems:
        raise TreeRefused(refusal_of(plan))
    _place(tree.organisations, stock, by)
    _seat(plan.seats, by)
    counts = {outcome.value: plan.count(outcome) for outcome in Outcome}
    record("tree.imported", _root(tree, stock), by=by, **counts)
    return plan


def _root(tree: Tree, stock: Stock) -> Organisation:
    if stock.root:
        return stock.root
    made: Organisation = Organisation.objects.get(depth=1, code__in=[row.code for row in tree.organisations])
    return made


def refusal_of(plan: TreePlan) -> str:
    """The sentence that says how much is wrong, with the first problem."""
    first = plan.problems[0]
    message = _("表中有 %(count)d 处错误，没有导入任何内容。第一处：“%(sheet)s”第 %(row)d 行“%(column)s”：%(problem)s")
    values = {"count": len(plan.problems), "sheet": first.part, "row": first.row, "column": first.column}
    return message % {**values, "problem": first.message}


def _place(rows: tuple[OrganisationRow, ...], stock: Stock, by: User | None) -> None:
    placed = dict(stock.organisations)
    for row in _from_the_top(rows):
        parent = placed.get(row.parent_code)
        held = placed.get(row.code)
        if held is None:
            placed[row.code] = _create(row, parent, by)
            continue
        update_organisation(held, _values(row), by=by)
        if parent is not None and stock.parents[row.code] != row.parent_code:
            move_organisation(held, parent, by=by)


def _create(row: OrganisationRow, parent: Organisation | None, by: User | None) -> Organisation:
    assert row.kind
    assert row.form  # a row without them has a problem, and a tree with problems is refused
    return create_organisation(
        code=row.code,
        name=row.name,
        short_name=row.short_name,
        kind=row.kind,
        form=row.form,
        parent=parent,
        established_on=row.established_on,
        dissolved_on=row.dissolved_on,
        by=by,
    )


def _values(row: OrganisationRow) -> dict[str, str | date | None]:
    return {
        "kind": row.kind,
        "form": row.form,
        "name": row.name,
        "short_name": row.short_name,
        "established_on": row.established_on,
        "dissolved_on": row.dissolved_on,
    }


def _from_the_top(rows: tuple[OrganisationRow, ...]) -> Iterator[OrganisationRow]:
    """Superiors before their subordinates, otherwise in the order of the workbook."""
    named = {row.code for row in rows}
    below = defaultdict(list)
    for row in rows:
        below[row.parent_code if row.parent_code in named else ""].append(row)
    level = below[""]
    while level:
        yield from level
        level = [row for above in level for row in below[above.code]]


def _seat(seats: tuple[SeatRow, ...], by: User | None) -> None:
    """Corrections first: they free the seats that new holders take."""
    people = _people(seats, by)
    for seat in seats:
        if seat.appointment is not None:
            correct_appointment(seat.appointment, started_on=seat.started_on, ended_on=seat.row.ended_on, by=by)
    organisations = {one.code: one for one in Organisation.objects.filter(code__in={seat.row.code for seat in seats})}
    named = Counter(seat.seat for seat in seats)
    held = set(Appointment.objects.values_list("post__organisation__code", "post__duty"))
    first = []
    for seat in seats:
        if seat.appointment is not None:
            continue
        place = organisations[seat.row.code]
        one = FirstHolder(place, seat.duty, people[seat.username], seat.started_on, seat.row.ended_on)
        alone = seat.user is None and named[seat.seat] == 1 and seat.seat not in held
        if alone and place.kind != Kind.ORGANISATION_DEPARTMENT:
            first.append(one)
        else:
            _appoint(one, by)
    appoint_first(first, by=by)


def _appoint(one: FirstHolder, by: User | None) -> None:
    appoint(
        organisation=one.organisation,
        duty=one.duty,
        user=one.user,
        started_on=one.started_on,
        ended_on=one.ended_on,
        by=by,
    )


def _people(seats: Iterable[SeatRow], by: User | None) -> dict[str, User]:
    """By account the users of the rows: kept, given the account that the county now names, or made without a password."""
    rows = {seat.username: seat for seat in seats}
    found = {name: _kept(seat, seat.user, by) for name, seat in rows.items() if seat.user is not None}
    return found | User.objects.create_without_passwords(
        {name: seat.row.name for name, seat in rows.items() if seat.user is None}
    )


def _kept(seat: SeatRow, user: User, by: User | None) -> User:
    if user.username != seat.username:
        check_account(user, by=by)
        user.username = seat.username
        user.save(update_fields=["username"])
    return user
