"""All sources by name, in the words of the database that is used."""

from collections.abc import Iterable, Mapping, Sequence
from uuid import UUID

from guanmo.method.indicators import Definition
from guanmo.stages.indicators.queries.dialect import Dialect
from guanmo.stages.indicators.queries.sources.ledgers import ledger_source, row_sources, said_sources
from guanmo.stages.indicators.queries.sources.members import member_sources
from guanmo.stages.indicators.queries.sources.organisations import organisation_sources
from guanmo.stages.indicators.queries.sources.people import people_sources
from guanmo.stages.indicators.queries.sources.rhythm import rhythm_source
from guanmo.stages.indicators.queries.sources.shape import Source
from guanmo.stages.indicators.queries.sources.structure import structure_sources
from guanmo.stages.records.models import RecordType
from guanmo.stages.records.queries import in_force
from guanmo.stages.records.queries.types import kept_from


class Catalogue(dict[str, Source]):
    """The sources by name; ``since`` says from which day each ledger is kept.

    ``readable`` keeps of which definitions they have every column, ``texts`` the statements that were made of them.
    """

    def __init__(self, sources: Mapping[str, Source]) -> None:
        super().__init__(sources)
        self.since = kept_from()
        self.kinds = {name: one.kinds for name, one in sources.items()}
        self.readable: dict[Definition, bool] = {}
        self.texts: dict[tuple[str, Definition, int, frozenset[str]], str] = {}


_made: dict[tuple[Dialect, tuple[UUID, ...]], Catalogue] = {}


def catalogue(dialect: Dialect) -> Catalogue:
    """The ledgers in force and the fixed sources; a ledger never takes the name of a fixed source.

    It is kept until another version of a ledger comes into force.
    """
    kept = in_force()
    which = dialect, tuple(one.uuid for one in kept)
    if (made := _made.get(which)) is None:
        made = Catalogue(_make(dialect, kept))
        _made.clear()
        _made[which] = made
    return made


def _make(dialect: Dialect, kept: Sequence[RecordType]) -> dict[str, Source]:
    ledgers = {one.code: ledger_source(dialect, one.ledger, kept) for one in kept}
    inner = (said_sources, row_sources)
    said = {made.name: made for one in kept for within in inner for made in within(dialect, one.ledger, kept)}
    fixed = (
        *organisation_sources(dialect),
        *structure_sources(dialect),
        *member_sources(dialect),
        *people_sources(dialect),
        rhythm_source(dialect),
    )
    return {**said, **ledgers, **{one.name: one for one in fixed}}


def ledger_of(name: str, types: Iterable[RecordType]) -> RecordType | None:
    """The ledger of this name, None when it is another source."""
    return next((one for one in types if one.code == name), None)
