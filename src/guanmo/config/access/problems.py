"""What is wrong between the declared rules and the URL configuration. With anything wrong the server does not start."""

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.urls import URLResolver, get_resolver

from guanmo.config.access.tables import DECLARED
from guanmo.config.access.tables.own import GALLERY
from guanmo.lib.refusal import Refused


class OpenDoor(Refused):
    """An address without a rule, or a rule without an address."""

    code = "open_door"


def addresses(resolver: Any = None, space: str = "", before: str = "/") -> Iterator[tuple[str, str]]:
    """Every address of the configuration: its full name (empty where it has none) and its path."""
    for one in (resolver or get_resolver()).url_patterns:
        path = before + str(one.pattern)
        if isinstance(one, URLResolver):
            yield from addresses(one, f"{space}{one.namespace}:" if one.namespace else space, path)
        else:
            yield (space + one.name if one.name else "", path)


def problems() -> list[str]:
    """One sentence for each address without a rule and for each rule without an address."""
    there = list(addresses())
    missing = [
        f"地址 {path} （{name or '没有名称'}）没有登记谁可以访问。请在 guanmo/config/access/tables 中登记。"
        for name, path in there
        if name not in DECLARED
    ]
    expected = DECLARED.keys() - (set() if settings.DEBUG else GALLERY.keys())
    left = sorted(expected - {name for name, _path in there})
    return [
        *missing,
        *(f"guanmo/config/access/tables 登记了 {name}，但是没有这个地址。请删去这一条。" for name in left),
    ]


def refuse_open_doors() -> None:
    """Raise OpenDoor with all the sentences."""
    if found := problems():
        raise OpenDoor("\n".join(found))
