"""What stage members keeps of members, as rows: the roster, dues, trainings, floating and lost-contact members."""

from guanmo.stages.indicators.queries.dialect import Dialect
from guanmo.stages.indicators.queries.sources.shape import Source, home_of
from guanmo.stages.members.models import MemberLimits
from guanmo.stages.organisations.models import Organisation

_EDUCATION = """CASE x.education WHEN 'junior' THEN 1 WHEN 'senior' THEN 2 WHEN 'college' THEN 3 WHEN 'bachelor' THEN 4
    WHEN 'master' THEN 5 END"""
"""From 1 (junior secondary or below) to 5; college is 3."""
Columns = dict[str, tuple[str, str]]


def member_sources(dialect: Dialect) -> tuple[Source, ...]:
    """Sources about members; their names are read only by the organisation itself and its superiors."""
    return (
        _members(dialect),
        _members_below(dialect),
        _dues(dialect),
        _trainings(dialect),
        _floating(dialect),
        _contacts(dialect),
        _lost(dialect),
        _roster_checks(dialect),
        _dues_entries(dialect),
        _transfers(dialect),
        _care_needs(dialect),
        _care_acts(dialect),
    )


def _members(dialect: Dialect) -> Source:
    complete = "x.sex <> '' AND x.birth_year IS NOT NULL AND x.education <> ''"
    columns: Columns = {
        "organisation": ("int", "x.organisation_id"),
        "ref": ("text", dialect.ref("x.uuid")),
        "label": ("text", "x.name"),
        "day": ("day", dialect.day("x.joined_on")),
        "own": ("int", "x.id"),
        "home": ("text", home_of(dialect)),
        "account": ("int", "x.account_id"),
        "joined": ("day", dialect.day("x.joined_on")),
        "joined_year": ("int", f"CAST(SUBSTR({dialect.day('x.joined_on')}, 1, 4) AS BIGINT)"),
        "left_on": ("day", dialect.day("x.left_on")),
        "birth_year": ("int", "x.birth_year"),
        "education": ("int", _EDUCATION),
        "type": ("text", "x.type"),
        "office": ("text", "x.office_status"),
        "membership": ("text", "x.membership"),
        "home_study": ("int", "CASE WHEN x.home_study THEN 1 ELSE 0 END"),
        "complete": ("int", f"CASE WHEN {complete} THEN 1 ELSE 0 END"),
    }
    return Source("member", "members_member x", columns, page="desk:members-detail", about_persons=True)


def _members_below(dialect: Dialect) -> Source:
    """Each member once for each organisation at or above the own one, found by the beginnings of its path."""
    step, deepest = Organisation.steplen, 6
    above = ", ".join(f"SUBSTR(h.path, 1, {step * number})" for number in range(1, deepest + 1))
    columns: Columns = {
        "organisation": ("int", "a.id"),
        "ref": ("text", dialect.ref("x.uuid")),
        "label": ("text", "x.name"),
        "day": ("day", dialect.day("x.joined_on")),
        "joined": ("day", dialect.day("x.joined_on")),
    }
    table = (
        "members_member x JOIN organisations_organisation h ON h.id = x.organisation_id"
        f" JOIN organisations_organisation a ON a.path IN ({above})"
    )
    return Source("member_below", table, columns, page="desk:members-detail", about_persons=True)


def _dues(dialect: Dialect) -> Source:
    columns: Columns = {
        "organisation": ("int", "x.organisation_id"),
        "ref": ("text", "''"),
        "label": ("text", "''"),
        "day": ("day", dialect.day("x.month")),
        "member": ("int", "x.member_id"),
        "state": ("text", "x.state"),
        "fen": ("int", dialect.hundredths("x.amount")),
    }
    last = "NOT EXISTS (SELECT 1 FROM members_duespayment y WHERE y.corrects_id = x.id)"
    return Source("dues", f"(SELECT * FROM members_duespayment x WHERE {last}) x", columns)


def _trainings(dialect: Dialect) -> Source:
    columns: Columns = {
        "organisation": ("int", "m.organisation_id"),
        "ref": ("text", dialect.ref("t.uuid")),
        "label": ("text", "t.title"),
        "day": ("day", dialect.day("t.starts_on")),
        "member": ("int", "x.member_id"),
        "account": ("int", "m.account_id"),
        "tenths": ("int", dialect.tenths("x.hours")),
        "rotation": ("int", "CASE WHEN t.rotation THEN 1 ELSE 0 END"),
    }
    last = "NOT EXISTS (SELECT 1 FROM members_trainingattendance y WHERE y.corrects_id = x.id)"
    table = (
        f"(SELECT * FROM members_trainingattendance x WHERE x.hours > 0 AND {last}) x JOIN members_training t ON t.id = x.training_id"
        " JOIN members_member m ON m.id = x.member_id"
    )
    return Source("training", table, columns, page="desk:trainings-detail")


