"""What the records show and propose for one organisation's sheet, item by item. Nothing here decides anything."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from guanmo.method.indicator_values import Span, span_of
from guanmo.method.indicators import Definition
from guanmo.method.ledger_due import year_shown
from guanmo.method.pre_score import Fact, Judged, PreScoreRule, fact_of, is_looked_at, proposed
from guanmo.method.rhythm import periods
from guanmo.stages.indicators.content import pre_score_rules
from guanmo.stages.indicators.queries.definitions import in_force, sources
from guanmo.stages.indicators.queries.pages import area_for
from guanmo.stages.indicators.queries.readings import Reading, Wanted, readings_of
from guanmo.stages.organisations.models import Organisation, User


@dataclass(frozen=True, slots=True)
class ItemFact:
    """What the records show for one rule and one organisation."""

    organisation: Organisation
    rule: PreScoreRule
    asked: Definition
    fact: Fact

    @property
    def points(self) -> Decimal:
        """What the rule proposes to take off; 0 when nothing was missed."""
        return proposed(self.rule, self.fact)


def facts_of(organisations: Sequence[Organisation], sheet: str, day: date) -> list[ItemFact]:
    """What is known of these organisations by the rules of one sheet (its code), as it stands on ``day``."""
    rows = sources()
    definitions = {one.code: one for one in in_force(rows)}
    rules = [one for one in pre_score_rules() if one.sheet == sheet and one.indicator in definitions]
    wanted = [
        Wanted(definitions[code], _spans(definitions[code], day)) for code in dict.fromkeys(r.indicator for r in rules)
    ]
    found = _by_place(readings_of(wanted, organisations, rows, day))
    return [
        made
        for organisation in organisations
        for rule in rules
        if (made := _fact(organisation, rule, definitions, found.get((organisation.pk, rule.indicator), ())))
    ]


def proposals_for(user: User, organisation: Organisation, sheet: str, today: date) -> list[ItemFact]:
    """What would be taken off one organisation that the user sees: its own check before anybody comes."""
    own = [one for one in area_for(user, organisation) if one.pk == organisation.pk]
    return [one for one in facts_of(own, sheet, today) if one.points]


def _spans(asked: Definition, day: date) -> list[Span]:
    since = date(year_shown(day).year - 1, 1, 1)
    found = (span_of(asked, period, day) for period in periods(asked.period, since, day))
    return [one for one in found if is_looked_at(asked, one, day)]


def _by_place(readings: Iterable[Reading]) -> Mapping[tuple[int, str], list[Reading]]:
    places: dict[tuple[int, str], list[Reading]] = {}
    for one in readings:
        places.setdefault((one.organisation.pk, one.asked.code), []).append(one)
    return places


def _fact(
    organisation: Organisation, rule: PreScoreRule, definitions: Mapping[str, Definition], readings: Iterable[Reading]
) -> ItemFact | None:
    asked = definitions[rule.indicator]
    judged = [Judged(one.span, one.value, one.state) for one in readings if one.value is not None]
    fact = fact_of(rule, asked, judged)
    return ItemFact(organisation, rule, asked, fact) if fact else None
