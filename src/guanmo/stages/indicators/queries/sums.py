"""Sums of facts: those of a part of the tree, for the pages, and whether facts and sums are what the records say."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date

from django.db import connection, transaction

from guanmo.lib.planned_once import cursor_of
from guanmo.method.indicator_kept import (
    COLUMNS,
    COUNTED,
    NOTHING,
    SILENT,
    Share,
    above,
    added,
    taken_off,
    total_of_share,
)
from guanmo.method.indicator_values import Span, Total
from guanmo.stages.indicators.models import IndicatorDelta, IndicatorMark, IndicatorSum
from guanmo.stages.indicators.queries.kept import FactRow, Key, facts_now, facts_stored, kept_now
from guanmo.stages.indicators.rules import applies_to
from guanmo.stages.organisations.models import Organisation

Totals = Mapping[tuple[str, str], Total]
"""By indicator and period."""


def totals_of(organisations: Sequence[Organisation], wanted: Mapping[str, Span], today: date) -> Totals:
    """The totals of these indicators and periods that can be read instead of computed, in whatever state the worker is.

    Differences that wait are added in the same statement. Left out is what is not over, what has no fact of each organisation
    that it concerns, and everything where facts of one are marked or where these organisations are not all below the first.
    """
    now = kept_now()
    asked = {now.all[code]: span for code, span in wanted.items() if code in now.all and span.is_over(today)}
    if not asked or not _are_a_branch(organisations):
        return {}
    sums = _read(organisations[0])
    found = {}
    for one, span in asked.items():
        share = sums.get((one.asked.code, one.made_by, span.period), NOTHING)
        if sum(share[2:]) == sum(applies_to(one.asked, place) for place in organisations):
            found[one.asked.code, span.period] = total_of_share(share)
    return {} if _MARKED in sums else found


def _are_a_branch(organisations: Sequence[Organisation]) -> bool:
    """Whether they are the first one with everything below it."""
    if not organisations:
        return False
    path = organisations[0].path
    below = all(one.path.startswith(path) for one in organisations)
    return below and Organisation.objects.filter(path__startswith=path).count() == len(organisations)


def _read(top: Organisation) -> dict[tuple[str, str, str], Share]:
    with cursor_of(connection) as cursor:
        cursor.execute(_SUMS, {"path": top.path, "length": len(top.path), "top": top.pk})
        return {(row[0], row[1], row[2]): tuple(map(int, row[3:])) for row in cursor.fetchall()}


_MARKED = ("", "", "")
_KEY = "indicator, made_by, period"
_SILENT = f"f.state IN ({', '.join(repr(one.value) for one in SILENT)})"
_OWN = ", ".join(
    [f"CASE WHEN {_SILENT} THEN 0 ELSE f.{name} END" for name in COLUMNS[:2]]
    + [f"CASE WHEN f.state = '{one.value}' THEN 1 ELSE 0 END" for one in COUNTED]
)
_SUMS = f"""SELECT {_KEY}, {", ".join(f"SUM({name})" for name in COLUMNS)} FROM (
  SELECT {_KEY}, {", ".join(COLUMNS)} FROM indicators_indicatorsum WHERE path = %(path)s
  UNION ALL SELECT {_KEY}, {", ".join(COLUMNS)} FROM indicators_indicatordelta
    WHERE SUBSTR(path, 1, %(length)s) = %(path)s AND path <> %(path)s
  UNION ALL SELECT {_KEY}, {_OWN} FROM indicators_indicatorfact f WHERE f.organisation_id = %(top)s
  UNION ALL SELECT '', '', '', {", ".join("0" for _one in COLUMNS)} FROM indicators_indicatormark m
    JOIN organisations_organisation o ON o.id = m.organisation_id WHERE SUBSTR(o.path, 1, %(length)s) = %(path)s
) s GROUP BY {_KEY}"""
"""One statement, so that it sees one state: the sums below, what waits to be added to them, the own facts, and any mark."""


Place = tuple[str, str, str, str]
"""Of a sum: indicator, made_by, period, path."""


@dataclass(frozen=True, slots=True)
class Faults:
    """Facts that are not what the records say, and what each wrong sum lacks."""

    facts: Sequence[Key]
    sums: Mapping[Place, Share]

    @property
    def said(self) -> list[tuple[str, str, str]]:
        """Each as indicator, period and the code of the organisation (of what has none any more, its path)."""
        places = Organisation.objects.values_list("pk", "path", "code")
        codes = {key: code for pk, path, code in places for key in (pk, path)}
        facts = [(code, period, codes[whose]) for whose, code, period in self.facts]
        return facts + [(code, period, codes.get(path, path)) for code, _made, period, path in self.sums]


def faults(today: date) -> Faults:
    """Compare every stored fact with its value computed now, and every sum with its facts.

    What waits for the worker (marked, lacking, of other definitions) is no fault.
    """
    now, places = kept_now(), list(Organisation.objects.order_by("path"))
    marked = set(IndicatorMark.objects.values_list("organisation_id", flat=True))
    stored = facts_stored(one.pk for one in places)
    told = facts_now(places, now.all.values(), now.rows, today)
    wrong = [
        key
        for key, fact in sorted(stored.items())
        if key[0] not in marked and key in told and told[key].made_by == fact.made_by and told[key] != fact
    ]
    return Faults(wrong, _lacking_sums(stored))


def _lacking_sums(stored: Mapping[Key, FactRow]) -> dict[Place, Share]:
    """The facts, less what waits to be added, less what is in the sums."""
    sums: dict[Place, Share] = defaultdict(lambda: NOTHING)

    def add(indicator: str, made_by: str, period: str, path: str, share: Share) -> None:
        for over in above(path, Organisation.steplen):
            sums[indicator, made_by, period, over] = added(sums[indicator, made_by, period, over], share)

    for (_whose, indicator, period), fact in stored.items():
        add(indicator, fact.made_by, period, fact.path, fact.share)
    names = ("indicator", "made_by", "period", "path", *COLUMNS)
    for indicator, made_by, period, path, *share in IndicatorDelta.objects.values_list(*names):
        add(indicator, made_by, period, path, taken_off(tuple(share)))
    for indicator, made_by, period, path, *share in IndicatorSum.objects.values_list(*names):
        place = indicator, made_by, period, path
        sums[place] = added(sums[place], taken_off(tuple(share)))
    return {place: share for place, share in sorted(sums.items()) if share != NOTHING}


@contextmanager
def one_state() -> Iterator[None]:
    """A transaction of which every statement sees the same state, while others write; inside of another one it is that one's."""
    own = not connection.in_atomic_block and connection.vendor == "postgresql"
    with transaction.atomic():
        if own:
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        yield
