"""Rows of which indicators are made: the ledgers, and what stages members and organisations keep."""

from guanmo.stages.indicators.queries.sources.catalogue import Catalogue, catalogue, ledger_of
from guanmo.stages.indicators.queries.sources.shape import COUNTED_BY, FOREVER, NAMED_BY, Source

__all__ = ["COUNTED_BY", "FOREVER", "NAMED_BY", "Catalogue", "Source", "catalogue", "ledger_of"]
