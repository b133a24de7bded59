"""What is missing: of which organisation, since when. Unknown stands beside missed, and is never called a miss."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from guanmo.method.indicator_values import State
from guanmo.method.indicators import Definition
from guanmo.stages.indicators.queries.readings import Reading
from guanmo.stages.organisations.models import Organisation


@dataclass(frozen=True, slots=True)
class Gap:
    """One organisation and indicator: the periods of one state (missed, or unknown), and the first day of it."""

    organisation: Organisation
    asked: Definition
    state: State
    periods: tuple[Reading, ...]
    since: date


def gaps_of(readings: Iterable[Reading], today: date) -> list[Gap]:
    """In the order of the readings; what is at once is missing now, anything else once its period is over."""
    groups: dict[tuple[int, str, State], list[Reading]] = {}
    for one in readings:
        missing = one.state == State.MISSED or (one.state == State.UNKNOWN and _is_due(one, today))
        if missing:
            groups.setdefault((one.organisation.pk, one.asked.code, one.state), []).append(one)
    return [_gap(inside) for inside in groups.values()]


def _gap(inside: list[Reading]) -> Gap:
    first = inside[0]
    since = first.span.first if first.asked.at_once else first.span.due + timedelta(days=1)
    return Gap(first.organisation, first.asked, first.state, tuple(inside), since)


def _is_due(one: Reading, today: date) -> bool:
    return one.asked.at_once or one.span.is_over(today)
