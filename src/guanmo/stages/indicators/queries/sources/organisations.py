"""What stage organisations keeps, as rows: organisations, units below, and who holds which post."""

from guanmo.stages.indicators.queries.dialect import Dialect
from guanmo.stages.indicators.queries.sources.shape import FOREVER, Source
from guanmo.stages.organisations.models import Organisation


def organisation_sources(dialect: Dialect) -> tuple[Source, ...]:
    """``place``: each organisation for itself. ``unit``: each for the one directly above it. ``holder``: each appointment.

    ``full_time_note``: what was noted of how a post is held, each until the next.
    """
    return (_places(dialect), _units(dialect), _holders(dialect), _notes(dialect), _inspections(dialect))


def _places(dialect: Dialect) -> Source:
    columns = {
        "organisation": ("int", "x.id"),
        "ref": ("text", dialect.ref("x.uuid")),
        "label": ("text", "x.short_name"),
        "day": ("day", f"COALESCE({dialect.day('x.established_on')}, '{FOREVER}')"),
        "begun": ("day", dialect.day("x.established_on")),
        "ended": ("day", dialect.day("x.dissolved_on")),
        "key": ("text", dialect.ref("x.uuid")),
        "own": ("int", "x.id"),
    }
    return Source("place", "organisations_organisation x", columns, page="desk:organisations-detail")


def _units(dialect: Dialect) -> Source:
    above = f"SUBSTR(x.path, 1, LENGTH(x.path) - {Organisation.steplen})"
    since = f"COALESCE({dialect.day('x.established_on')}, '{FOREVER}')"
    columns = {
        "organisation": ("int", "a.id"),
        "ref": ("text", dialect.ref("x.uuid")),
        "label": ("text", "x.short_name"),
        "day": ("day", since),
        "begun": ("day", dialect.day("x.established_on")),
        "ended": ("day", dialect.day("x.dissolved_on")),
        "what": ("text", "x.kind"),
        "key": ("text", dialect.ref("x.uuid")),
        "own": ("int", "x.id"),
    }
    table = f"organisations_organisation x JOIN organisations_organisation a ON a.path = {above}"
    return Source("unit", table, columns, page="desk:organisations-detail")


def _holders(dialect: Dialect) -> Source:
    columns = {
        "organisation": ("int", "b.organisation_id"),
        "ref": ("text", dialect.ref("u.uuid")),
        "label": ("text", "u.name"),
        "day": ("day", dialect.day("x.started_on")),
        "started": ("day", dialect.day("x.started_on")),
        "ended": ("day", dialect.day("x.ended_on")),
        "duty": ("text", "b.duty"),
        "key": ("text", dialect.ref("u.uuid")),
        "account": ("int", "u.id"),
        "appointment": ("int", "x.id"),
    }
    table = (
        "organisations_appointment x JOIN organisations_post b ON b.id = x.post_id"
        " JOIN organisations_user u ON u.id = x.user_id"
    )
    return Source("holder", table, columns, about_persons=True)


def _notes(dialect: Dialect) -> Source:
    next_day = 'LEAD(x."on") OVER (PARTITION BY x.appointment_id ORDER BY x."on", x.id)'
    columns = {
        "organisation": ("int", "b.organisation_id"),
        "ref": ("text", "''"),
        "label": ("text", "x.word"),
        "day": ("day", dialect.day('x."on"')),
        "holds_until": ("day", dialect.day_before(next_day)),
        "appointment": ("int", "x.appointment_id"),
        "duty": ("text", "b.duty"),
        "ended": ("day", dialect.day("a.ended_on")),
        "full_time": ("int", "CASE x.word WHEN 'full_time' THEN 1 ELSE 0 END"),
    }
    table = (
        "(SELECT * FROM organisations_appointmentfact x WHERE x.kind = 'full_time') x"
        " JOIN organisations_appointment a ON a.id = x.appointment_id JOIN organisations_post b ON b.id = a.post_id"
    )
    return Source("full_time_note", table, columns)


def _inspections(dialect: Dialect) -> Source:
    columns = {
        "organisation": ("int", "x.organisation_id"),
        "ref": ("text", "''"),
        "label": ("text", "x.period"),
        "day": ("day", dialect.day("x.inspected_on")),
        "period": ("text", "x.period"),
        "what": ("text", 'x."group"'),
        "seen": ("int", "x.seen"),
    }
    return Source("inspection", "records_recordinspection x", columns)
