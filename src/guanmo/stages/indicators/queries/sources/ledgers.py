"""The records of one ledger as rows: what they say today, with their supplements, and whether they are complete."""

from collections.abc import Iterable, Iterator

from guanmo.method.ledger import Field, Ledger
from guanmo.stages.indicators.queries.dialect import Dialect
from guanmo.stages.indicators.queries.sources.shape import Source, home_of
from guanmo.stages.records.models import RecordType

_TODAY = """COALESCE((SELECT s."values" FROM records_supplement s WHERE s.record_id = x.id AND NOT s.withdraws
    ORDER BY s.id DESC LIMIT 1), x."values")"""


def ledger_source(dialect: Dialect, ledger: Ledger, types: Iterable[RecordType]) -> Source:
    """Filed records that were not withdrawn, also those of other ledgers that count for this one.

    Columns: each field by its name (money in fen, yes as 1, lists by their length, of what a list offers only that), ``NAME_is_secretary`` for a person,
    ``NAME_of`` for how many things a list offers, ``lacks_papers`` and ``lacks_steps`` (how many), ``late`` (1 when a limit in
    days was broken), ``period``, ``each``, ``year``, ``home`` (whose record it is, as a field names an organisation),
    ``for_year`` (of which it speaks), of an organisation that a field names ``NAME_or_home``, ``NAME_kind`` and ``NAME_newest``
    (1 for the newest record of that year which names it),
    ``NAME_there`` for a text together with the organisation that a field names, else the one whose record it is,
    ``holds_until`` (the day before the organisation's next record of the ledger, NULL of its newest: what replaces a card).
    """
    columns = {
        "organisation": ("int", "x.organisation_id"),
        "ref": ("text", dialect.ref("x.uuid")),
        "label": ("text", "x.title"),
        "day": ("day", dialect.day("x.held_on")),
        "period": ("text", "x.period"),
        "each": ("text", "x.each"),
        "lacks_papers": ("int", _lacking_papers(ledger)),
        "lacks_steps": ("int", _lacking_steps(dialect, ledger)),
        "late": ("int", _late(dialect, ledger)),
        "year": ("int", f"CAST(SUBSTR({dialect.day('x.held_on')}, 1, 4) AS BIGINT)"),
        "home": ("text", home_of(dialect)),
        "holds_until": ("day", dialect.day_before(_next("x.held_on", "x.organisation_id"))),
    }
    for one in ledger.fields:
        columns |= _field(dialect, one)
    columns |= _there(dialect, ledger)
    columns["for_year"] = ("int", _for_year(dialect))
    return Source(ledger.code, _table(ledger.code, types), columns, page="desk:records-detail")


def said_sources(dialect: Dialect, ledger: Ledger, types: Iterable[RecordType]) -> Iterator[Source]:
    """For each field that takes several choices (``LEDGER_FIELD``): a row for each choice that a record names, ``said``."""
    for one in ledger.fields:
        if one.kind == "choices":
            columns = {
                "organisation": ("int", "x.organisation_id"),
                "ref": ("text", dialect.ref("x.uuid")),
                "label": ("text", "x.title"),
                "day": ("day", dialect.day("x.held_on")),
                "said": ("text", "c.value"),
            }
            table = f"{_table(ledger.code, types)} CROSS JOIN {dialect.each_of('x.now', one.name)} c"
            yield Source(f"{ledger.code}_{one.name}", table, columns, page="desk:records-detail")


def row_sources(dialect: Dialect, ledger: Ledger, types: Iterable[RecordType]) -> Iterator[Source]:
    """For each table of a ledger (``LEDGER_FIELD``): its rows with their cells, ``cell_NAME``.

    ``holds_until`` is that of the record in which they stand.
    """
    for one in (each for each in ledger.fields if each.kind == "table"):
        columns = {
            "organisation": ("int", "x.organisation_id"),
            "ref": ("text", dialect.ref("x.uuid")),
            "label": ("text", dialect.text("c.value", one.columns[0].name)),
            "day": ("day", dialect.day("x.held_on")),
            "holds_until": ("day", dialect.day_before("x.following")),
        }
        for column in one.columns:
            columns |= {f"cell_{name}": read for name, read in _plain(dialect, column, "c.value").items()}
        following = (
            f"(SELECT x.*, {_next('x.held_on', 'x.organisation_id')} AS following FROM {_table(ledger.code, types)}) x"
        )
        table = f"{following} CROSS JOIN {dialect.rows_of('x.now', one.name)} c"
        yield Source(f"{ledger.code}_{one.name}", table, columns, page="desk:records-detail")


def _table(code: str, types: Iterable[RecordType]) -> str:
    """A subquery with the values as they read today."""
    other = any(code in one.ledger.counts_as.values() for one in types)
    own = f"t.code = '{code}'" + (f" OR CAST(x.also AS TEXT) LIKE '%\"{code}\"%'" if other else "")
    withdrawn = "EXISTS (SELECT 1 FROM records_supplement w WHERE w.record_id = x.id AND w.withdraws)"
    columns = f"x.id, x.uuid, x.organisation_id, x.held_on, x.period, x.each, x.title, {_TODAY} AS now"
    return f"""(SELECT {columns} FROM records_record x JOIN records_recordtype t ON t.id = x.type_id
    WHERE ({own}) AND x.state = 'locked' AND NOT {withdrawn}) x"""


