"""The page that scores without a network: its files, their version, its HTML and its service worker.

The shell holds no data of anybody and depends on nothing but the language, so that a phone may keep it.
"""

import hashlib
import json
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from guanmo.field.import_map import ImportMap, import_map
from guanmo.field.words import STATES, script_words
from guanmo.ui.bundles import bundle

OWN = Path(__file__).parent / "static"
FROM_UI = ("ui/js/mark_script.js", "ui/js/large_type.js", "ui/icons.svg", "ui/mark.svg", "ui/select.svg")
SCRIPTS = {
    "appearance": "field/js/appearance.js",
    "mark_script": "ui/js/mark_script.js",
    "large_type": "ui/js/large_type.js",
    "page": "field/js/page.js",
}
"""The scripts that the page itself names; all others are imported by them."""
VERSION_DIGITS = 12


def shell_files() -> tuple[str, ...]:
    """The static files of the shell beside the stylesheets of the house, as names below the static folder."""
    own = sorted(path.relative_to(OWN).as_posix() for path in OWN.rglob("*") if path.is_file())
    return (*own, *FROM_UI)


def shell_page() -> str:
    """The HTML of the shell in the language of now."""
    return _page(shell_version())


def shell_map() -> ImportMap:
    """Where the modules of the shell lie."""
    return _read_map() if settings.DEBUG else _map()


def worker_script() -> str:
    """The service worker; it differs by one byte exactly when the shell differs."""
    files = json.dumps([bundle("css").url, *(static(name) for name in shell_files())])
    addresses = {"shell": reverse("field:duties"), "api": _api()}
    return render_to_string("field/sw.js", {"version": shell_version(), "files": files, **addresses})


def manifest() -> dict[str, object]:
    """What a home screen shows of the shell."""
    sizes = {"ui/mark.svg": "any", "field/icon-180.png": "180x180", "field/icon-512.png": "512x512"}
    icons = [{"src": static(name), "sizes": size} for name, size in sizes.items()]
    return {
        "name": _("观摩 · 现场打分"),
        "short_name": _("现场打分"),
        "start_url": reverse("field:duties"),
        "scope": reverse("field:duties"),
        "display": "standalone",
        "background_color": "#f3f4f6",
        "theme_color": "#b5121b",
        "icons": icons,
    }


def shell_version() -> str:
    """The first digits of the SHA-256 over everything that the phone keeps."""
    language = get_language() or settings.LANGUAGE_CODE
    return _read_version(language) if settings.DEBUG else _version(language)


@lru_cache
def _version(language: str) -> str:
    return _read_version(language)


def _read_version(_language: str) -> str:
    digest = hashlib.sha256(_page("").encode())
    for name, content in _contents():
        digest.update(name.encode() + b"\0" + hashlib.sha256(content).digest())
    return digest.hexdigest()[:VERSION_DIGITS]


@lru_cache
def _map() -> ImportMap:
    return _read_map()


def _read_map() -> ImportMap:
    return import_map({static(name): content for name, content in _contents() if name.endswith((".js", ".css"))})


def _contents() -> Iterator[tuple[str, bytes]]:
    for name in shell_files():
        path = finders.find(name)
        assert isinstance(path, str), name
        yield name, Path(path).read_bytes()


def _page(version: str) -> str:
    found = shell_map()
    own = [found.address(static(name)) for name in shell_files() if name.startswith("field/css/")]
    scripts = {name: found.address(static(path)) for name, path in SCRIPTS.items()}
    addresses = {name: reverse(f"field:{name}") for name in ("worker", "manifest")}
    login = f"{reverse('account_login')}?next={reverse('field:duties')}%3Fin%3D1"
    context = {"version": version, "stylesheets": [bundle("css").url, *own], "words": script_words(), "states": STATES}
    context |= {"import_map": found.tag, "scripts": scripts}
    return render_to_string("field/shell.html", {**context, **addresses, "login": login, "api": _api()})


def _api() -> str:
    return f"{reverse('field:duties')}api/"
