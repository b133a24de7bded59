"""How organisations are set up, as rows: required seats, terms, partnerships, grids, and the units that are to be covered."""

from collections.abc import Iterable

from guanmo.stages.indicators.queries.dialect import Dialect
from guanmo.stages.indicators.queries.sources.shape import Source
from guanmo.stages.organisations.enums import REQUIRED_POSTS, VILLAGE_LEVEL, Form, Kind, UnitKind
from guanmo.stages.organisations.models import StructureLimits
from guanmo.stages.records.queries.terms import ELECTION_FILE

Columns = dict[str, tuple[str, str]]


def structure_sources(dialect: Dialect) -> tuple[Source, ...]:
    """``seat`` and ``seat_holder``, ``cross_post``, ``partnership``, ``grid``, ``covered_unit``, ``term``."""
    return (
        _seats(dialect),
        _seat_holders(dialect),
        _cross_posts(dialect),
        _partnerships(dialect),
        _paired(dialect),
        _grids(dialect),
        _covered_units(dialect),
        _terms(dialect),
    )


def _seats(dialect: Dialect) -> Source:
    """Each seat that the kind of an organisation asks for; one of its duties is enough (S1-V-1.2-a)."""
    asked = " UNION ALL ".join(
        f"SELECT o.id, o.uuid, o.short_name, o.established_on, o.dissolved_on, {number} AS seat"
        f" FROM organisations_organisation o WHERE o.kind IN ({_listed(kinds)})"
        for kinds, seats in REQUIRED_POSTS
        for number, _duties in enumerate(seats)
    )
    columns: Columns = {
        "organisation": ("int", "x.id"),
        "ref": ("text", dialect.ref("x.uuid")),
        "label": ("text", "x.short_name"),
        "day": ("day", dialect.day("x.established_on")),
        "begun": ("day", dialect.day("x.established_on")),
        "ended": ("day", dialect.day("x.dissolved_on")),
        "seat": ("text", _seat("x.id", "x.seat")),
    }
    return Source("seat", f"({asked}) x", columns, page="desk:organisations-detail")


def _seat_holders(dialect: Dialect) -> Source:
    """Who sits in such a seat, from when to when."""
    cases = "".join(
        f" WHEN o.kind IN ({_listed(kinds)}) AND b.duty IN ({_listed(duties)}) THEN {number}"
        for kinds, seats in REQUIRED_POSTS
        for number, duties in enumerate(seats)
    )
    columns: Columns = {
        "organisation": ("int", "o.id"),
        "ref": ("text", dialect.ref("u.uuid")),
        "label": ("text", "u.name"),
        "day": ("day", dialect.day("x.started_on")),
        "ended": ("day", dialect.day("x.ended_on")),
        "seat": ("text", _seat("o.id", f"CASE{cases} END")),
    }
    return Source("seat_holder", _APPOINTED, columns, about_persons=True)


_APPOINTED = (
    "organisations_appointment x JOIN organisations_post b ON b.id = x.post_id"
    " JOIN organisations_organisation o ON o.id = b.organisation_id JOIN organisations_user u ON u.id = x.user_id"
)


def _cross_posts(dialect: Dialect) -> Source:
    """What was noted of other posts of a holder, each until the next (S1-E-1.1-b)."""
    next_day = 'LEAD(f."on") OVER (PARTITION BY f.appointment_id ORDER BY f."on", f.id)'
    columns: Columns = {
        "organisation": ("int", "o.id"),
        "ref": ("text", dialect.ref("u.uuid")),
        "label": ("text", "u.name"),
        "day": ("day", dialect.day('f."on"')),
        "holds_until": ("day", dialect.day_before(next_day)),
        "ended": ("day", dialect.day("x.ended_on")),
        "word": ("text", "f.word"),
    }
    table = f"{_APPOINTED} JOIN organisations_appointmentfact f ON f.appointment_id = x.id AND f.kind = 'cross_post'"
    return Source("cross_post", table, columns, about_persons=True)


