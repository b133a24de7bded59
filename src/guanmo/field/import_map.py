"""The import map of the phone's modules: each under an address that names its content.

A page then never runs with a module of another version out of the browser's cache. It only adds: modules import each
other by relative paths, which a browser without import maps (before Chrome 89, Safari 16.4) follows as they stand.
"""

import hashlib
import json
from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.safestring import SafeString, mark_safe

DIGITS = 12


@dataclass(frozen=True, slots=True)
class ImportMap:
    """``addresses`` by plain address; ``text`` is the JSON inside the tag."""

    addresses: Mapping[str, str]
    text: str

    @property
    def tag(self) -> SafeString:
        """The map as the page carries it; it must stand before the first module."""
        return mark_safe(f'<script type="importmap">{self.text}</script>')

    @property
    def digest(self) -> str:
        """The hash by which the content policy lets this one piece in."""
        return f"sha256-{b64encode(hashlib.sha256(self.text.encode()).digest()).decode()}"

    def address(self, plain: str) -> str:
        """Where this file lies for the page itself."""
        return self.addresses[plain]


def import_map(contents: Mapping[str, bytes]) -> ImportMap:
    """The map for files by their plain address."""
    addresses = {plain: f"{plain}?v={hashlib.sha256(body).hexdigest()[:DIGITS]}" for plain, body in contents.items()}
    modules = {plain: address for plain, address in addresses.items() if plain.endswith(".js")}
    return ImportMap(addresses, json.dumps({"imports": modules}))
