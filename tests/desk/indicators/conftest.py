"""The county with its ledgers."""

from tests.desk.records.conftest import scene

__all__ = ["scene"]
