"""Issued documents, frozen, their numbers, drafts, offices' templates, long work, and papers that are kept."""

from guanmo.stages.documents.models.document import Document, DocumentFile, Withdrawal
from guanmo.stages.documents.models.draft import Draft
from guanmo.stages.documents.models.job import Job, JobFile
from guanmo.stages.documents.models.number import DocumentNumber
from guanmo.stages.documents.models.paper import FiledPaper, PaperReceipt
from guanmo.stages.documents.models.template import DocumentTemplate

__all__ = [
    "Document",
    "DocumentFile",
    "DocumentNumber",
    "DocumentTemplate",
    "Draft",
    "FiledPaper",
    "Job",
    "JobFile",
    "PaperReceipt",
    "Withdrawal",
]
