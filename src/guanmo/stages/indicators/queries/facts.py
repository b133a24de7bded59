"""All facts of the county on one day, for the snapshot and for whoever computes values at the server."""

import json
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from datetime import date

from guanmo.method.indicator_facts import Fact
from guanmo.method.indicator_periods import spans_this_year
from guanmo.method.indicators import Definition
from guanmo.stages.indicators.content import shipped_indicators
from guanmo.stages.indicators.models import IndicatorDefinition
from guanmo.stages.indicators.queries.definitions import in_force, sources
from guanmo.stages.indicators.queries.readings import Wanted, readings_of
from guanmo.stages.organisations.models import Organisation


@dataclass(frozen=True, slots=True)
class CountyFacts:
    """The values of the year that is looked at on ``day``, by which definitions, and the tree up which they add."""

    day: date
    definitions: tuple[Definition, ...]
    organisations: tuple[Organisation, ...]
    facts: tuple[Fact, ...]


def county_facts(day: date, wanted: Callable[[Definition], bool] = lambda one: True) -> CountyFacts:
    """Every organisation, every indicator that is ``wanted``, every period of the year; what does not apply is left out.

    It asks for no user: whoever runs a command at the server reads the database anyway.
    """
    rows = sources()
    asked = tuple(one for one in in_force(rows) if wanted(one))
    organisations = tuple(Organisation.objects.order_by("path"))
    found = readings_of([Wanted(one, spans_this_year(one, day)) for one in asked], organisations, rows, day)
    refs = {one.pk: one.uuid.hex for one in organisations}
    facts = (
        Fact(
            one.asked.code,
            one.span.period,
            refs[one.organisation.pk],
            one.value.numerator,
            one.value.denominator,
            one.state,
        )
        for one in found
        if one.value is not None
    )
    return CountyFacts(day, asked, organisations, tuple(facts))


def above_each(organisations: Sequence[Organisation]) -> dict[str, str | None]:
    """Directly under whom each organisation stands, by what leaves the system; None for the county."""
    refs = {one.path: one.uuid.hex for one in organisations}
    return {one.uuid.hex: refs.get(one.path[: -Organisation.steplen]) for one in organisations}


def definitions_text(definitions: Sequence[Definition]) -> str:
    """The definitions as one text that is the same wherever they are the same."""
    plain = [asdict(one) for one in sorted(definitions, key=lambda one: one.code)]
    return json.dumps(plain, ensure_ascii=False, sort_keys=True, indent=1) + "\n"


def unreadable() -> list[str]:
    """Codes of the indicators that are asked and cannot be read, because their ledger was renamed, changed or retired."""
    newest = {one.code: one for one in IndicatorDefinition.objects.order_by("version")}
    codes = dict.fromkeys([one.code for one in shipped_indicators()] + list(newest))
    read = {one.code for one in in_force()}
    return [code for code in codes if code not in read and not (code in newest and newest[code].retired)]
