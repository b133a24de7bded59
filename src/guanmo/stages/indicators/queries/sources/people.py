"""Persons beside the roster, as rows: reserve cadres, designated persons, posts with duties, service, development cases."""

from guanmo.stages.indicators.queries.dialect import Dialect
from guanmo.stages.indicators.queries.sources.members import _EDUCATION, Columns
from guanmo.stages.indicators.queries.sources.shape import Source, home_of

_DAYS_TO_PUBLISH = 30
"""So long after a change of posts nobody is behind with the list."""


def people_sources(dialect: Dialect) -> tuple[Source, ...]:
    """Sources about persons who prepare for, or serve, an organisation."""
    return (
        _reserves(dialect),
        _measures(dialect),
        _designations(dialect),
        _visits(dialect),
        _posts(dialect),
        _publications(dialect),
        _post_changes(dialect),
        _registrations(dialect),
        _services(dialect),
        _developments(dialect),
        _cultivation(dialect),
        _classes(dialect),
    )


def _reserves(dialect: Dialect) -> Source:
    columns: Columns = {
        "organisation": ("int", "x.organisation_id"),
        "ref": ("text", dialect.ref("x.uuid")),
        "label": ("text", "x.name"),
        "day": ("day", dialect.day("x.entered_on")),
        "own": ("int", "x.id"),
        "entered": ("day", dialect.day("x.entered_on")),
        "left_on": ("day", dialect.day("x.left_on")),
        "birth_year": ("int", "x.birth_year"),
        "education": ("int", _EDUCATION),
    }
    return Source("reserve", "members_reservecadre x", columns, about_persons=True, own_alone=True)


def _measures(dialect: Dialect) -> Source:
    columns: Columns = {
        "organisation": ("int", "c.organisation_id"),
        "ref": ("text", "''"),
        "label": ("text", "x.title"),
        "day": ("day", dialect.day('x."on"')),
        "cadre": ("int", "x.cadre_id"),
    }
    table = "members_cultivationmeasure x JOIN members_reservecadre c ON c.id = x.cadre_id"
    return Source("measure", table, columns)


def _designations(dialect: Dialect) -> Source:
    columns: Columns = {
        "organisation": ("int", "x.organisation_id"),
        "ref": ("text", dialect.ref("x.uuid")),
        "label": ("text", "x.name"),
        "day": ("day", dialect.day("x.started_on")),
        "own": ("int", "x.id"),
        "what": ("text", "x.function"),
        "engagement": ("text", "x.engagement"),
        "started": ("day", dialect.day("x.started_on")),
        "ended": ("day", dialect.day("x.ended_on")),
    }
    return Source("designation", "members_designation x", columns, about_persons=True)


def _visits(dialect: Dialect) -> Source:
    columns: Columns = {
        "organisation": ("int", "d.organisation_id"),
        "ref": ("text", "''"),
        "label": ("text", "x.matter"),
        "day": ("day", dialect.day('x."on"')),
        "designation": ("int", "x.designation_id"),
    }
    table = "members_designationvisit x JOIN members_designation d ON d.id = x.designation_id"
    return Source("designation_visit", table, columns)


def _posts(dialect: Dialect) -> Source:
    columns: Columns = {
        "organisation": ("int", "x.organisation_id"),
        "ref": ("text", dialect.ref("m.uuid")),
        "label": ("text", "x.title"),
        "day": ("day", dialect.day("x.started_on")),
        "member": ("int", "x.member_id"),
        "what": ("text", "x.kind"),
        "started": ("day", dialect.day("x.started_on")),
        "ended": ("day", dialect.day("x.ended_on")),
    }
    table = "members_assignedpost x JOIN members_member m ON m.id = x.member_id"
    return Source("assigned_post", table, columns, page="desk:members-detail")


def _publications(dialect: Dialect) -> Source:
    columns: Columns = {
        "organisation": ("int", "x.organisation_id"),
        "ref": ("text", "''"),
        "label": ("text", "x.place"),
        "day": ("day", dialect.day('x."on"')),
    }
    return Source("post_publication", "members_postpublication x", columns)


