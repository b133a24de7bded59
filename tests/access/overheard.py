"""What a page reads of what is sent to it, heard while it reads: the names, the forms that it fills, and what it writes."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import pytest
from django import forms
from django.db import connection
from django.http import request as requests
from django.http.request import QueryDict

OWN_TABLES = ("django_session", "axes_")
"""Written by any request, whatever it asks for."""


@dataclass
class Heard:
    """Of one sending: each name that was read, each field of a form with what it begins with, and whose ids it refused."""

    names: set[str] = field(default_factory=set)
    fields: dict[str, tuple[forms.Field, Any]] = field(default_factory=dict)
    forms: set[type] = field(default_factory=set)
    refused: set[str] = field(default_factory=set)
    written: list[str] = field(default_factory=list)

    def clear(self) -> None:
        for one in (self.names, self.fields, self.forms, self.refused, self.written):
            one.clear()

    def note(self, form: Any) -> None:
        """A form that was filled from what was sent."""
        self.forms.add(type(form))
        for name, one in form.fields.items():
            self.fields[form.add_prefix(name)] = one, form.get_initial_for_field(one, name)
        self.refused |= {form.add_prefix(name) for name in form.errors if name in form.fields}


heard = Heard()


class _Listened(QueryDict):
    """What was sent, telling what is read of it."""

    _ready = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._ready = True

    def __contains__(self, key: object) -> bool:
        if self._ready:
            heard.names.add(str(key))
        return super().__contains__(key)

    def __getitem__(self, key: str) -> Any:
        heard.names.add(key)
        return super().__getitem__(key)

    def getlist(self, key: str, default: Any = None) -> Any:
        heard.names.add(key)
        return super().getlist(key, default)

    def dict(self) -> Any:
        return _ListenedDict({name: values[-1] for name, values in self.lists()})


class _ListenedDict(dict[str, Any]):
    def __contains__(self, key: object) -> bool:
        heard.names.add(str(key))
        return super().__contains__(key)

    def __getitem__(self, key: str) -> Any:
        heard.names.add(key)
        return super().__getitem__(key)

    def get(self, key: str, default: Any = None) -> Any:
        heard.names.add(key)
        return super().get(key, default)


def listen(monkeypatch: pytest.MonkeyPatch) -> None:
    """``heard`` tells of every sending from now on."""
    clean = forms.BaseForm.full_clean

    def cleaned(form: Any) -> None:
        clean(form)
        if isinstance(form.data, _Listened | _ListenedDict):
            heard.note(form)

    monkeypatch.setattr(requests, "QueryDict", _Listened)
    monkeypatch.setattr(forms.BaseForm, "full_clean", cleaned)


@contextmanager
def writing() -> Iterator[None]:
    """Tell in ``heard.written`` what stays written until the outermost savepoint ends: what is rolled back in it was not."""
    marks: dict[str, int] = {}

    def listen(execute: Any, sql: str, params: Any, many: Any, context: Any) -> Any:
        words = sql.split(None, 4)
        kind = words[0].upper()
        if kind == "SAVEPOINT":
            marks[words[1]] = len(heard.written)
        elif kind == "ROLLBACK":
            if words[-1] != next(iter(marks)):
                del heard.written[marks[words[-1]] :]
        elif kind in ("INSERT", "UPDATE", "DELETE"):
            table = words[1 if kind == "UPDATE" else 2].strip('"')
            if not table.startswith(OWN_TABLES):
                heard.written.append(f"{kind} {table}")
        return execute(sql, params, many, context)

    with connection.execute_wrapper(listen):
        yield
