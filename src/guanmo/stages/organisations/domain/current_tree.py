"""The tree as it stands, in the rows of the workbook: to be corrected there and uploaded again."""

from guanmo.stages.organisations.domain.tree_plan import check_may_import
from guanmo.stages.organisations.domain.tree_rows import OrganisationRow, PostRow, Tree
from guanmo.stages.organisations.domain.tree_stock import Stock, read_stock
from guanmo.stages.organisations.enums import Duty, Form, Kind
from guanmo.stages.organisations.models import Appointment, Organisation, User


def current_tree(*, by: User | None) -> Tree:
    """Every organisation of the county and every appointment; uploaded again it changes nothing. Raises NotAllowed."""
    check_may_import(by)
    stock = read_stock(by)
    organisations = sorted(stock.organisations.values(), key=lambda one: one.path)
    held = [one for seat in stock.appointments.values() for one in seat]
    held.sort(key=lambda one: (one.post.organisation.path, one.started_on, one.pk))
    return Tree(
        tuple(_organisation(line, one, stock) for line, one in enumerate(organisations, 2)),
        tuple(_post(line, one) for line, one in enumerate(held, 2)),
    )


def _organisation(line: int, one: Organisation, stock: Stock) -> OrganisationRow:
    return OrganisationRow(
        row=line,
        code=one.code,
        name=one.name,
        short_name=one.short_name,
        kind=Kind(one.kind),
        form=Form(one.form),
        parent_code=stock.parents[one.code],
        established_on=one.established_on,
        dissolved_on=one.dissolved_on,
    )


def _post(line: int, held: Appointment) -> PostRow:
    return PostRow(
        row=line,
        code=held.post.organisation.code,
        duty=Duty(held.post.duty),
        name=held.user.name,
        account=held.user.username,
        started_on=held.started_on,
        ended_on=held.ended_on,
    )
