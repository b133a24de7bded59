"""The county with its ledgers, on one fixed day."""

from tests.desk.records.conftest import scene

__all__ = ["scene"]
