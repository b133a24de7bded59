"""What one kind of ledger asks for: fields, papers, steps, signatures, rhythm. It is data, so a county adds one without code.

``read_ledger`` reads the plain form (TOML, JSON) in which a type is shipped and stored. A type that contradicts itself is
refused as a whole.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from guanmo.method.rhythm import MONTHS

FIELD_KINDS = (
    "text", "long_text", "date", "number", "money", "yes_no", "choice", "choices", "holder", "holders", "organisation",
    "organisations", "record", "link", "table",
)  # fmt: skip
"""``holder`` is somebody in a post of the organisation, ``holders`` are some of those who lead it beside the secretary;
``number`` counts; ``money`` is yuan with two places; ``record`` is another record of the organisation; ``table`` has rows of
its own fields."""
POINTING = ("holder", "holders", "organisation", "organisations", "record")
"""Kinds whose value is the key of somebody or something else, shown by its name."""
VISIBILITIES = ("line", "own", "own_and_superior")
SIGNATURES = ("secretary", "recorder")


class LedgerWrong(ValueError):
    """A type that cannot be kept: ``code`` says what is wrong, ``place`` the part of it."""

    def __init__(self, code: str, place: str) -> None:
        super().__init__(f"{code}: {place}")
        self.code, self.place = code, place


@dataclass(frozen=True, slots=True)
class Field:
    """One thing that is asked. ``remember`` offers what the last record of this type said."""

    name: str
    title: str
    kind: str
    required: bool = True
    help: str = ""
    choices: Mapping[str, str] = field(default_factory=dict)
    columns: "tuple[Field, ...]" = ()
    of: tuple[str, ...] = ()
    remember: bool = False


@dataclass(frozen=True, slots=True)
class Paper:
    """A kind of evidence: at least so many files; what is missing is shown and stops nobody, unless it ``must`` be there."""

    role: str
    title: str
    least: int = 1
    must: bool = False


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a procedure, with its own date and papers."""

    code: str
    title: str


@dataclass(frozen=True, slots=True)
class Rhythm:
    """How often: ``least`` records in each period, for each choice of the field ``each`` where one is named.

    ``due`` are last days as ``MM-DD``, by choice (or under "" for all), of a yearly rhythm; else a period's last day and
    ``grace`` days more. ``early`` are days as ``MM-DD``, by choice, from which a record counts for
    the year that comes. With ``asks_period`` the record says for which period it is, as a report does.
    """

    every: str
    least: int = 1
    each: str = ""
    due: Mapping[str, str] = field(default_factory=dict)
    grace: int = 0
    early: Mapping[str, str] = field(default_factory=dict)
    asks_period: bool = False
    fixed_day: bool = False


@dataclass(frozen=True, slots=True)
class Balance:
    """A running balance: the money field, the choice that says in or out, and its signs."""

    amount: str
    flow: str
    signs: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Ledger:
    """One kind of ledger. ``guide`` are the steps of the county's guide in words, ``guide_from`` the key of that paper.

    ``closes`` names a column of its tables: such a ledger is one file a period, which is closed when every row says that.
    """

    code: str
    title: str
    group: str
    clause: str
    kinds: tuple[str, ...]
    fields: tuple[Field, ...] = ()
    note: str = ""
    date_title: str = "日期"
    evidence: tuple[Paper, ...] = ()
    steps: tuple[Step, ...] = ()
    in_order: bool = False
    signatures: tuple[str, ...] = ()
    rhythm: Rhythm | None = None
    inspected: str = ""
    proves: tuple[str, ...] = ()
    one: bool = False
    chair: str = ""
    late_after: Mapping[str, int] = field(default_factory=dict)
    counts_as: Mapping[str, str] = field(default_factory=dict)
    balance: Balance | None = None
    visibility: str = "line"
    library: str = ""
    book: str = ""
    guide: tuple[str, ...] = ()
    guide_from: str = ""
    closes: str = ""

    def field_named(self, name: str) -> Field:
        """The field of this name; raises KeyError when there is none."""
        return {one.name: one for one in self.fields}[name]


