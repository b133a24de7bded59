"""The peers of eight indicators: the best SQL that we could write by hand, and the loop that a page would be written with first.

Both give (organisation, period, numerator, denominator, known) for each organisation and period, as the product does.
"""

from collections.abc import Callable, Mapping
from typing import Any

from guanmo.method.indicator_values import Span

Row = tuple[int, str, int, int, int]


def statements(postgres: bool) -> Mapping[str, str]:
    """One statement for each indicator over the tables ``o`` (id) and ``p`` (period, since, until), which come before it."""
    month = "TO_CHAR({0}, 'YYYY-MM')" if postgres else "SUBSTR({0}, 1, 7)"
    quarter = (
        "TO_CHAR({0}, 'YYYY-\"Q\"Q')"
        if postgres
        else "SUBSTR({0}, 1, 4) || '-Q' || ((CAST(SUBSTR({0}, 6, 2) AS INTEGER) + 2) / 3)"
    )
    year = "TO_CHAR({0}, 'YYYY')" if postgres else "SUBSTR({0}, 1, 4)"
    fen = _fen(postgres)
    return {
        "party_group": _ledger("party_group", month),
        "general_meeting": _ledger("general_meeting", quarter),
        "theme_party_day": _ledger("theme_party_day", month, papers=("plan", "photo")),
        "three_funds": _ledger("three_funds", year, papers=("voucher",), sum=f"SUM({fen})"),
        "dues_paid": _dues(month),
        "training_hours": _TRAINING,
        "reserve_cadres": _RESERVES,
        "roster_complete": _ROSTER,
    }


def _fen(postgres: bool) -> str:
    if postgres:
        return "CAST(ROUND(CAST(x.\"values\"->>'amount' AS NUMERIC) * 100) AS BIGINT)"
    return "CAST(ROUND(json_extract(x.\"values\", '$.amount') * 100) AS BIGINT)"


def _ledger(code: str, period: str, papers: tuple[str, ...] = (), sum: str = "COUNT(*)") -> str:
    there = "".join(
        f" AND EXISTS (SELECT 1 FROM records_recordevidence e WHERE e.record_id = x.id AND e.role = '{role}')"
        for role in papers
    )
    mine = f"""records_record x WHERE x.type_id = (SELECT id FROM records_recordtype WHERE code = '{code}') AND x.state = 'locked'
      AND NOT EXISTS (SELECT 1 FROM records_supplement s WHERE s.record_id = x.id AND s.withdraws)"""
    return f"""SELECT o.id, p.period, COALESCE(f.n, 0), 1, CASE WHEN k.since <= p.until THEN 1 ELSE 0 END
      FROM o CROSS JOIN p
      LEFT JOIN (SELECT x.organisation_id AS o, {period.format("x.held_on")} AS period, {sum} AS n FROM {mine}
        AND x.held_on BETWEEN (SELECT MIN(since) FROM p) AND (SELECT MAX(until) FROM p){there} GROUP BY 1, 2) f
        ON f.o = o.id AND f.period = p.period
      LEFT JOIN (SELECT x.organisation_id AS o, MIN(x.held_on) AS since FROM {mine} GROUP BY 1) k ON k.o = o.id"""


def _dues(month: str) -> str:
    last = "NOT EXISTS (SELECT 1 FROM members_duespayment y WHERE y.corrects_id = x.id)"
    return f"""SELECT o.id, p.period, COALESCE(f.paid, 0), COALESCE(f.there, 0), CASE WHEN k.since <= p.until THEN 1 ELSE 0 END
      FROM o CROSS JOIN p
      LEFT JOIN (SELECT m.organisation_id AS o, p.period, COUNT(d.member) AS paid, COUNT(*) AS there
        FROM members_member m JOIN p ON m.joined_on <= p.until AND (m.left_on IS NULL OR m.left_on >= p.until)
        LEFT JOIN (SELECT DISTINCT x.member_id AS member, {month.format("x.month")} AS period FROM members_duespayment x WHERE {last}
          AND x.month BETWEEN (SELECT MIN(since) FROM p) AND (SELECT MAX(until) FROM p)) d ON d.member = m.id AND d.period = p.period
        GROUP BY 1, 2) f ON f.o = o.id AND f.period = p.period
      LEFT JOIN (SELECT x.organisation_id AS o, MIN(x.month) AS since FROM members_duespayment x WHERE {last} GROUP BY 1) k ON k.o = o.id"""


_LAST = "NOT EXISTS (SELECT 1 FROM members_trainingattendance y WHERE y.corrects_id = x.id)"
_TRAINING = f"""SELECT o.id, p.period, COALESCE(f.enough, 0), COALESCE(f.there, 0), CASE WHEN k.since <= p.until THEN 1 ELSE 0 END
  FROM o CROSS JOIN p
  LEFT JOIN (SELECT m.organisation_id AS o, p.period, SUM(CASE WHEN h.tenths >= 320 THEN 1 ELSE 0 END) AS enough, COUNT(*) AS there
    FROM members_member m JOIN p ON m.joined_on <= p.until AND (m.left_on IS NULL OR m.left_on >= p.until)
    LEFT JOIN (SELECT x.member_id AS member, p.period, SUM(CAST(ROUND(x.hours * 10) AS BIGINT)) AS tenths
      FROM members_trainingattendance x JOIN members_training t ON t.id = x.training_id JOIN p ON t.starts_on BETWEEN p.since AND p.until
      WHERE {_LAST} GROUP BY 1, 2) h ON h.member = m.id AND h.period = p.period
    GROUP BY 1, 2) f ON f.o = o.id AND f.period = p.period
  LEFT JOIN (SELECT m.organisation_id AS o, MIN(t.starts_on) AS since FROM members_trainingattendance x
    JOIN members_training t ON t.id = x.training_id JOIN members_member m ON m.id = x.member_id WHERE {_LAST} GROUP BY 1) k ON k.o = o.id"""
