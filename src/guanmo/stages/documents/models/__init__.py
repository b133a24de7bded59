"""Issued documents, frozen, the numbers they carry, drafts, and the templates that an office brought."""

from guanmo.stages.documents.models.document import Document, DocumentFile, Withdrawal
from guanmo.stages.documents.models.draft import Draft
from guanmo.stages.documents.models.job import Job
from guanmo.stages.documents.models.number import DocumentNumber
from guanmo.stages.documents.models.template import DocumentTemplate

__all__ = ["Document", "DocumentFile", "DocumentNumber", "DocumentTemplate", "Draft", "Job", "Withdrawal"]
