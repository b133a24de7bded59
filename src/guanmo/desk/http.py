"""The request of a person who is logged in, and the answer with a file that somebody brought."""

from collections.abc import Iterable
from io import BytesIO
from typing import IO

from django.http import FileResponse, HttpRequest

from guanmo.lib.csv_text import SPREADSHEET_MARK, csv_text
from guanmo.stages.organisations.models import User


class UserRequest(HttpRequest):
    """Every page but the login has one: LoginRequiredMiddleware sees to it."""

    user: User


def download(content: IO[bytes] | bytes, name: str, media_type: str) -> FileResponse:
    """The file as a download: never shown inline, never sniffed, kept by nobody on the way."""
    stream = BytesIO(content) if isinstance(content, bytes) else content
    answer = FileResponse(stream, as_attachment=True, filename=name, content_type=media_type)
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cache-Control"] = "private, no-store"
    return answer


def csv_download(rows: Iterable[Iterable[object]], name: str) -> FileResponse:
    """The table as a file for a spreadsheet."""
    return download((SPREADSHEET_MARK + csv_text(rows)).encode(), name, "text/csv; charset=utf-8")
