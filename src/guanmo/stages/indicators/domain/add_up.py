"""Beside the pages: compute what is marked or lacking, and add what changed to the sums of those above.

Everything is done in small transactions that are whole or not there, so a worker may be killed at any time and several may
work at once: whoever adds a difference removes it in the same transaction.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import connection, transaction

from guanmo.lib.plain_rows import insert_rows
from guanmo.method.indicator_kept import COLUMNS, NOTHING, Share, above, added
from guanmo.stages.indicators.domain.keep_facts import mark, store, taken
from guanmo.stages.indicators.models import IndicatorDelta, IndicatorMark, IndicatorSum
from guanmo.stages.indicators.queries.kept import facts_now, facts_stored, lacking
from guanmo.stages.indicators.queries.sums import Faults, faults, one_state
from guanmo.stages.organisations.models import Organisation

ADDING = 4
"""The first number of the lock on all sums: workers add one after another."""
_TOGETHER = 50
"""Organisations whose facts are computed in one transaction."""
_AT_ONCE = 2_000
"""Differences that are added in one transaction."""


@dataclass(frozen=True, slots=True)
class Done:
    """Of how many organisations the facts were computed anew, and how many differences were added."""

    settled: int
    added: int


def add_up(today: date) -> Done:
    """Do all that waits."""
    waiting = _waiting(today)
    parts = [waiting[first : first + _TOGETHER] for first in range(0, len(waiting), _TOGETHER)]
    settled = sum(_settled(part, today) for part in parts)
    found = 0
    while more := _add_some():
        found += more
    return Done(settled, found)


def mend(today: date) -> Faults:
    """Put right what ``faults`` finds: facts are marked, sums corrected by what they lack; and say what it was."""
    with one_state():
        found = faults(today)
        mark(organisation for organisation, _code, _period in found.facts)
        insert_rows(IndicatorSum, _SUM, ((*place, *share) for place, share in sorted(found.sums.items())), meet=_MORE)
    return found


def _waiting(today: date) -> list[int]:
    marked = set(IndicatorMark.objects.values_list("organisation_id", flat=True))
    return sorted(marked | lacking(today))


@transaction.atomic
def _settled(organisations: Sequence[int], today: date) -> int:
    """Compute the facts of those that no writer is at; what is marked after this is left to the next time."""
    marks = list(IndicatorMark.objects.filter(organisation__in=organisations).values_list("pk", "organisation_id"))
    mine, now = taken(organisations)
    if mine:
        places = list(Organisation.objects.filter(pk__in=mine).order_by("path"))
        store(facts_now(places, now.all.values(), now.rows, today), facts_stored(mine))
        IndicatorMark.objects.filter(pk__in=[pk for pk, organisation in marks if organisation in mine]).delete()
    return len(mine)


@transaction.atomic
def _add_some() -> int:
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s, 0)", (ADDING,))
    found = list(IndicatorDelta.objects.order_by("pk").values_list("pk", *_SUM)[:_AT_ONCE])
    sums: dict[tuple[str, str, str, str], Share] = defaultdict(lambda: NOTHING)
    for _pk, indicator, made_by, period, path, *share in found:
        for place in above(path, Organisation.steplen):
            key = indicator, made_by, period, place
            sums[key] = added(sums[key], tuple(share))
    rows = ((*place, *share) for place, share in sorted(sums.items()) if share != NOTHING)
    insert_rows(IndicatorSum, _SUM, rows, meet=_MORE)
    IndicatorDelta.objects.filter(pk__in=[one[0] for one in found]).delete()
    return len(found)


_SUM = ("indicator", "made_by", "period", "path", *COLUMNS)
_MORE = "ON CONFLICT (path, indicator, made_by, period) DO UPDATE SET " + ", ".join(
    f"{name} = {IndicatorSum._meta.db_table}.{name} + excluded.{name}" for name in COLUMNS
)