def _field(dialect: Dialect, one: Field) -> dict[str, tuple[str, str]]:
    at = ("x.now", one.name)
    if one.kind == "choices":
        return {one.name: ("int", dialect.among(*at, one.choices)), f"{one.name}_of": ("int", str(len(one.choices)))}
    if one.kind in ("table", "holders", "organisations"):
        return {one.name: ("int", dialect.length(*at))}
    if one.kind == "holder":
        return {
            one.name: ("text", f"REPLACE({dialect.text(*at)}, '-', '')"),
            f"{one.name}_is_secretary": ("int", _is_secretary(dialect, dialect.text(*at))),
        }
    if one.kind == "organisation":
        return _organisation(dialect, one.name)
    if one.kind == "record":
        return {one.name: ("text", f"REPLACE({dialect.text(*at)}, '-', '')")}
    return _plain(dialect, one, "x.now")


def _plain(dialect: Dialect, one: Field, column: str) -> dict[str, tuple[str, str]]:
    at = (column, one.name)
    if one.kind == "number":
        return {one.name: ("int", dialect.whole(*at))}
    if one.kind == "money":
        return {one.name: ("int", dialect.fen(*at))}
    if one.kind == "yes_no":
        return {one.name: ("int", dialect.yes(*at))}
    return {one.name: ("day" if one.kind == "date" else "text", dialect.text(*at))}


def _organisation(dialect: Dialect, name: str) -> dict[str, tuple[str, str]]:
    """Who is named; where nobody is, whose record it is stands for it."""
    named = f"REPLACE({dialect.text('x.now', name)}, '-', '')"
    whose = f"COALESCE({named}, {home_of(dialect)})"
    newest = _next("x.id", f"{named}, {_for_year(dialect)}")
    return {
        name: ("text", named),
        f"{name}_or_home": ("text", whose),
        f"{name}_kind": (
            "text",
            f"(SELECT q.kind FROM organisations_organisation q WHERE {dialect.ref('q.uuid')} = {whose})",
        ),
        f"{name}_newest": ("int", f"CASE WHEN {newest} IS NULL THEN 1 ELSE 0 END"),
    }


def _there(dialect: Dialect, ledger: Ledger) -> dict[str, tuple[str, str]]:
    """Each text with whose it is: two people of one name in two villages are two, whoever files their records."""
    named = (
        f"REPLACE({dialect.text('x.now', one.name)}, '-', '')" for one in ledger.fields if one.kind == "organisation"
    )
    whose = f"COALESCE({', '.join([*named, home_of(dialect)])})"
    texts = (one.name for one in ledger.fields if one.kind == "text")
    return {f"{name}_there": ("text", f"{whose} || ' ' || {dialect.text('x.now', name)}") for name in texts}


def _for_year(dialect: Dialect) -> str:
    """The year of which a record speaks: as it says, else that of its period or day."""
    said = dialect.whole("x.now", "for_year")
    return f"COALESCE({said}, CAST(SUBSTR(COALESCE(NULLIF(x.period, ''), {dialect.day('x.held_on')}), 1, 4) AS BIGINT))"


def _is_secretary(dialect: Dialect, holder: str) -> str:
    """Whether this person was the organisation's secretary on the day."""
    return f"""CASE WHEN EXISTS (SELECT 1 FROM organisations_appointment a
      JOIN organisations_post b ON b.id = a.post_id JOIN organisations_user u ON u.id = a.user_id
      WHERE b.organisation_id = x.organisation_id AND b.duty = 'secretary' AND {dialect.same_uuid("u.uuid", holder)}
      AND a.started_on <= x.held_on AND (a.ended_on IS NULL OR a.ended_on >= x.held_on)) THEN 1 ELSE 0 END"""


def _next(column: str, whose: str) -> str:
    """This column of the next row of the same kind, by its day and then as it was entered."""
    return f"LEAD({column}) OVER (PARTITION BY {whose} ORDER BY x.held_on, x.id)"


def _lacking_papers(ledger: Ledger) -> str:
    """Most papers are asked once: whether there is one is quicker to see than how many there are."""
    theirs = "FROM records_recordevidence e WHERE e.record_id = x.id AND e.role"
    counts = [
        f"CASE WHEN EXISTS (SELECT 1 {theirs} = '{one.role}') THEN 0 ELSE 1 END"
        if one.least == 1
        else f"CASE WHEN (SELECT COUNT(*) {theirs} = '{one.role}') < {one.least} THEN 1 ELSE 0 END"
        for one in ledger.evidence
    ]
    return "(" + " + ".join(["0", *counts]) + ")"


def _lacking_steps(dialect: Dialect, ledger: Ledger) -> str:
    days = (dialect.text("x.now", "steps", one.code, "on") for one in ledger.steps)
    return "(" + " + ".join(["0", *(f"CASE WHEN {day} IS NULL THEN 1 ELSE 0 END" for day in days)]) + ")"


def _late(dialect: Dialect, ledger: Ledger) -> str:
    broken = [
        f"{dialect.days_between(dialect.text('x.now', name), dialect.day('x.held_on'))} > {days}"
        for name, days in ledger.late_after.items()
    ]
    return f"CASE WHEN {' OR '.join(broken)} THEN 1 ELSE 0 END" if broken else "0"
