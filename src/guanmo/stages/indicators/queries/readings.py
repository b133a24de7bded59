"""Values as people read them: one statement per indicator, whatever the number of organisations and periods."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from guanmo.method.indicator_sql import values_sql
from guanmo.method.indicator_values import Span, State, Value, is_met, state_of
from guanmo.method.indicators import Definition
from guanmo.stages.indicators.queries.sources import Catalogue
from guanmo.stages.indicators.queries.statement import rows_of
from guanmo.stages.indicators.rules import applies_to
from guanmo.stages.organisations.models import Organisation


@dataclass(frozen=True, slots=True)
class Reading:
    """One value: whose, of what, for which period, and what it means. ``value`` is None where it does not apply."""

    organisation: Organisation
    asked: Definition
    span: Span
    value: Value | None
    state: State


@dataclass(frozen=True, slots=True)
class Wanted:
    """An indicator and the periods for which its values are wanted."""

    asked: Definition
    spans: Sequence[Span]


def readings_of(
    wanted: Iterable[Wanted], organisations: Sequence[Organisation], rows: Catalogue, today: date
) -> list[Reading]:
    """All values, in the order of what is wanted, then of the organisations, then of the periods."""
    return [reading for one in wanted for reading in _of_one(one, organisations, rows, today)]


def _of_one(wanted: Wanted, organisations: Sequence[Organisation], rows: Catalogue, today: date) -> Iterable[Reading]:
    asked = wanted.asked
    concerned = [one for one in organisations if applies_to(asked, one)]
    found = rows_of(values_sql(asked), asked, rows, (one.pk for one in concerned), wanted.spans)
    values = {(row[0], row[1]): Value(row[2], row[3], row[4] == 1) for row in found}
    for organisation in concerned:
        begun = max(filter(None, (organisation.established_on, rows.since.get(asked.known_by))), default=date.min)
        for span in wanted.spans:
            found_one = values[organisation.pk, span.period]
            there = not _is_gone(organisation, span) and not _is_spared(asked, found_one)
            value = _judgeable(asked, found_one, begun, span) if there else None
            yield Reading(organisation, asked, span, value, state_of(asked, value, span, today))


def _judgeable(asked: Definition, value: Value, begun: date, span: Span) -> Value:
    """A period that had begun before anybody kept these rows is not known whole, unless its target is reached anyway.

    A figure that names its own period says all there is to show of it.
    """
    if asked.at_once or asked.spoken or begun <= span.first or not value.known:
        return value
    reached = asked.direction == "at_least" and value.ratio is not None and is_met(asked, value.ratio)
    return value if reached else Value(value.numerator, value.denominator, known=False)


def _is_spared(asked: Definition, value: Value) -> bool:
    """Whether the indicator asks nothing of the organisation: it is known to have no row of those that are asked about.

    Where other rows make the value known (``kept_by``), they do not answer whether it is asked.
    """
    return asked.sparing and not value.denominator and (value.known or bool(asked.kept_by))


def _is_gone(organisation: Organisation, span: Span) -> bool:
    """Whether the organisation was founded after the period, or ended before it."""
    founded, ended = organisation.established_on, organisation.dissolved_on
    return (founded is not None and founded > span.last) or (ended is not None and ended <= span.first)
