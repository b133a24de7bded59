"""The small language in which indicators are written: columns, whole numbers, comparisons, sums. Nothing else gets through.

The texts are Python expressions of a few kinds, read by Python's own parser and checked against the columns of the source.
``to_sql`` writes the one SQL that SQLite, PostgreSQL, DuckDB and Spark all read: days are texts ``2026-03-01``, money is a
whole number of fen, yes and no are 1 and 0. What is not known is NULL, and a condition on it does not hold.
"""

import ast
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

OF_PERIOD = {"start": "day", "end": "day", "due": "day", "end_year": "int"}
"""First and last day of the period, the day by which it is due, and the year of its last day."""
BUILT_IN = {**OF_PERIOD, "of_kind": "text", "of_form": "text", "needed": "int"}
"""With kind and form of the organisation, and the number that the definition asks of each row."""
AGGREGATES = ("count", "sum", "distinct")
_WORD = re.compile(r"[A-Za-z0-9_.\-]{0,60}")
_COMPARISONS: dict[type[ast.cmpop], str] = {
    ast.Eq: "=", ast.NotEq: "<>", ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">=", ast.In: "IN", ast.NotIn: "NOT IN",
}  # fmt: skip
_OPERATORS: dict[type[ast.operator], str] = {ast.Add: "+", ast.Sub: "-", ast.Mult: "*"}
_LARGEST = 10**12
_LONGEST = 500
_REMEMBERED = 2_000
"""Texts that are read once in a process: definitions are few, and each page asks for all of them."""


class ExpressionWrong(ValueError):
    """A text that is not of this language, or does not fit the columns. It never becomes SQL."""


@dataclass(frozen=True, slots=True)
class Aggregate:
    """``count()``, ``count(condition)``, ``sum(number)``, ``sum(number, condition)``, ``distinct(column)`` over the rows.

    ``distinct`` takes a condition as well.

    ``inner`` None counts all rows.
    """

    function: str
    inner: ast.expr | None
    only: ast.expr | None = None


@lru_cache(maxsize=_REMEMBERED)
def read_condition(text: str) -> ast.expr | None:
    """A condition on one row; None for an empty text. Raises ExpressionWrong.

    >>> sorted(names(read_condition("minutes >= 32 * 60 and kind in ('village', 'community')")))
    ['kind', 'minutes']
    """
    return _parsed(text) if text else None


@lru_cache(maxsize=_REMEMBERED)
def read_aggregate(text: str) -> Aggregate:
    """A sum over rows. Raises ExpressionWrong.

    >>> read_aggregate("sum(paid)").function
    'sum'
    """
    call = _parsed(text, aggregate=True)
    if not isinstance(call, ast.Call) or not isinstance(call.func, ast.Name) or call.func.id not in AGGREGATES:
        raise ExpressionWrong(f"one of {', '.join(AGGREGATES)} is needed: {text!r}")
    least, most = {"count": (0, 1), "sum": (1, 2), "distinct": (1, 2)}[call.func.id]
    if call.keywords or not least <= len(call.args) <= most:
        raise ExpressionWrong(f"wrong number of things inside the brackets: {text!r}")
    inner, only = (*call.args, None, None)[:2]
    return Aggregate(call.func.id, inner, only)


def names(tree: ast.expr | Aggregate | None) -> frozenset[str]:
    """The columns that an expression reads; those of an attached table as ``table.column``."""
    if isinstance(tree, Aggregate):
        return names(tree.inner) | names(tree.only)
    return frozenset(_names(tree)) if tree is not None else frozenset()


def check_condition(tree: ast.expr | None, kinds: Mapping[str, str]) -> None:
    """Raises ExpressionWrong when it is no condition over these columns (name to int, text or day)."""
    if tree is not None and kind_of(tree, kinds) != "condition":
        raise ExpressionWrong("a condition is needed, such as hours >= 32")


def check_aggregate(one: Aggregate, kinds: Mapping[str, str]) -> None:
    """Raises ExpressionWrong when it does not fit these columns."""
    check_condition(one.only, kinds)
    if one.inner is None:
        return
    kind = kind_of(one.inner, kinds)
    wanted = {"count": ("condition",), "sum": ("int",), "distinct": ("int", "text", "day")}[one.function]
    if kind not in wanted:
        raise ExpressionWrong(f"{one.function} takes {' or '.join(wanted)}, not {kind}")


def kind_of(tree: ast.expr, kinds: Mapping[str, str]) -> str:
    """int, text, day or condition. Raises ExpressionWrong where kinds do not go together."""
    if isinstance(tree, ast.Constant):
        return "int" if isinstance(tree.value, int) else "text"
    if isinstance(tree, ast.Name | ast.Attribute):
        return _kind_of_column(_name(tree), kinds)
    if isinstance(tree, ast.BoolOp):
        _same([kind_of(one, kinds) for one in tree.values], "condition")
        return "condition"
    if isinstance(tree, ast.UnaryOp):
        wanted = "condition" if isinstance(tree.op, ast.Not) else "int"
        _same([kind_of(tree.operand, kinds)], wanted)
        return wanted
    if isinstance(tree, ast.BinOp):
        _same([kind_of(tree.left, kinds), kind_of(tree.right, kinds)], "int")
        return "int"
    return _kind_of_comparison(tree, kinds)


