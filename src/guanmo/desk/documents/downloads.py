"""Answer a request with a file: the right media type, a file name in Chinese, never sniffed; only what is to be printed is shown."""

from django.http import HttpResponse
from django.utils.http import content_disposition_header

from guanmo.lib.file_name import file_name
from guanmo.lib.refusal import NotVisible
from guanmo.stages.documents.enums import MEDIA_TYPES, Format

PRINTED = "default-src 'none'; style-src 'unsafe-inline'; sandbox allow-modals; frame-ancestors 'none'"


def file_response(content: bytes, format: Format, name: str) -> HttpResponse:
    """The bytes as a download called ``name`` with the format's ending; what is to be printed is shown at once.

    The page to print runs nothing and loads nothing, whatever stands in it.
    """
    response = HttpResponse(content, content_type=MEDIA_TYPES[format])
    attached = format is not Format.HTML
    response["Content-Disposition"] = content_disposition_header(attached, f"{file_name(name)}.{format.value}") or ""
    if not attached:
        response["Content-Security-Policy"] = PRINTED
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response


def format_of(text: str) -> Format:
    """The format named in a path; NotVisible when there is none of that name."""
    if text not in Format.values:
        raise NotVisible
    return Format(text)