def _floating(dialect: Dialect) -> Source:
    columns: Columns = {
        "organisation": ("int", "m.organisation_id"),
        "ref": ("text", dialect.ref("m.uuid")),
        "label": ("text", "m.name"),
        "day": ("day", dialect.day("x.started_on")),
        "own": ("int", "x.id"),
        "started": ("day", dialect.day("x.started_on")),
        "ended": ("day", dialect.day("x.ended_on")),
        "hosted": ("int", "CASE WHEN x.host_id IS NOT NULL OR x.host_name <> '' THEN 1 ELSE 0 END"),
    }
    table = "members_floating x JOIN members_member m ON m.id = x.member_id"
    return Source("floating", table, columns, page="desk:members-detail", about_persons=True)


def _contacts(dialect: Dialect) -> Source:
    columns: Columns = {
        "organisation": ("int", "m.organisation_id"),
        "ref": ("text", "''"),
        "label": ("text", "''"),
        "day": ("day", dialect.day('x."on"')),
        "floating": ("int", "x.floating_id"),
    }
    table = "members_floatingcontact x JOIN members_floating f ON f.id = x.floating_id JOIN members_member m ON m.id = f.member_id"
    return Source("floating_contact", table, columns)


def _lost(dialect: Dialect) -> Source:
    """No name and no page of its own: who it is stands only on the restricted page (kept_out.md 21)."""
    step = "(SELECT MIN({day}) FROM members_restrictedstep s WHERE s.case_id = x.id{more})"
    day = dialect.day('s."on"')
    found = step.format(day=day, more=" AND s.target IN ('found', 'closed')")
    noted = step.format(day=day, more="")
    columns: Columns = {
        "organisation": ("int", "x.organisation_id"),
        "ref": ("text", "''"),
        "label": ("text", "''"),
        "day": ("day", noted),
        "noted": ("day", noted),
        "found": ("day", found),
    }
    return Source("lost_contact", "(SELECT * FROM members_restrictedcase x WHERE x.kind = 'lost_contact') x", columns)


def _care_needs(dialect: Dialect) -> Source:
    """How many are to be helped, and from when to when: no name, no category (kept_out.md 18)."""
    columns: Columns = {
        "organisation": ("int", "m.organisation_id"),
        "ref": ("text", "''"),
        "label": ("text", "''"),
        "day": ("day", dialect.day("x.started_on")),
        "started": ("day", dialect.day("x.started_on")),
        "ended": ("day", dialect.day("x.ended_on")),
    }
    return Source("care_need", "members_careneed x JOIN members_member m ON m.id = x.member_id", columns)


def _care_acts(dialect: Dialect) -> Source:
    """On which days somebody was visited or helped: no name, no kind, no amount."""
    columns: Columns = {
        "organisation": ("int", "m.organisation_id"),
        "ref": ("text", "''"),
        "label": ("text", "''"),
        "day": ("day", dialect.day('x."on"')),
    }
    table = "members_careact x JOIN members_careneed n ON n.id = x.need_id JOIN members_member m ON m.id = n.member_id"
    return Source("care_act", table, columns)


def _roster_checks(dialect: Dialect) -> Source:
    columns: Columns = {
        "organisation": ("int", "x.organisation_id"),
        "ref": ("text", "''"),
        "label": ("text", "''"),
        "day": ("day", dialect.day('x."on"')),
        "members": ("int", "x.count"),
    }
    return Source("roster_check", "members_rosterverification x", columns)


def _dues_entries(dialect: Dialect) -> Source:
    columns: Columns = {
        "organisation": ("int", "x.organisation_id"),
        "ref": ("text", "''"),
        "label": ("text", "x.purpose"),
        "day": ("day", dialect.day('x."on"')),
        "what": ("text", "x.kind"),
        "fen": ("int", dialect.hundredths("x.amount")),
    }
    # What it was spent for may name the poor who were visited.
    return Source("dues_entry", "members_duesentry x", columns, about_persons=True)


def _transfers(dialect: Dialect) -> Source:
    start = MemberLimits().transfer_days
    limit = f"COALESCE((SELECT l.transfer_days FROM members_memberlimits l ORDER BY l.id DESC LIMIT 1), {start})"
    done = "(SELECT MIN({}) FROM members_transferstep s WHERE s.transfer_id = x.id AND s.target IN ('received', 'withdrawn'))"
    columns: Columns = {
        "organisation": ("int", "x.target_id"),
        "ref": ("text", dialect.ref("x.uuid")),
        "label": ("text", "''"),
        "day": ("day", dialect.day("x.requested_on")),
        "requested": ("day", dialect.day("x.requested_on")),
        "done": ("day", done.format(dialect.day('s."on"'))),
        "limit_day": ("day", dialect.days_after("x.requested_on", limit)),
    }
    return Source("transfer", "members_transfer x", columns)
