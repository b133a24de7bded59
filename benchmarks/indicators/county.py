"""Organisations with ledgers, members, dues and trainings, made by plain SQL in an empty database, the same in every run."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

TODAY = date(2026, 11, 15)
VILLAGES = 20
"""Organisations below each township."""


@dataclass(frozen=True)
class Shape:
    """How much each organisation has; a month of records is one meeting and, where there are ``papers``, a party day."""

    organisations: int
    members: int
    dues: int
    months: int
    papers: bool


COUNTY = Shape(organisations=600, members=50, dues=10, months=10, papers=True)
SMALL = Shape(organisations=600, members=3, dues=2, months=10, papers=False)
LARGE = Shape(organisations=100_000, members=3, dues=2, months=10, papers=False)
"""As ``SMALL``, only more of it."""


def make(shape: Shape) -> None:
    """Fill the empty database; to be called with Django set up."""
    from django.db import connection, transaction

    from guanmo.lib.fresh_tables import create_tables
    from guanmo.stages.records.domain.describe_ledger import load_ledgers
    from guanmo.stages.records.importers.shipped import shipped_ledgers

    create_tables()
    with transaction.atomic():
        load_ledgers(shipped_ledgers(), kept_from=date(2025, 1, 1), by=None)
        _organisations(shape.organisations)
        postgres = connection.vendor == "postgresql"
        with connection.cursor() as cursor:
            for statement in _statements(shape, postgres):
                cursor.execute(statement)
    if postgres:  # as its own housekeeping does; SQLite is left as the product leaves it
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")


def _organisations(number: int) -> None:
    """The county, its townships, and the villages of each; every fourth is a community."""
    from guanmo.stages.organisations.models import Organisation

    def one(path: str, kind: str, form: str, below: int) -> Any:
        depth = len(path) // Organisation.steplen
        return Organisation(
            path=path, depth=depth, numchild=below, code=path, name=path, short_name=path[-4:], kind=kind, form=form
        )

    def rows() -> Iterator[Any]:
        step = Organisation._int2str
        county = step(1).zfill(4)
        townships = -(-number // VILLAGES)
        yield one(county, "county", "committee", townships)
        for place in range(townships):
            township = county + step(place + 1).zfill(4)
            below = min(VILLAGES, number - place * VILLAGES)
            yield one(township, "town", "committee", below)
            for inner in range(below):
                yield one(
                    township + step(inner + 1).zfill(4), "community" if inner % 4 == 0 else "village", "branch", 0
                )

    Organisation.objects.bulk_create(rows(), batch_size=5_000)


def _statements(shape: Shape, postgres: bool) -> Iterator[str]:
    """Chance is arithmetic on ids, so that both databases hold the same."""
    yield _records("party_group", shape.months, postgres)
    if shape.papers:
        yield _records("theme_party_day", shape.months, postgres)
        yield _records("general_meeting", shape.months, postgres, every=3)
        yield _records("three_funds", 2, postgres, values='{"fund": "first", "amount": "36000.00"}')
        yield from _papers(postgres)
        yield _reserves(postgres)
    yield _members(shape.members, postgres)
    yield _dues(shape.dues, postgres)
    yield from _trainings(postgres)


def _numbers(most: int) -> str:
    return f"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {most})"


_LEAVES = "organisations_organisation o WHERE o.depth = 3"


def _uuid(postgres: bool) -> str:
    return "gen_random_uuid()" if postgres else "LOWER(HEX(RANDOMBLOB(16)))"


def _day(month: str, postgres: bool) -> str:
    """The tenth of a month of this year."""
    text = f"'2026-' || SUBSTR('0' || CAST({month} AS TEXT), LENGTH(CAST({month} AS TEXT)), 2) || '-10'"
    return f"CAST({text} AS DATE)" if postgres else text


def _records(code: str, months: int, postgres: bool, every: int = 1, values: str = '{"present": 9}') -> str:
    """One in seven is missing."""
    json = "::jsonb" if postgres else ""
    now = "'2026-11-01 00:00:00+00'" if postgres else "'2026-11-01 00:00:00'"
    return f"""{_numbers(months)}
      INSERT INTO records_record (uuid, type_id, organisation_id, held_on, period, "each", title, "values", also, state, at)
      SELECT {_uuid(postgres)}, (SELECT id FROM records_recordtype WHERE code = '{code}'), o.id, {_day("n.i", postgres)},
        '', '', '记录', '{values}'{json}, '[]'{json}, 'locked', {now}
      FROM n, {_LEAVES} AND n.i % {every} = 0 AND (o.id + n.i) % 7 > 0"""


def _papers(postgres: bool) -> Iterator[str]:
    """Each record has every paper that its ledger asks, but for one record in nine."""
    now = "'2026-11-01 00:00:00+00'" if postgres else "'2026-11-01 00:00:00'"
    yield f"""INSERT INTO records_evidencefile (uuid, organisation_id, digest, name, media_type, size, fingerprint, at)
      SELECT {_uuid(postgres)}, o.id, CAST(o.id AS TEXT), '材料', 'application/pdf', 1, '', {now} FROM {_LEAVES}"""
    for code, role in (("theme_party_day", "plan"), ("theme_party_day", "photo"), ("three_funds", "voucher")):
        yield f"""INSERT INTO records_recordevidence (record_id, file_id, role, at)
          SELECT x.id, f.id, '{role}', {now} FROM records_record x
          JOIN records_recordtype t ON t.id = x.type_id AND t.code = '{code}'
          JOIN records_evidencefile f ON f.organisation_id = x.organisation_id WHERE x.id % 9 > 0"""


def _reserves(postgres: bool) -> str:
    return f"""{_numbers(4)} INSERT INTO members_reservecadre (uuid, organisation_id, name, birth_year, education, mentor, entered_on)
      SELECT {_uuid(postgres)}, o.id, '样后备', 1995, 'college', '样师', '2026-01-05' FROM n, {_LEAVES} AND (o.id + n.i) % 3 > 0"""


def _members(number: int, postgres: bool) -> str:
    false, now = ("FALSE", "'2026-11-01 00:00:00+00'") if postgres else ("0", "'2026-11-01 00:00:00'")
    return f"""{_numbers(number)}
      INSERT INTO members_member (uuid, code, name, organisation_id, membership, type, office_status, sex, birth_year, education,
        joined_on, home_study, entered_at, leaving)
      SELECT {_uuid(postgres)}, o.code || '-' || n.i, '样党员', o.id, 'full', 'rural', 'without_office',
        CASE WHEN (o.id + n.i) % 11 = 0 THEN '' ELSE 'male' END, 1980, 'senior', '2001-07-01', {false}, {now}, ''
      FROM n, {_LEAVES}"""


def _dues(months: int, postgres: bool) -> str:
    """One in thirteen has not paid."""
    day, now = _day("n.i", postgres), "'2026-11-01 00:00:00+00'" if postgres else "'2026-11-01 00:00:00'"
    first = f"CAST({day} - 9 AS DATE)" if postgres else f"SUBSTR({day}, 1, 8) || '01'"
    return f"""{_numbers(months)}
      INSERT INTO members_duespayment (uuid, member_id, organisation_id, month, state, amount, paid_on, reason, at)
      SELECT {_uuid(postgres)}, m.id, m.organisation_id, {first}, 'paid', 5, {day}, '', {now}
      FROM n, members_member m WHERE (m.id + n.i) % 13 > 0"""


def _trainings(postgres: bool) -> Iterator[str]:
    """Three trainings of the county; each member was at two of them."""
    false, now = ("FALSE", "'2026-11-01 00:00:00+00'") if postgres else ("0", "'2026-11-01 00:00:00'")
    yield f"""{_numbers(3)} INSERT INTO members_training (uuid, organiser_id, title, starts_on, days, hours, rotation, state)
      SELECT {_uuid(postgres)}, o.id, '培训班', {_day("n.i * 3", postgres)}, 3, 16, {false}, 'held'
      FROM n, organisations_organisation o WHERE o.depth = 1"""
    yield f"""INSERT INTO members_trainingattendance (training_id, member_id, hours, result, at)
      SELECT t.id, m.id, CASE WHEN m.id % 5 = 0 THEN 15.5 ELSE 16 END, 'passed', {now}
      FROM members_training t, members_member m WHERE (t.id + m.id) % 3 > 0"""
