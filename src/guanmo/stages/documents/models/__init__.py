"""Issued documents, frozen, and the numbers they carry."""

from guanmo.stages.documents.models.document import Document, DocumentFile, Withdrawal
from guanmo.stages.documents.models.number import DocumentNumber

__all__ = ["Document", "DocumentFile", "DocumentNumber", "Withdrawal"]
