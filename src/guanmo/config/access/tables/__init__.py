"""The rule of each address, one file for each stage, in the order of the way."""

from guanmo.config.access.rule import Table
from guanmo.config.access.tables import (
    documents,
    field,
    members,
    organisations,
    own,
    records,
    rectification,
    results,
    rounds,
    sheets,
)

_ALL = (own, field, organisations, members, records, sheets, rounds, results, rectification, documents)
DECLARED: Table = {name: rule for part in _ALL for name, rule in part.TABLE.items()}
