"""What a reader sees or hears of a page, and what of it is Chinese although it is no data."""

import re
from collections.abc import Iterable, Iterator
from html.parser import HTMLParser
from typing import Any

from django.apps import apps
from django.db.models import CharField, JSONField, TextField

from guanmo.stages.indicators.content import shipped_indicators
from guanmo.stages.organisations.content import CITED

HAN = re.compile(r"[\u4e00-\u9fff]+")
OTHER_LANGUAGES = {"简体中文", "繁體中文"}
"""A language is offered by its own name."""


class _Shown(HTMLParser):
    """Text, and the attributes that are read out."""

    def __init__(self) -> None:
        super().__init__()
        self.pieces: list[str] = []
        self._hidden = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._hidden = tag in ("script", "style")
        self.pieces += [text for name, text in attrs if text and name in ("aria-label", "title", "alt", "placeholder")]

    def handle_endtag(self, tag: str) -> None:
        self._hidden = False

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self.pieces.append(data)


def chinese_in(page: str, data: Iterable[str]) -> set[str]:
    """The Chinese of a page that is neither in ``data`` nor the name of a language."""
    shown = _Shown()
    shown.feed(page)
    text = "\n".join(sorted({" ".join(piece.split()) for piece in shown.pieces if HAN.search(piece)}))
    for known in sorted({" ".join(one.split()) for one in data if HAN.search(one)}, key=len, reverse=True):
        text = text.replace(known, "")
    return set(HAN.findall(text)) - OTHER_LANGUAGES


def every_text() -> Iterator[str]:
    """What people wrote, and what is shipped as data: every text of the database, and the indicators."""
    for model in apps.get_models():
        columns = [one.name for one in model._meta.fields if isinstance(one, (CharField, TextField, JSONField))]
        for row in model._base_manager.values_list(*columns) if columns else ():
            yield from _texts(list(row))
    for one in shipped_indicators():
        yield from (one.title, one.clause, one.note)
    yield from (one.title for one in CITED)


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, (dict, list)):
        for one in value.values() if isinstance(value, dict) else value:
            yield from _texts(one)