_RESERVES = """SELECT o.id, p.period, COALESCE(f.n, 0), 1, CASE WHEN k.since <= p.until THEN 1 ELSE 0 END
  FROM o CROSS JOIN p
  LEFT JOIN (SELECT x.organisation_id AS o, p.period, COUNT(*) AS n FROM members_reservecadre x
    JOIN p ON x.entered_on <= p.until AND (x.left_on IS NULL OR x.left_on >= p.until) GROUP BY 1, 2) f
    ON f.o = o.id AND f.period = p.period
  LEFT JOIN (SELECT organisation_id AS o, MIN(entered_on) AS since FROM members_reservecadre GROUP BY 1) k ON k.o = o.id"""
_ROSTER = """SELECT o.id, p.period, COALESCE(f.whole, 0), COALESCE(f.there, 0), CASE WHEN k.since <= p.until THEN 1 ELSE 0 END
  FROM o CROSS JOIN p
  LEFT JOIN (SELECT m.organisation_id AS o, p.period, COUNT(*) AS there,
      SUM(CASE WHEN m.sex <> '' AND m.birth_year IS NOT NULL AND m.education <> '' THEN 1 ELSE 0 END) AS whole
    FROM members_member m JOIN p ON m.joined_on <= p.until AND (m.left_on IS NULL OR m.left_on >= p.until) GROUP BY 1, 2) f
    ON f.o = o.id AND f.period = p.period
  LEFT JOIN (SELECT organisation_id AS o, MIN(joined_on) AS since FROM members_member GROUP BY 1) k ON k.o = o.id"""


def loops() -> Mapping[str, Callable[[int, Span], Row]]:
    """One function for each indicator that asks for one organisation and period, with Django's own queries."""
    return {
        "party_group": lambda o, span: _count_records("party_group", o, span),
        "general_meeting": lambda o, span: _count_records("general_meeting", o, span),
        "theme_party_day": lambda o, span: _count_records("theme_party_day", o, span, ("plan", "photo")),
        "three_funds": _sum_funds,
        "dues_paid": _count_payers,
        "training_hours": _count_trained,
        "reserve_cadres": _count_reserves,
        "roster_complete": _count_whole,
    }


def _records(code: str, organisation: int, papers: tuple[str, ...] = ()) -> Any:
    from guanmo.stages.records.models import Record

    found = Record.objects.filter(type__code=code, organisation_id=organisation, state="locked")
    for role in papers:
        found = found.filter(evidence__role=role)
    return found.exclude(supplements__withdraws=True)


def _known(code: str, organisation: int, span: Span) -> int:
    first = _records(code, organisation).order_by("held_on").values_list("held_on", flat=True).first()
    return int(first is not None and first <= span.until)


def _count_records(code: str, organisation: int, span: Span, papers: tuple[str, ...] = ()) -> Row:
    counted = _records(code, organisation, papers).filter(held_on__range=(span.since, span.until)).count()
    return organisation, span.period, counted, 1, _known(code, organisation, span)


def _sum_funds(organisation: int, span: Span) -> Row:
    found = _records("three_funds", organisation, ("voucher",)).filter(held_on__range=(span.since, span.until))
    fen = sum(int(one.values["amount"].replace(".", "")) for one in found)
    return organisation, span.period, fen, 1, _known("three_funds", organisation, span)


def _members(organisation: int, span: Span) -> Any:
    from django.db.models import Q

    from guanmo.stages.members.models import Member

    there = Q(left_on=None) | Q(left_on__gte=span.until)
    return Member.objects.filter(there, organisation_id=organisation, joined_on__lte=span.until)


def _count_payers(organisation: int, span: Span) -> Row:
    from guanmo.stages.members.models import DuesPayment

    found = DuesPayment.objects.filter(corrected_by=None)
    there = _members(organisation, span)
    paid = found.filter(member__in=there, month__range=(span.since, span.until)).values("member").distinct().count()
    first = found.filter(organisation_id=organisation).order_by("month").values_list("month", flat=True).first()
    return organisation, span.period, paid, there.count(), int(first is not None and first <= span.until)


def _count_trained(organisation: int, span: Span) -> Row:
    from django.db.models import Sum

    from guanmo.stages.members.models import TrainingAttendance

    found = TrainingAttendance.objects.filter(corrected_by=None)
    there = _members(organisation, span)
    of_year = found.filter(member__in=there, training__starts_on__range=(span.since, span.until))
    enough = of_year.values("member").annotate(total=Sum("hours")).filter(total__gte=32).count()
    begun = found.filter(member__organisation_id=organisation).order_by("training__starts_on")
    first = begun.values_list("training__starts_on", flat=True).first()
    return organisation, span.period, enough, there.count(), int(first is not None and first <= span.until)


def _count_reserves(organisation: int, span: Span) -> Row:
    from django.db.models import Q

    from guanmo.stages.members.models import ReserveCadre

    own = ReserveCadre.objects.filter(organisation_id=organisation)
    there = own.filter(Q(left_on=None) | Q(left_on__gte=span.until), entered_on__lte=span.until).count()
    return organisation, span.period, there, 1, int(own.filter(entered_on__lte=span.until).exists())


def _count_whole(organisation: int, span: Span) -> Row:
    there = list(_members(organisation, span))
    whole = sum(bool(one.sex and one.birth_year is not None and one.education) for one in there)
    return organisation, span.period, whole, len(there), int(bool(there))
