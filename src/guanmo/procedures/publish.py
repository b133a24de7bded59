"""Render a document in every format of its kind and issue it, frozen."""

from guanmo.stages.documents.content import Content
from guanmo.stages.documents.domain.issue_document import Cover, issue_document
from guanmo.stages.documents.enums import FORMATS, Format
from guanmo.stages.documents.exporters import SpreadsheetContent, to_docx, to_pdf, to_xlsx
from guanmo.stages.documents.models import Document
from guanmo.stages.organisations.models import User


def render(content: Content, format: Format) -> bytes:
    """The bytes of a content in one format. Raises ValueError where a running text is asked for as a table."""
    if format is Format.DOCX:
        return to_docx(content)
    if format is Format.PDF:
        return to_pdf(content)
    if not isinstance(content, SpreadsheetContent):
        raise ValueError(f"{type(content).__name__} is no table")
    return to_xlsx(content)


def publish(cover: Cover, content: Content, *, by: User | None) -> Document:
    """Issue a document. Call inside the transaction of the act that it belongs to."""
    rendered = {format: render(content, format) for format in FORMATS[cover.kind]}
    return issue_document(cover, rendered, by=by)
