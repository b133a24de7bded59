"""Values for the pages, always as far as the user sees: one organisation, an area, one indicator over time."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from guanmo.lib.refusal import NotVisible
from guanmo.method.indicator_periods import shown_span, spans_of_trend, spans_this_year
from guanmo.method.indicator_values import Span, State, Total, state_of_total, total_of
from guanmo.method.indicators import Definition
from guanmo.stages.indicators.queries.definitions import in_force, sources
from guanmo.stages.indicators.queries.gaps import Gap, gaps_of
from guanmo.stages.indicators.queries.proof import ProofRow, proof_of
from guanmo.stages.indicators.queries.readings import Reading, Wanted, readings_of
from guanmo.stages.indicators.queries.sums import totals_of
from guanmo.stages.indicators.rules import may_read_values
from guanmo.stages.organisations.models import Organisation, User
from guanmo.stages.organisations.queries import access_of, listing


@dataclass(frozen=True, slots=True)
class Summary:
    """One indicator and period over many organisations; ``state`` is that of the sum, where the county is judged."""

    asked: Definition
    span: Span
    readings: tuple[Reading, ...]
    total: Total
    state: State


def area_for(user: User, under: Organisation | None = None) -> list[Organisation]:
    """The organisations that the user sees (at or below ``under``). Raises NotVisible for an account without a post."""
    if not may_read_values(access_of(user)):
        raise NotVisible
    found = listing(user)
    return list(found.filter(path__startswith=under.path) if under else found)


def summaries_for(user: User, today: date, under: Organisation | None = None) -> list[Summary]:
    """Every indicator with the period that a page shows first; those that concern nobody are left out."""
    rows = sources()
    wanted = [Wanted(one, (shown_span(one, today),)) for one in in_force(rows)]
    found = readings_of(wanted, area_for(user, under), rows, today)
    return [one for one in (_summary(inside, today) for inside in _by_indicator(found)) if one.total.states]


def totals_for(user: User, today: date, under: Organisation | None = None) -> list[Summary]:
    """The same sums and states; of what is kept as facts without the readings of each organisation."""
    rows, area = sources(), area_for(user, under)
    spans = {one: shown_span(one, today) for one in in_force(rows)}
    kept = totals_of(area, {one.code: span for one, span in spans.items()}, today)
    found = []
    for asked, span in spans.items():
        if total := kept.get((asked.code, span.period)):
            found.append(Summary(asked, span, (), total, state_of_total(asked, total, span, today)))
        elif readings := readings_of([Wanted(asked, (span,))], area, rows, today):
            found.append(_summary(readings, today))
    return [one for one in found if one.total.states]


def history_for(user: User, asked: Definition, today: date, under: Organisation | None = None) -> list[Summary]:
    """One indicator, period by period of this year; a yearly one also the years before of which something is known."""
    found = readings_of([Wanted(asked, spans_of_trend(asked, today))], area_for(user, under), sources(), today)
    periods: dict[str, list[Reading]] = {}
    for one in found:
        periods.setdefault(one.span.period, []).append(one)
    now = {one.period for one in spans_this_year(asked, today)}
    summaries = (_summary(inside, today) for inside in periods.values())
    return [one for one in summaries if one.span.period in now or one.total.known]


def parts_for(user: User, summary: Summary) -> list[tuple[Organisation, Summary]]:
    """The sums of each township, in tree order; they add up to the whole. Empty where there is one township alone."""
    parts: dict[str, list[Reading]] = {}
    for one in summary.readings:
        parts.setdefault(one.organisation.township_path, []).append(one)
    townships = {one.path: one for one in listing(user).filter(path__in=parts)}
    shown = [
        (townships[path], _summary(inside, summary.span.until)) for path, inside in parts.items() if path in townships
    ]
    return shown if len(shown) > 1 else []


def board_for(user: User, organisation: Organisation, today: date) -> list[list[Reading]]:
    """All indicators of one organisation, each with its periods of this year."""
    rows = sources()
    own = [one for one in area_for(user, organisation) if one.pk == organisation.pk]
    found = readings_of([Wanted(one, spans_this_year(one, today)) for one in in_force(rows)], own, rows, today)
    return list(_by_indicator(found))


def year_for(user: User, organisation: Organisation, asked: Definition, today: date) -> list[Reading]:
    """One indicator of one organisation, period by period as ``history_for``; empty where it does not apply."""
    own = [one for one in area_for(user, organisation) if one.pk == organisation.pk]
    found = readings_of([Wanted(asked, spans_of_trend(asked, today))], own, sources(), today)
    now = {one.period for one in spans_this_year(asked, today)}
    return [one for one in found if one.span.period in now or one.state not in (State.UNKNOWN, State.NOT_APPLICABLE)]


def missing_for(user: User, today: date, under: Organisation | None = None) -> list[Gap]:
    """What is missed or unknown this year, organisation by organisation; of what counts at once only as it stands now."""
    rows = sources()
    wanted = [
        Wanted(one, (shown_span(one, today),) if one.at_once else spans_this_year(one, today)) for one in in_force(rows)
    ]
    found = gaps_of(readings_of(wanted, area_for(user, under), rows, today), today)
    return sorted(found, key=lambda one: (one.organisation.path, one.state, one.since))


def proof_for(user: User, asked: Definition, organisation: Organisation, span: Span) -> tuple[ProofRow, ...]:
    """The rows behind one value."""
    return proof_of(user, asked, organisation, span, sources())


def _by_indicator(readings: Iterable[Reading]) -> Iterable[list[Reading]]:
    groups: dict[str, list[Reading]] = {}
    for one in readings:
        groups.setdefault(one.asked.code, []).append(one)
    return groups.values()


def _summary(readings: Sequence[Reading], today: date) -> Summary:
    asked, span = readings[0].asked, readings[0].span
    total = total_of((one.value, one.state) for one in readings)
    return Summary(asked, span, tuple(readings), total, state_of_total(asked, total, span, today))