def _partnerships(dialect: Dialect) -> Source:
    """``sides`` are partners that have not left, ``rules`` the papers by which they work.

    ``enterprises`` are the sides that may be state enterprises: those of the county by their kind, and the units outside of
    it, of which only the name is known.
    """
    sides = """(SELECT COUNT(*) FROM organisations_partnershipside s LEFT JOIN organisations_organisation o
      ON o.id = s.organisation_id WHERE s.partnership_id = x.id AND s.ended_on IS NULL"""
    columns: Columns = {
        "organisation": ("int", "x.organisation_id"),
        "ref": ("text", dialect.ref("x.uuid")),
        "label": ("text", "x.person"),
        "day": ("day", dialect.day("x.started_on")),
        "started": ("day", dialect.day("x.started_on")),
        "ended": ("day", dialect.day("x.ended_on")),
        "what": ("text", "x.kind"),
        "sides": ("int", f"{sides})"),
        "enterprises": ("int", f"{sides} AND (o.id IS NULL OR o.kind IN ({_listed((Kind.SOE,))})))"),
        "rules": ("int", "(SELECT COUNT(*) FROM organisations_partnershiprule s WHERE s.partnership_id = x.id)"),
    }
    return Source("partnership", "organisations_partnership x", columns)


def _paired(dialect: Dialect) -> Source:
    """Each organisation of the county that stands in a pairing, on either side of it."""
    ended = "COALESCE(s.ended_on, x.ended_on)"
    table = f"""(SELECT x.organisation_id, x.started_on, x.ended_on FROM organisations_partnership x WHERE x.kind = 'pairing'
      UNION ALL SELECT s.organisation_id, s.started_on, {ended} FROM organisations_partnershipside s
      JOIN organisations_partnership x ON x.id = s.partnership_id
      WHERE x.kind = 'pairing' AND s.organisation_id IS NOT NULL) x"""
    columns: Columns = {
        "organisation": ("int", "x.organisation_id"),
        "ref": ("text", "''"),
        "label": ("text", "''"),
        "day": ("day", dialect.day("x.started_on")),
        "started": ("day", dialect.day("x.started_on")),
        "ended": ("day", dialect.day("x.ended_on")),
    }
    return Source("paired", table, columns)


def _grids(dialect: Dialect) -> Source:
    """``branches`` are the grid branches and courtyard groups that work in a grid and stand under its own organisation."""
    branches = f"""(SELECT COUNT(*) FROM organisations_gridmember m JOIN organisations_organisation b ON b.id = m.organisation_id
      JOIN organisations_organisation o ON o.id = x.organisation_id
      WHERE m.grid_id = x.id AND m.ended_on IS NULL AND b.dissolved_on IS NULL
      AND b.kind IN ({_listed((Kind.GRID_BRANCH, Kind.COURTYARD_GROUP))}) AND SUBSTR(b.path, 1, LENGTH(o.path)) = o.path)"""
    columns: Columns = {
        "organisation": ("int", "x.organisation_id"),
        "ref": ("text", dialect.ref("x.uuid")),
        "label": ("text", "x.name"),
        "day": ("day", dialect.day("x.started_on")),
        "started": ("day", dialect.day("x.started_on")),
        "ended": ("day", dialect.day("x.ended_on")),
        "branches": ("int", branches),
    }
    return Source("grid", "organisations_grid x", columns)


