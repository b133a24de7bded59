"""Every name that an address reads of what is sent to it, with something to send; found by sending until it asks for no more."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django import forms
from django.db.models import Model
from django.forms.models import ModelChoiceField
from django.utils import timezone

from tests.access.matrix import Visitor
from tests.access.overheard import heard, writing

ROUNDS = 5
"""How often an address may ask for more; each time one form or one branch deeper."""
TODAY = timezone.localdate().isoformat()


@dataclass
class Asked:
    """One address as one person finds it: what can be sent, which names hold ids of what, which nobody knows yet."""

    person: str
    name: str
    path: str
    values: dict[str, list[str]] = field(default_factory=dict)
    ids: dict[str, type[Model]] = field(default_factory=dict)
    by: dict[str, str] = field(default_factory=dict)
    unknown: set[str] = field(default_factory=set)
    forms: set[type] = field(default_factory=set)
    found: str = ""
    """What came of it, with everything as it should be."""

    def body(self, **changed: list[str]) -> str:
        return urlencode({"sent": "1", **self.values, **changed}, doseq=True)


@dataclass
class Asker:
    """Sends as one person; ``kinds`` says what a uuid is, ``given`` what to send under names that no form has, ``names`` which
    of these are ids of what."""

    visitor: Visitor
    kinds: dict[UUID, type[Model]]
    given: dict[str, Any]
    names: dict[tuple[str, str], type[Model]]

    def send(self, asked: Asked, **changed: list[str]) -> str:
        """What came of it, in the words of the matrix; ``heard`` tells the rest."""
        heard.clear()
        with writing():
            return self.visitor.send(asked.path, asked.body(**changed))

    def explore(self, asked: Asked) -> Asked:
        """Send until nothing new is read."""
        for _number in range(ROUNDS):
            asked.found = self.send(asked)
            asked.forms |= heard.forms
            new = (heard.names | heard.fields.keys()) - asked.values.keys() - {"sent", "csrfmiddlewaretoken"}
            if not new:
                break
            for name in sorted(new):
                self._take(asked, name)
        return asked

    def _take(self, asked: Asked, name: str) -> None:
        if name not in heard.fields:
            values = self.given.get(f"{asked.name} {name}", self.given.get(name, ["样例"]))
            asked.values[name] = [str(one) for one in values]
            self._sort(asked, name, asked.values[name])
            return
        one, initial = heard.fields[name]
        asked.values[name] = fitting(one, initial)
        if isinstance(one, ModelChoiceField):
            asked.ids[name], asked.by[name] = one.queryset.model, one.to_field_name or "pk"
        elif isinstance(one, forms.ChoiceField):
            self._sort(asked, name, list(choices_of(one)))
        elif isinstance(one, forms.UUIDField):
            self._sort(asked, name, asked.values[name])

    def _sort(self, asked: Asked, name: str, offered: list[str]) -> None:
        """What these values are ids of: told by hand, or by the first of them that is the uuid of something."""
        uuids = [one for one in map(uuid_of, offered) if one in self.kinds]
        kind = self.names.get((asked.name, name)) or (self.kinds[uuids[0]] if uuids else None)
        if kind is not None:
            has_uuid = any(one.name == "uuid" for one in kind._meta.fields)
            asked.ids[name], asked.by[name] = kind, "uuid" if has_uuid and not asked_by_key(offered) else "pk"
        elif name not in heard.fields or not offered or any(uuid_of(one) or one.isdecimal() for one in offered):
            asked.unknown.add(name)


def asked_by_key(offered: list[str]) -> bool:
    """Whether what is offered are the numbers of rows."""
    return bool(offered) and all(one.isdecimal() for one in offered)


def uuid_of(value: str) -> UUID | None:
    try:
        return UUID(value)
    except ValueError:
        return None


def choices_of(one: Any) -> Iterator[str]:
    """The values that a list offers, also those in groups."""
    for value, label in one.choices:
        if isinstance(label, list | tuple):
            yield from (str(inner) for inner, _word in label)
        elif value not in ("", None):
            yield str(value)


def fitting(one: forms.Field, initial: Any) -> list[str]:
    """Something that the field takes: what it begins with, the first that it offers, or what its kind asks for."""
    if initial not in (None, "", []):
        prepared = one.prepare_value(initial)
        return [str(each) for each in (prepared if isinstance(prepared, list | tuple) else [prepared])]
    if isinstance(one, ModelChoiceField):
        return [str(one.prepare_value(each)) for each in one.queryset[:1]]
    if isinstance(one, forms.ChoiceField):
        return list(choices_of(one))[:1]
    if isinstance(one, forms.BooleanField):
        return ["on"]
    if isinstance(one, forms.DateField):
        return [TODAY]
    if isinstance(one, forms.IntegerField | forms.DecimalField):
        return [str(one.min_value or 1)]
    if isinstance(one, forms.URLField):
        return ["https://example.cn/"]
    return [] if isinstance(one, forms.FileField) else ["样例"]
