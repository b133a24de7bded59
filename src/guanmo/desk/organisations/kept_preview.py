"""The preview of an import, made once: a further page of it reads neither the workbook nor the database again.

It shows how things stood when the file came. The confirmation compares anew, so nothing rests on it.
"""

import json
from collections.abc import Callable, Sequence
from dataclasses import fields
from typing import Any, overload

from django.utils.translation import get_language

from guanmo.stages.organisations.domain.keep_upload import keep_pieces, kept_piece
from guanmo.stages.organisations.models import User

TOGETHER = 500
"""Rows that are read together."""
MOST_BYTES = 64 * 1024 * 1024
"""A preview that is larger is made anew for each page."""
Shown = dict[str, Any]


class KeptRows(Sequence[Shown]):
    """The rows of a kept preview; only those are read that a page shows."""

    def __init__(self, token: str, count: int, *, by: User) -> None:
        self._token, self._count, self._by = token, count, by

    def __len__(self) -> int:
        return self._count

    @overload
    def __getitem__(self, place: int) -> Shown: ...

    @overload
    def __getitem__(self, place: slice) -> list[Shown]: ...

    def __getitem__(self, place: int | slice) -> Shown | list[Shown]:
        wanted = range(self._count)[place]
        if isinstance(wanted, int):
            return self[wanted : wanted + 1][0]
        read = {part: self._part(part) for part in dict.fromkeys(one // TOGETHER for one in wanted)}
        return [read[one // TOGETHER][one % TOGETHER] for one in wanted]

    def _part(self, part: int) -> list[Shown]:
        found: list[Shown] = json.loads(kept_piece(self._token, part + 1, by=self._by) or b"[]")
        return found


def preview_kept(token: str, make: Callable[[], Any], *, by: User) -> Shown:
    """The preview in the reader's language as it was kept, else as ``make`` makes it. Raises UploadGone."""
    head = json.loads(kept_piece(token, 0, by=by) or b"{}")
    if head.get("language") != get_language():
        return keep_preview(token, make(), by=by)
    return {**head, "rows": KeptRows(token, head["count"], by=by)}


def keep_preview(token: str, preview: Any, *, by: User) -> Shown:
    """Keep a preview beside its upload. ``preview`` is a dataclass with ``rows``. Returns it as its page reads it."""
    shown = {one.name: getattr(preview, one.name) for one in fields(preview) if one.name != "rows"}
    rows = [_plain(row) for row in preview.rows]
    head = {**shown, "kpis": [_plain(one) for one in preview.kpis], "count": len(rows), "language": get_language()}
    parts = [head, *(rows[at : at + TOGETHER] for at in range(0, len(rows), TOGETHER))]
    pieces = [json.dumps(one, ensure_ascii=False, default=str).encode() for one in parts]
    if sum(map(len, pieces)) <= MOST_BYTES:
        keep_pieces(token, pieces, by=by)
    return {**head, "rows": rows}


def compare_anew(token: str, *, by: User) -> None:
    """Let the next look compare again: a refused confirmation says what has changed since."""
    keep_pieces(token, (), by=by)


def _plain(one: Any) -> Shown:
    return {field.name: getattr(one, field.name) for field in fields(one)}