def _covered_units(dialect: Dialect) -> Source:
    """The two-new units of a village or township, as their statements say, each until the next (S1-V-2.7)."""
    needed = _limit("members_to_establish")
    next_day = 'LEAD(s."on") OVER (PARTITION BY s.unit_id ORDER BY s."on", s.id)'
    columns: Columns = {
        "organisation": ("int", "x.located_in_id"),
        "ref": ("text", dialect.ref("x.uuid")),
        "label": ("text", "x.name"),
        "day": ("day", dialect.day("s.day")),
        "stated": ("day", dialect.day("s.day")),
        "until": ("day", dialect.day("s.until")),
        "closed": ("day", dialect.day("x.closed_on")),
        "school": ("int", f"CASE WHEN x.kind = '{UnitKind.SCHOOL}' THEN 1 ELSE 0 END"),
        "enough": ("int", f"CASE WHEN s.full_members >= {needed} THEN 1 ELSE 0 END"),
        "has_organisation": ("int", "CASE WHEN s.organisation_id IS NOT NULL THEN 1 ELSE 0 END"),
        "reached": ("int", "CASE WHEN s.organisation_id IS NOT NULL OR s.guide <> '' THEN 1 ELSE 0 END"),
    }
    until = f"({next_day} - 1)" if dialect.postgres else f"DATE({next_day}, '-1 day')"
    statements = f'(SELECT s.*, s."on" AS day, {until} AS until FROM organisations_coveragestatement s) s'
    table = f"organisations_coverageunit x JOIN {statements} ON s.unit_id = x.id"
    return Source("covered_unit", table, columns, page="desk:units-detail")


def _terms(dialect: Dialect) -> Source:
    """Each election of which the file is whole up to its day, until the next one; ``ends`` is the first day after its term.

    A file that was only begun is no election yet (S1-V-1.2-b, S1-E-2.5).
    """
    years = f"""CASE WHEN o.kind IN ({_listed(VILLAGE_LEVEL)}) THEN {_limit("village_term_years")}
      WHEN o.form IN ({_listed((Form.COMMITTEE, Form.WORKING_COMMITTEE))}) THEN {_limit("committee_term_years")} ELSE {_limit("branch_term_years")} END"""
    values = """COALESCE((SELECT s."values" FROM records_supplement s WHERE s.record_id = r.id AND NOT s.withdraws
      ORDER BY s.id DESC LIMIT 1), r."values")"""
    elected = dialect.text("e.now", "steps", "election", "on")
    rows = f"""(SELECT r.id, r.uuid, r.organisation_id, r.title, {values} AS now FROM records_record r
      JOIN records_recordtype t ON t.id = r.type_id WHERE t.code = '{ELECTION_FILE}' AND r.state = 'locked'
      AND NOT EXISTS (SELECT 1 FROM records_supplement w WHERE w.record_id = r.id AND w.withdraws)) e"""
    table = f"""(SELECT e.*, {elected} AS elected,
      LEAD({elected}) OVER (PARTITION BY e.organisation_id ORDER BY {elected}, e.id) AS following
      FROM {rows} WHERE {elected} IS NOT NULL) x JOIN organisations_organisation o ON o.id = x.organisation_id"""
    undated = " + ".join(
        f"CASE WHEN {dialect.text('x.now', 'steps', step, 'on')} IS NULL THEN 1 ELSE 0 END" for step in _STEPS
    )
    columns: Columns = {
        "organisation": ("int", "x.organisation_id"),
        "ref": ("text", dialect.ref("x.uuid")),
        "label": ("text", "x.title"),
        "day": ("day", "x.elected"),
        "elected": ("day", "x.elected"),
        "following": ("day", "x.following"),
        "ends": ("day", f"CAST(CAST(SUBSTR(x.elected, 1, 4) AS BIGINT) + {years} AS TEXT) || SUBSTR(x.elected, 5)"),
        "undated": ("int", undated),
    }
    return Source("term", table, columns, page="desk:records-detail")


_STEPS = ("request", "nomination", "review", "notice", "election", "approval")
"""The steps of an election as the shipped ledger names them."""


def _limit(name: str) -> str:
    """The county's limit: what it set last, else what the program starts with."""
    start = getattr(StructureLimits(), name)
    return f"COALESCE((SELECT l.{name} FROM organisations_structurelimits l ORDER BY l.id DESC LIMIT 1), {start})"


def _seat(organisation: str, number: str) -> str:
    return f"CAST({organisation} AS TEXT) || ':' || CAST({number} AS TEXT)"


def _listed(words: Iterable[str]) -> str:
    return ", ".join(f"'{one}'" for one in sorted(words))
