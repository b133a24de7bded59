"""Findings, ledger rows with their history, notices, look-backs and sign-offs."""

from guanmo.stages.rectification.models.attachment import Attachment
from guanmo.stages.rectification.models.finding import Finding
from guanmo.stages.rectification.models.ledger import LedgerRow, RowTransition
from guanmo.stages.rectification.models.look_back import LookBack, SignOff
from guanmo.stages.rectification.models.notice import Notice

__all__ = ["Attachment", "Finding", "LedgerRow", "LookBack", "Notice", "RowTransition", "SignOff"]