def _post_changes(dialect: Dialect) -> Source:
    """Each day on which a post with duties was given or ended, and the day on which the list was made public since (S1-V-3.4).

    ``limit_day`` is the last day on which nobody is behind with it.
    """
    changes = " UNION ALL ".join(
        f"SELECT p.organisation_id, p.title, p.{day} AS changed FROM members_assignedpost p"
        f" WHERE p.kind = 'duty' AND p.{day} IS NOT NULL"
        for day in ("started_on", "ended_on")
    )
    first = f"""(SELECT MIN({dialect.day('q."on"')}) FROM members_postpublication q
      WHERE q.organisation_id = x.organisation_id AND q."on" >= x.changed)"""
    columns: Columns = {
        "organisation": ("int", "x.organisation_id"),
        "ref": ("text", "''"),
        "label": ("text", "x.title"),
        "day": ("day", dialect.day("x.changed")),
        "open_end": ("day", "NULL"),
        "published": ("day", first),
        "limit_day": ("day", dialect.days_after("x.changed", str(_DAYS_TO_PUBLISH))),
    }
    return Source("post_change", f"({changes}) x", columns)


def _registrations(dialect: Dialect) -> Source:
    columns: Columns = {
        "organisation": ("int", "x.community_id"),
        "ref": ("text", dialect.ref("x.uuid")),
        "label": ("text", "m.name"),
        "day": ("day", dialect.day("x.registered_on")),
        "own": ("int", "x.id"),
        "member": ("int", "x.member_id"),
        "registered": ("day", dialect.day("x.registered_on")),
        "ended": ("day", dialect.day("x.ended_on")),
    }
    table = "members_communityregistration x JOIN members_member m ON m.id = x.member_id"
    return Source("registration", table, columns, about_persons=True)


def _services(dialect: Dialect) -> Source:
    columns: Columns = {
        "organisation": ("int", "r.community_id"),
        "ref": ("text", "''"),
        "label": ("text", "x.kind"),
        "day": ("day", dialect.day('x."on"')),
        "registration": ("int", "x.registration_id"),
        "tenths": ("int", dialect.tenths("x.hours")),
    }
    table = "members_serviceactivity x JOIN members_communityregistration r ON r.id = x.registration_id"
    return Source("service", table, columns)


def _developments(dialect: Dialect) -> Source:
    columns: Columns = {
        "organisation": ("int", "x.organisation_id"),
        "ref": ("text", dialect.ref("x.uuid")),
        "label": ("text", "x.name"),
        "day": ("day", dialect.day("x.applied_on")),
        "own": ("int", "x.id"),
        "home": ("text", home_of(dialect)),
        "applied": ("day", dialect.day("x.applied_on")),
        "state": ("text", "x.state"),
        "open_end": ("day", "NULL"),
    }
    return Source("development", "members_development x", columns, page="desk:developments-detail", about_persons=True)


def _cultivation(dialect: Dialect) -> Source:
    columns: Columns = {
        "organisation": ("int", "d.organisation_id"),
        "ref": ("text", "''"),
        "label": ("text", "x.title"),
        "day": ("day", dialect.day('x."on"')),
        "development": ("int", "x.development_id"),
        "what": ("text", "x.kind"),
    }
    table = "members_cultivationentry x JOIN members_development d ON d.id = x.development_id"
    return Source("cultivation", table, columns)


def _classes(dialect: Dialect) -> Source:
    columns: Columns = {
        "organisation": ("int", "x.organiser_id"),
        "ref": ("text", dialect.ref("x.uuid")),
        "label": ("text", "x.title"),
        "day": ("day", dialect.day("x.starts_on")),
        "days": ("int", "x.days"),
        "tenths": ("int", dialect.tenths("x.hours")),
        "rotation": ("int", "CASE WHEN x.rotation THEN 1 ELSE 0 END"),
    }
    table = "(SELECT * FROM members_training x WHERE x.state IN ('held', 'closed')) x"
    return Source("training_class", table, columns, page="desk:trainings-detail")