def to_sql(tree: ast.expr, columns: Mapping[str, str]) -> str:
    """The SQL of a checked expression; ``columns`` says what each name is in the statement.

    >>> tree = read_condition("present * 2 > expected and not kind == 'village'")
    >>> to_sql(tree, {"present": "r.present", "expected": "r.expected", "kind": "o.kind"})
    "((r.present * 2) > r.expected AND (NOT o.kind = 'village'))"
    """
    if isinstance(tree, ast.Constant):
        return f"'{tree.value}'" if isinstance(tree.value, str) else str(tree.value)
    if isinstance(tree, ast.Name | ast.Attribute):
        return columns[_name(tree)]
    if isinstance(tree, ast.BoolOp):
        word = " AND " if isinstance(tree.op, ast.And) else " OR "
        return "(" + word.join(to_sql(one, columns) for one in tree.values) + ")"
    if isinstance(tree, ast.UnaryOp):
        word = "NOT " if isinstance(tree.op, ast.Not) else "-"
        return f"({word}{to_sql(tree.operand, columns)})"
    if isinstance(tree, ast.BinOp):
        return f"({to_sql(tree.left, columns)} {_OPERATORS[type(tree.op)]} {to_sql(tree.right, columns)})"
    assert isinstance(tree, ast.Compare)
    return _comparison(tree, columns)


def _comparison(tree: ast.Compare, columns: Mapping[str, str]) -> str:
    left, word, right = to_sql(tree.left, columns), _COMPARISONS[type(tree.ops[0])], tree.comparators[0]
    if isinstance(right, ast.Tuple):
        return f"{left} {word} ({', '.join(to_sql(one, columns) for one in right.elts)})"
    if isinstance(right, ast.Constant) and right.value is None:
        return f"{left} IS {'NOT ' if word == '<>' else ''}NULL"
    return f"{left} {word} {to_sql(right, columns)}"


def _parsed(text: str, *, aggregate: bool = False) -> ast.expr:
    if len(text) > _LONGEST:
        raise ExpressionWrong("too long")
    try:
        tree = ast.parse(text.strip(), mode="eval").body
        _allow(tree, call=aggregate)
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        raise ExpressionWrong(f"not an expression of an indicator: {text!r}") from error
    return tree


def _allow(tree: ast.expr, *, call: bool = False) -> None:
    if isinstance(tree, ast.Constant):
        return _need(_is_constant(tree.value), tree)
    if isinstance(tree, ast.Name | ast.Attribute):
        return _need(bool(_name(tree)), tree)
    if isinstance(tree, ast.Compare):
        return _allow_comparison(tree)
    parts: list[ast.expr] = []
    if isinstance(tree, ast.BoolOp):
        parts = tree.values
    elif isinstance(tree, ast.UnaryOp):
        _need(isinstance(tree.op, ast.Not | ast.USub), tree)
        parts = [tree.operand]
    elif isinstance(tree, ast.BinOp):
        _need(type(tree.op) in _OPERATORS, tree)
        parts = [tree.left, tree.right]
    else:
        _need(call and isinstance(tree, ast.Call), tree)
        parts = tree.args if isinstance(tree, ast.Call) else []
    for one in parts:
        _allow(one)
    return None


def _allow_comparison(tree: ast.Compare) -> None:
    _need(len(tree.ops) == 1 and type(tree.ops[0]) in _COMPARISONS, tree)
    right = tree.comparators[0]
    listed = isinstance(tree.ops[0], ast.In | ast.NotIn)
    _need(isinstance(right, ast.Tuple) == listed, tree)
    _allow(tree.left)
    for one in right.elts if isinstance(right, ast.Tuple) else [right]:
        if isinstance(one, ast.Constant) and one.value is None and isinstance(tree.ops[0], ast.Eq | ast.NotEq):
            continue
        _need(not listed or isinstance(one, ast.Constant), tree)
        _allow(one)


def _is_constant(value: object) -> bool:
    if isinstance(value, bool):
        return False
    if isinstance(value, int):
        return abs(value) <= _LARGEST
    return isinstance(value, str) and _WORD.fullmatch(value) is not None


def _name(tree: ast.expr) -> str:
    """``column`` or ``table.column``; empty for anything else."""
    if isinstance(tree, ast.Attribute) and isinstance(tree.value, ast.Name):
        name = f"{tree.value.id}.{tree.attr}"
    else:
        name = tree.id if isinstance(tree, ast.Name) else ""
    return name if re.fullmatch(r"[a-z][a-z0-9_.]{0,80}", name) else ""


def _names(tree: ast.expr) -> Iterator[str]:
    if isinstance(tree, ast.Name | ast.Attribute):
        yield _name(tree)
    else:
        for one in ast.iter_child_nodes(tree):
            if isinstance(one, ast.expr):
                yield from _names(one)


def _kind_of_column(name: str, kinds: Mapping[str, str]) -> str:
    found = kinds.get(name) or BUILT_IN.get(name)
    if found is None:
        raise ExpressionWrong(f"there is no column {name}")
    return found


def _kind_of_comparison(tree: ast.expr, kinds: Mapping[str, str]) -> str:
    assert isinstance(tree, ast.Compare)
    left, right = kind_of(tree.left, kinds), tree.comparators[0]
    if isinstance(right, ast.Constant) and right.value is None:
        return "condition"
    others = [kind_of(one, kinds) for one in (right.elts if isinstance(right, ast.Tuple) else [right])]
    _same(["text" if kind == "day" else kind for kind in (left, *others)], "int" if left == "int" else "text")
    return "condition"


def _same(found: list[str], wanted: str) -> None:
    if any(one != wanted for one in found):
        raise ExpressionWrong(f"{wanted} is needed, not {', '.join(found)}")


def _need(holds: bool, tree: ast.AST) -> None:
    if not holds:
        raise ExpressionWrong(f"not allowed here: {ast.dump(tree)[:80]}")
