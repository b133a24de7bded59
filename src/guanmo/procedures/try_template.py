"""Try an office's template with real data of its own, and fill it when a document is issued."""

from dataclasses import dataclass

from django.utils import timezone

from guanmo.lib.docx_template import Filled, fill
from guanmo.stages.documents.composers.latest import latest_content
from guanmo.stages.documents.content import Content
from guanmo.stages.documents.enums import Kind
from guanmo.stages.documents.exporters import template_fields
from guanmo.stages.documents.models import DocumentTemplate
from guanmo.stages.organisations.models import Organisation


@dataclass(frozen=True, slots=True)
class Trial:
    """The filled document; ``real`` is False where the office has no record of this kind yet and every field was empty."""

    filled: Filled
    real: bool


def try_template(kind: Kind, owner: Organisation, template: bytes) -> Trial:
    """Raises FileRefused when the template cannot be used."""
    content = latest_content(kind, owner, today=timezone.localdate())
    fields = template_fields(content) if content else {}
    return Trial(fill(template, fields), content is not None)


def try_kept(template: DocumentTemplate) -> Trial:
    """The same for a version that is kept already."""
    return try_template(Kind(template.kind), template.owner, bytes(template.content))


def filled(template: bytes, content: Content) -> bytes:
    """The .docx of a content by the office's own form. Raises FileRefused."""
    return fill(template, template_fields(content)).content
