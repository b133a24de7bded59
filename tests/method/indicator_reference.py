"""A slow, obvious evaluator of indicators over plain rows: what the SQL must agree with. Only tests use it."""

import ast
from collections.abc import Mapping, Sequence
from typing import Any

from guanmo.method.indicator_expression import Aggregate, read_aggregate, read_condition
from guanmo.method.indicator_values import Span
from guanmo.method.indicators import Definition

Row = Mapping[str, Any]


def value_of(
    asked: Definition, rows: Mapping[str, Sequence[Row]], organisation: Row, span: Span
) -> tuple[int, int, bool]:
    """Numerator, denominator and whether they are known, for one organisation and period."""
    own = [one for one in rows[asked.records] if one["organisation"] == organisation["id"]]
    read = [_with_attached(asked, one, rows, organisation, span) for one in own]
    where = read_condition(asked.where)
    counted = [one for one in read if _is_in_time(asked, one, span) and (where is None or holds(where, one))]
    first = min((one["day"] for one in rows[asked.known_by] if one["organisation"] == organisation["id"]), default=None)
    bottom = asked.bottom
    return (
        total(asked.top, counted),
        total(bottom, counted) if bottom else 1,
        first is not None and first <= str(span.until),
    )


def _with_attached(
    asked: Definition, row: Row, rows: Mapping[str, Sequence[Row]], organisation: Row, span: Span
) -> Row:
    period = {"start": str(span.first), "end": str(span.until), "due": str(span.due), "end_year": span.until.year}
    full = {**row, **period, "of_kind": organisation["kind"], "of_form": organisation["form"], "needed": asked.needed}
    for name, one in asked.attached.items():
        where = read_condition(one.where)
        since = "" if one.always else str(span.since)
        matching = [
            {**other, **period}
            for other in rows[one.records]
            if other[one.key] is not None
            and other[one.key] == row[one.own]
            and since <= (other[one.date] or "9") <= str(span.until)
            and (where is None or holds(where, {**other, **period}))
        ]
        full |= {f"{name}.{sum}": total(read_aggregate(text), matching) for sum, text in one.sums.items()}
    return full


def _is_in_time(asked: Definition, row: Row, span: Span) -> bool:
    if asked.stock:
        begin, end = (row[name] for name in asked.in_force)
        return (begin is None or begin <= str(span.until)) and (end is None or end >= str(span.until))
    if asked.by_period:
        return bool(row["period"] == span.period)
    day = row[asked.date]
    return day is not None and str(span.since) <= day <= str(span.until)


def total(one: Aggregate, rows: Sequence[Row]) -> int:
    if one.inner is None:
        return len(rows)
    if one.function == "distinct":
        return len({evaluate(one.inner, row) for row in rows} - {None})
    if one.function == "count":
        return sum(holds(one.inner, row) for row in rows)
    return sum(evaluate(one.inner, row) or 0 for row in rows if one.only is None or holds(one.only, row))


def holds(tree: ast.expr, row: Row) -> bool:
    return evaluate(tree, row) is True


def evaluate(tree: ast.expr, row: Row) -> Any:
    """The value; None is unknown and runs through everything, as NULL does."""
    if isinstance(tree, ast.Constant):
        return tree.value
    if isinstance(tree, ast.Name | ast.Attribute):
        return row[ast.unparse(tree)]
    if isinstance(tree, ast.BoolOp):
        found = [evaluate(one, row) for one in tree.values]
        decisive = isinstance(tree.op, ast.Or)
        return decisive if decisive in found else None if None in found else not decisive
    if isinstance(tree, ast.UnaryOp):
        inner = evaluate(tree.operand, row)
        return None if inner is None else not inner if isinstance(tree.op, ast.Not) else -inner
    if isinstance(tree, ast.BinOp):
        left, right = evaluate(tree.left, row), evaluate(tree.right, row)
        return None if left is None or right is None else _OPERATORS[type(tree.op)](left, right)
    assert isinstance(tree, ast.Compare)
    return _compare(tree, row)


def _compare(tree: ast.Compare, row: Row) -> Any:
    left, right = evaluate(tree.left, row), tree.comparators[0]
    if isinstance(right, ast.Constant) and right.value is None:
        return (left is None) == isinstance(tree.ops[0], ast.Eq)
    if isinstance(right, ast.Tuple):
        listed = left in [evaluate(one, row) for one in right.elts]
        return None if left is None else listed == isinstance(tree.ops[0], ast.In)
    other = evaluate(right, row)
    return None if left is None or other is None else _COMPARISONS[type(tree.ops[0])](left, other)


_OPERATORS = {ast.Add: lambda a, b: a + b, ast.Sub: lambda a, b: a - b, ast.Mult: lambda a, b: a * b}
_COMPARISONS = {
    ast.Eq: lambda a, b: a == b,
    ast.NotEq: lambda a, b: a != b,
    ast.Lt: lambda a, b: a < b,
    ast.LtE: lambda a, b: a <= b,
    ast.Gt: lambda a, b: a > b,
    ast.GtE: lambda a, b: a >= b,
}
