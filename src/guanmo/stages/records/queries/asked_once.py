"""What is held already, so that no ledger, sheet or plan asks for it again."""

from collections.abc import Iterable

from guanmo.method.asked_once import by_stem, held_place, stem
from guanmo.method.ledger import Ledger
from guanmo.stages.organisations.enums import Kind
from guanmo.stages.records.content import HELD
from guanmo.stages.records.enums import kinds_of
from guanmo.stages.records.models import RecordType
from guanmo.stages.records.queries.types import in_force

_REFERENCES = frozenset({"holder", "holders", "organisation", "organisations", "record", "link"})
"""Fields that point to what is held instead of asking for it."""
_ON_PAGES = by_stem({words: place for place, some in HELD.items() for words in some})


def held_already(demands: Iterable[str]) -> dict[str, str]:
    """Those of the demands that ask for what is held, with the page or ledger where it is; empty when none does."""
    return _found(demands, _held(in_force()))


def asks_held(ledger: Ledger, ledgers: Iterable[RecordType]) -> dict[str, str]:
    """The fields and papers of a ledger that ask for what stands on a page or in another of the ledgers, and where."""
    titles = [*(one.title for one in ledger.fields if one.kind not in _REFERENCES)]
    titles += [column.title for one in ledger.fields for column in one.columns if column.kind not in _REFERENCES]
    titles += [one.title for one in ledger.evidence]
    return _found(titles, _held(one for one in ledgers if one.code != ledger.code))


def same_ledger(ledger: Ledger, ledgers: Iterable[RecordType]) -> str:
    """The page, or another ledger of the same kinds of organisations, that records the same; empty when there is none."""
    if place := held_place(ledger.title, _ON_PAGES):
        return place
    kinds: frozenset[Kind] = kinds_of(ledger.kinds)
    others = [one for one in ledgers if one.code != ledger.code and kinds & kinds_of(one.ledger.kinds)]
    return next((one.title for one in others if stem(one.title) == stem(ledger.title)), "")


def _held(ledgers: Iterable[RecordType]) -> dict[str, str]:
    return by_stem({one.title: one.title for one in ledgers}) | _ON_PAGES


def _found(demands: Iterable[str], held: dict[str, str]) -> dict[str, str]:
    places = ((demand, held_place(demand, held)) for demand in demands)
    return {demand: place for demand, place in places if place}
