"""Render a document in every format of its kind and issue it, frozen; withdraw it by another one."""

from collections.abc import Callable

from django.db import transaction
from django.utils import timezone

from guanmo.procedures.glyphs import note_glyphs
from guanmo.procedures.try_template import filled
from guanmo.stages.documents.composers.withdrawals import withdrawal_of
from guanmo.stages.documents.content import Content
from guanmo.stages.documents.domain.issue_document import Cover, issue_document
from guanmo.stages.documents.domain.next_number import next_number, series_word
from guanmo.stages.documents.domain.save_draft import claim_draft, drop_draft
from guanmo.stages.documents.domain.withdraw_document import reason_to_withdraw, withdraw_document
from guanmo.stages.documents.enums import FORMATS, Audience, Format, Kind
from guanmo.stages.documents.exporters import SpreadsheetContent, to_docx, to_html, to_pdf, to_xlsx
from guanmo.stages.documents.models import Document
from guanmo.stages.documents.queries import template_for
from guanmo.stages.organisations.models import Organisation, User
from guanmo.stages.rectification.domain.issue_notice import take_back
from guanmo.stages.rectification.models import Notice
from guanmo.stages.rounds.models import Round


def render(content: Content, format: Format) -> bytes:
    """The bytes of a content in one format. Raises ValueError where a running text is asked for as a table."""
    if format is not Format.XLSX:
        return {Format.DOCX: to_docx, Format.PDF: to_pdf, Format.HTML: to_html}[format](content)
    if not isinstance(content, SpreadsheetContent):
        raise ValueError(f"{type(content).__name__} is no table")
    return to_xlsx(content)


def publish(cover: Cover, content: Content, *, by: User | None) -> Document:
    """Issue a document, its .docx by the issuer's own template where it has one.

    Call inside the transaction of the act that it belongs to. Raises FileRefused when the template fails.
    """
    note_glyphs(content)
    rendered = {format: render(content, format) for format in FORMATS[cover.kind]}
    template = template_for(cover.issuer, cover.kind)
    if template is not None:
        rendered[Format.DOCX] = filled(bytes(template.content), content)
    return issue_document(cover, rendered, by=by)


@transaction.atomic
def issue_as_seen(
    kind: Kind, issuer: Organisation, round: Round | None, *, seen: int, by: User, issue: Callable[[], Document]
) -> Document:
    """Issue what somebody wrote, once: ``seen`` is the version of the draft that the page showed, which is emptied.

    Raises DraftChanged when it was issued or changed meanwhile, and what ``issue`` raises; then nothing is written.
    """
    claim_draft(kind, issuer, round=round, seen=seen, by=by)
    document = issue()
    drop_draft(kind, issuer, round=round)
    return document


@transaction.atomic
def withdraw(document: Document, *, reason: str, by: User) -> Document:
    """Issue the numbered notice that withdraws a document; it goes to the same readers. The rows of a 整改通知单 come back.

    Raises NotAllowed, ReasonMissing, TextTooLong, AlreadyWithdrawn; then no number is used up.
    """
    reason, today = reason_to_withdraw(document, reason, by=by), timezone.localdate()
    issuer = document.issuer
    number = next_number(issuer, word=series_word(issuer, Kind.WITHDRAWAL), year=today.year)
    content = withdrawal_of(document, number=number, reason=reason, today=today)
    cover = Cover(
        kind=Kind.WITHDRAWAL,
        title=content.title[:200],
        issuer=issuer,
        audience=Audience(document.audience),
        number=number,
        organisation=document.organisation,
        round=document.round,
    )
    notice = publish(cover, content, by=by)
    withdraw_document(document, notice=notice, reason=reason, by=by)
    if document.kind == Kind.NOTICE:
        take_back(Notice.objects.get(number=document.number), by=by)
    return notice
