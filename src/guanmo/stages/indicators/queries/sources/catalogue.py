"""All sources by name, in the words of the database that is used."""

from collections.abc import Iterable

from guanmo.stages.indicators.queries.dialect import Dialect
from guanmo.stages.indicators.queries.sources.ledgers import ledger_source
from guanmo.stages.indicators.queries.sources.members import member_sources
from guanmo.stages.indicators.queries.sources.organisations import organisation_sources
from guanmo.stages.indicators.queries.sources.people import people_sources
from guanmo.stages.indicators.queries.sources.shape import Source
from guanmo.stages.records.models import RecordType
from guanmo.stages.records.queries import in_force


def catalogue(dialect: Dialect, types: Iterable[RecordType] | None = None) -> dict[str, Source]:
    """The ledgers in force (or these) and the fixed sources; a ledger never takes the name of a fixed source."""
    kept = list(in_force() if types is None else types)
    ledgers = {one.code: ledger_source(dialect, one.ledger, kept) for one in kept}
    fixed = (*organisation_sources(dialect), *member_sources(dialect), *people_sources(dialect))
    return {**ledgers, **{one.name: one for one in fixed}}


def ledger_of(name: str, types: Iterable[RecordType]) -> RecordType | None:
    """The ledger of this name, None when it is another source."""
    return next((one for one in types if one.code == name), None)