def read_ledger(data: Mapping[str, Any]) -> Ledger:
    """The type that its plain form describes. Raises LedgerWrong.

    >>> read_ledger({"code": "brand", "title": "党建品牌", "group": "publicity", "clause": "四 三是", "kinds": ["village"],
    ...            "fields": [{"name": "name", "title": "名称", "kind": "text"}]}).fields[0].title
    '名称'
    """
    try:
        read = Ledger(**{**data, **_parts(data)})
    except (TypeError, AttributeError) as error:
        raise LedgerWrong("not_a_type", str(data.get("code", ""))) from error
    _check(read)
    return read


def _parts(data: Mapping[str, Any]) -> dict[str, Any]:
    parts: dict[str, Any] = {
        name: tuple(data.get(name, ())) for name in ("kinds", "signatures", "proves", "guide") if name in data
    }
    parts["fields"] = read_fields(data.get("fields", ()))
    parts["evidence"] = tuple(Paper(**one) for one in data.get("evidence", ()))
    parts["steps"] = tuple(Step(**one) for one in data.get("steps", ()))
    for name, shape in (("rhythm", Rhythm), ("balance", Balance)):
        parts[name] = shape(**data[name]) if data.get(name) else None
    return parts


def read_fields(rows: Sequence[Mapping[str, Any]]) -> tuple[Field, ...]:
    """Fields from their plain form, in order."""
    return tuple(
        Field(**{**row, "columns": read_fields(row.get("columns", ())), "of": tuple(row.get("of", ()))}) for row in rows
    )


def _check(read: Ledger) -> None:
    for name in ("code", "title", "group", "clause", "kinds"):
        _need(bool(getattr(read, name)), "empty", name)
    _check_fields(read.fields)
    kinds = {one.name: one.kind for one in read.fields}
    _need(read.visibility in VISIBILITIES, "unknown_visibility", read.visibility)
    _need(set(read.signatures) <= set(SIGNATURES), "unknown_signature", "signatures")
    _need(read.inspected in ("", *MONTHS), "unknown_rhythm", "inspected")
    _need(not read.chair or kinds.get(read.chair) == "holder", "no_such_field", read.chair)
    _need(all(kinds.get(name) == "date" for name in read.late_after), "no_such_field", "late_after")
    _need(all(kinds.get(name) == "yes_no" for name in read.counts_as), "no_such_field", "counts_as")
    columns = {column.name for one in read.fields for column in one.columns}
    _need(not read.closes or (read.closes in columns and read.rhythm is not None), "no_such_field", "closes")
    _check_rhythm(read, kinds)
    if read.balance:
        fits = (kinds.get(read.balance.amount), kinds.get(read.balance.flow)) == ("money", "choice")
        _need(fits, "no_such_field", "balance")


def _check_rhythm(read: Ledger, kinds: Mapping[str, str]) -> None:
    if read.rhythm is None:
        return
    _need(read.rhythm.every in MONTHS, "unknown_rhythm", read.rhythm.every)
    _need(read.rhythm.least >= 1, "unknown_rhythm", "least")
    _need(not read.rhythm.each or kinds.get(read.rhythm.each) == "choice", "no_such_field", read.rhythm.each)


def _check_fields(fields: Sequence[Field]) -> None:
    names = [one.name for one in fields]
    _need(len(set(names)) == len(names), "name_twice", ", ".join(names))
    for one in fields:
        _need(one.kind in FIELD_KINDS, "unknown_kind", one.name)
        _need(bool(one.title and one.name), "empty", one.name)
        _need(one.kind not in ("choice", "choices") or bool(one.choices), "no_choices", one.name)
        _check_fields(one.columns)


def _need(holds: bool, code: str, place: str) -> None:
    if not holds:
        raise LedgerWrong(code, place)
