"""What is wrong with the organisations of a tree, seen together with those the system already holds (S0-1-b)."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from guanmo.stages.organisations.domain.create_organisation import check_parent
from guanmo.stages.organisations.domain.tree_rows import Column, OrganisationRow, Part, Problem
from guanmo.stages.organisations.domain.tree_stock import Stock
from guanmo.stages.organisations.enums import SAME_LEVEL, Kind
from guanmo.stages.organisations.errors import WrongParent

_LONGEST_CIRCLE = 20


def check_organisations(rows: tuple[OrganisationRow, ...], stock: Stock) -> Iterator[Problem]:
    """Every problem of every row, in the order of the rows."""
    rows = tuple(row for row in rows if row.code)  # without a code there is a problem already, and no place in the tree
    first = {row.code: row for row in reversed(rows)}
    parents = {**stock.parents, **{code: row.parent_code for code, row in first.items()}}
    for row in rows:
        yield from _duplicate(row, first[row.code])
        yield from _superior(row, first, parents, stock)
        yield from _kind(row, stock)
        yield from _dates(row)


def _problem(row: OrganisationRow, column: Column, code: str, message: str) -> Problem:
    return Problem(Part.ORGANISATIONS, row.row, column, code, message)


def _duplicate(row: OrganisationRow, first: OrganisationRow) -> Iterator[Problem]:
    if row.row != first.row:
        message = _("“%(code)s”与第 %(row)d 行重复。请改成各自的代码，或删去一行。")
        yield _problem(row, Column.CODE, "duplicate_code", message % {"code": row.code, "row": first.row})


def _superior(
    row: OrganisationRow, first: dict[str, OrganisationRow], parents: dict[str, str], stock: Stock
) -> Iterator[Problem]:
    if not row.parent_code:
        yield from _root(row, first, stock)
        return
    if row.parent_code not in parents:
        message = _("“%(code)s”在表中和系统中都没有。请核对代码，或先补上这个上级组织。")
        yield _problem(row, Column.PARENT, "unknown_parent", message % {"code": row.parent_code})
    elif circle := _circle(row.code, parents):
        message = _("上下级关系绕成了一圈：%(circle)s。请改正其中一个上级组织代码。")
        yield _problem(row, Column.PARENT, "cycle", message % {"circle": " → ".join(circle)})
    else:
        yield from _wrong_parent(row, first, stock)


def _root(row: OrganisationRow, first: dict[str, OrganisationRow], stock: Stock) -> Iterator[Problem]:
    if row.kind not in (Kind.COUNTY, None):
        message = _("没有填写。只有“县”没有上级。")
        yield _problem(row, Column.PARENT, "missing_parent", message)
    others = [code for code, one in first.items() if one.kind == Kind.COUNTY]
    others += [stock.root.code] if stock.root else []
    if row.kind == Kind.COUNTY and others and others[-1] != row.code:
        message = _("全县只能有一个“县”，已有的是“%(code)s”。请核对组织代码。") % {"code": others[-1]}
        yield _problem(row, Column.KIND, "second_county", message)


def _circle(code: str, parents: dict[str, str]) -> list[str]:
    """The codes from ``code`` up and back to it, or nothing when the way up ends."""
    way = [code]
    # A longer circle is caught all the same: no circle of kinds may stand above one another.
    while (above := parents.get(way[-1], "")) and above not in way and len(way) < _LONGEST_CIRCLE:
        way.append(above)
    return [*way, code] if above == code else []


def _wrong_parent(row: OrganisationRow, first: dict[str, OrganisationRow], stock: Stock) -> Iterator[Problem]:
    above = first.get(row.parent_code)
    kind = above.kind if above else Kind(stock.organisations[row.parent_code].kind)
    if row.kind is None or kind is None:
        return
    try:
        check_parent(row.kind, kind)
    except WrongParent as refusal:
        message = _("“%(code)s”是“%(kind)s”，不能作上级。%(rule)s")
        names = {"code": row.parent_code, "kind": kind.label, "rule": refusal}
        yield _problem(row, Column.PARENT, "wrong_parent", message % names)


def _kind(row: OrganisationRow, stock: Stock) -> Iterator[Problem]:
    held = stock.organisations.get(row.code)
    if held is None or row.kind is None or row.kind == held.kind:
        return
    if not any({row.kind, Kind(held.kind)} <= level for level in SAME_LEVEL):
        message = _("系统中“%(code)s”是“%(kind)s”，不能改成“%(other)s”。请撤销原组织，用新的组织代码新增。")
        names = {"code": row.code, "kind": held.get_kind_display(), "other": row.kind.label}
        yield _problem(row, Column.KIND, "other_level", message % names)


def _dates(row: OrganisationRow) -> Iterator[Problem]:
    if row.established_on and row.dissolved_on and row.dissolved_on < row.established_on:
        message = _("撤销日期早于成立日期。请核对。")
        yield _problem(row, Column.DISSOLVED, "ends_before_it_starts", message)
