"""Forms as they stand on a page, filled in with what fits, so that one of their ids can be exchanged."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.utils import timezone
from lxml import html

TYPED = {"date": timezone.localdate().isoformat(), "number": "1", "text": "样例", "search": "", "month": "2026-06"}


@dataclass
class Filled:
    """One form: where it is sent, what is in it, and which of its fields hold an id of something else."""

    action: str
    values: dict[str, Any] = field(default_factory=dict)
    ids: set[str] = field(default_factory=set)

    def put(self, name: str, value: str) -> None:
        if name and name not in self.values:
            self.values[name] = value
        if name and is_id(value):
            self.ids.add(name)


def is_id(value: str | None) -> bool:
    """Whether it is the uuid of something."""
    try:
        return bool(value) and UUID(str(value)) is not None
    except ValueError:
        return False


def forms_on(page: str, path: str) -> Iterator[Filled]:
    """Each form of a page that is sent by POST."""
    for form in html.fromstring(page).iter("form"):
        if (form.get("method") or "").lower() != "post":
            continue
        filled = Filled(form.get("action") or path)
        for one in form.iter("input", "select", "textarea"):
            _fill(filled, one)
        yield filled


def _fill(filled: Filled, one: Any) -> None:
    name, kind = one.get("name", ""), one.get("type", one.tag)
    if kind == "select":
        offered = [option.get("value", "") for option in one.iter("option") if option.get("value")]
        chosen = [option.get("value") for option in one.iter("option") if option.get("selected") is not None]
        for value in (chosen or offered)[:1]:
            filled.put(name, value)
    elif kind in ("radio", "checkbox"):
        filled.put(name, one.get("value", "on"))
    elif kind == "textarea":
        filled.put(name, (one.text or "").strip() or "样例")
    elif kind not in ("file", "submit", "button"):
        filled.put(name, one.get("value") or TYPED.get(kind, "样例"))
