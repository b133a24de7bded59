"""What every test may use: the database (SQLite, or a throwaway PostgreSQL with --db postgres) and chromium.

Django reads its settings once, so the environment is arranged here before pytest-django looks at it.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import nullcontext
from itertools import islice
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from guanmo.lib import limited_process
from guanmo.lib.limited_process_child import answer_of
from guanmo.lib.memory import collect_rarely, keep_what_is_loaded
from tests import postgres

PHONE = {"width": 390, "height": 844}
DESKTOP = {"width": 1366, "height": 768}
CHROMIUM_FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
HERE = Path(__file__).parent
SLOW = ("command", "faults", "field", "way")
TRIGGERS = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
    "postgresql": "SELECT tgname FROM pg_trigger",
}
_in_ci = bool(os.environ.get("CI"))


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--db", choices=["sqlite", "postgres"], default=os.environ.get("GUANMO_TEST_DB", "sqlite"))


def pytest_configure(config: pytest.Config) -> None:
    collect_rarely()
    folder = Path(tempfile.mkdtemp(prefix="guanmo-test-", dir="/dev/shm" if os.path.isdir("/dev/shm") else None))
    config.add_cleanup(lambda: shutil.rmtree(folder, ignore_errors=True))
    os.environ["DJANGO_SETTINGS_MODULE"] = "guanmo.config.settings"
    os.environ["GUANMO_DATA_DIR"] = str(folder)
    os.environ["GUANMO_SECRET_KEY"] = "only-for-tests-" + "x" * 50
    os.environ["GUANMO_DEBUG"] = "0"
    if not hasattr(config, "workerinput"):  # the workers inherit it
        os.environ["GUANMO_MADE_ONCE"] = str(folder)
    os.environ["GUANMO_ALLOWED_HOSTS"] = "testserver,localhost,127.0.0.1"
    os.environ.pop("GUANMO_DATABASE_URL", None)
    if config.getoption("--db") == "postgres":
        cluster = postgres.start()
        config.add_cleanup(cluster.stop)
        os.environ["GUANMO_DATABASE_URL"] = cluster.url
    if config.pluginmanager.has_plugin("django"):  # pure tests may be run alone with -p no:django
        from django.conf import settings

        assert settings.INSTALLED_APPS  # pytest-django sets Django up only when its settings are loaded already


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what uses the browser, so that `-m "not browser"` leaves it out; share out what is slow."""
    for item in items:
        if "browser_type" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.browser)
    items[:] = shared_out(items, int(os.environ.get("PYTEST_XDIST_WORKER_COUNT", "1")))


def shared_out(items: list[pytest.Item], workers: int) -> list[pytest.Item]:
    """Each worker begins with an equal stretch of the list: let every stretch begin with its share of the slow files."""
    slow = [item for item in items if item.path.relative_to(HERE).parts[0] in SLOW]
    quick = iter([item for item in items if item.path.relative_to(HERE).parts[0] not in SLOW])
    files = {path: place % workers for place, path in enumerate(dict.fromkeys(item.path for item in slow))}
    shares = [[item for item in slow if files[item.path] == worker] for worker in range(workers)]
    length = len(items) // workers
    filled = [[*share, *islice(quick, max(length - len(share), 0))] for share in shares]
    return [*(item for share in filled for item in share), *quick]


def pytest_collection_finish() -> None:
    """What was imported stays to the end: the collector need not look through it again and again."""
    keep_what_is_loaded()


@pytest.fixture(scope="session", autouse=True)
def _static_files_are_listed_once() -> Iterator[None]:
    """Every test client builds the middleware anew; what it serves does not change while the tests run."""
    from django.apps import apps
    from whitenoise.middleware import WhiteNoiseMiddleware

    found: dict[str, Any] = {}
    look_for_them = WhiteNoiseMiddleware.add_files_from_finders

    def known(self: Any) -> None:
        if not found:
            look_for_them(self)
            found.update(self.files)
        self.files.update(found)

    with pytest.MonkeyPatch.context() as patch:
        if apps.ready:
            patch.setattr(WhiteNoiseMiddleware, "add_files_from_finders", known)
        yield


@pytest.fixture(scope="session", autouse=True)
def _force_login_writes_the_session_alone() -> Iterator[None]:
    """Thousands of tests log somebody in without a password; what a log-in itself does is the subject of others, with one."""
    from django.apps import apps
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.test import Client

    whole = Client._login

    def short(self: Any, user: Any, backend: Any = None) -> None:
        if backend is None or self.cookies:  # with a password; or in a browser that has a session already
            whole(self, user, backend)
            return
        from guanmo.config.login.sessions import SessionStore

        session = SessionStore()
        session[SESSION_KEY], session[BACKEND_SESSION_KEY] = str(user.pk), backend
        session[HASH_SESSION_KEY] = user.get_session_auth_hash()
        session.create()
        self._set_login_cookies(SimpleNamespace(session=session))

    with pytest.MonkeyPatch.context() as patch:
        if apps.ready:
            patch.setattr(Client, "_login", short)
        yield


_ask_a_child = limited_process.ask


@pytest.fixture(scope="session", autouse=True)
def _files_are_read_here() -> Iterator[None]:
    """A child for each of thousands of files would be dear: the readers run here, their answers go the same way."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(limited_process, "ask", lambda *asked: limited_process.told(answer_of(*asked)))
        yield


@pytest.fixture
def children(monkeypatch: pytest.MonkeyPatch) -> None:
    """Files are read as in service, each in a process of its own."""
    monkeypatch.setattr(limited_process, "ask", _ask_a_child)


@pytest.fixture(autouse=True)
def _source_language() -> Iterator[None]:
    """Every test begins in Simplified Chinese, whatever language the one before it spoke."""
    from django.apps import apps
    from django.utils import translation

    with translation.override("zh-hans") if apps.ready else nullcontext():
        yield


@pytest.fixture(autouse=True)
def _no_stranger_has_knocked() -> None:
    """How often strangers were refused is counted in the process; every test begins anew."""
    if denials := sys.modules.get("guanmo.audit.denials"):
        denials.lately.clear()


@pytest.fixture(autouse=True)
def _tables_can_be_emptied(request: pytest.FixtureRequest) -> Iterator[None]:
    """After a test with real commits all tables are emptied, those too of which the database refuses to give up a row."""
    names = request.fixturenames
    marker = request.node.get_closest_marker("django_db")
    commits = {"transactional_db", "live_server"} & set(names) or (marker and marker.kwargs.get("transaction"))
    if commits:
        request.getfixturevalue("transactional_db")  # so that this one ends before the tables are emptied
    yield
    if commits:
        _wait_for_requests()
        _empty_guarded_tables()


def _wait_for_requests() -> None:
    """A page that was closed may have asked for something, or begun a job; neither must fall into the next test."""
    patience = time.monotonic() + 5
    while any(_works(one.name) for one in threading.enumerate()) and time.monotonic() < patience:
        time.sleep(0.01)


def _works(thread: str) -> bool:
    return thread == "jobs" or "process_request_thread" in thread


def _empty_guarded_tables() -> None:
    """The guards are there again afterwards, those too that a test has dropped."""
    from django.apps import apps
    from django.db import connection

    models = [one for one in reversed(apps.get_models()) if _guards_of(one)]
    with connection.cursor() as cursor:  # taking guards away and putting them up is dear, and most tables are empty
        asked = (f"SELECT '{table}' WHERE EXISTS (SELECT 1 FROM \"{table}\")" for table in map(_table_of, models))
        cursor.execute(" UNION ALL ".join(asked))
        filled = {table for (table,) in cursor.fetchall()}
        cursor.execute(TRIGGERS[connection.vendor])
        standing = {name for (name,) in cursor.fetchall()}
    for model in models:
        guards = _guards_of(model)
        if _table_of(model) in filled or not standing.issuperset(one.name for one in guards):
            _empty(model, guards)


def _pointing(model: Any) -> Iterator[Any]:
    """The columns by which rows that the database may change point to it; those that are guarded are gone already."""
    for one in model._meta.get_fields(include_hidden=True):
        if one.auto_created and not one.concrete and one.field.null and not _guards_of(one.related_model):
            yield one.field


def _guards_of(model: Any) -> list[Any]:
    from guanmo.lib.append_only import Guard

    return [one for one in model._meta.constraints if isinstance(one, Guard)]


def _table_of(model: Any) -> str:
    return str(model._meta.db_table)


def _empty(model: Any, guards: list[Any]) -> None:
    from django.db import connection

    table = _table_of(model)
    on_table = f' ON "{table}"' if connection.vendor == "postgresql" else ""
    with connection.schema_editor() as editor:
        for guard in guards:
            editor.execute(f'DROP TRIGGER IF EXISTS "{guard.name}"{on_table}')
        for field in _pointing(model):  # who points here goes next, and until then nowhere
            editor.execute(f'UPDATE "{_table_of(field.model)}" SET "{field.column}" = NULL')
        editor.execute(f'DELETE FROM "{table}"')
        for guard in guards:
            editor.execute(guard.create_sql(model, editor), None)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Keep SQLite's test database in a file: the live server's threads then lock as they do in service."""
    from django.db import connections

    settings = connections["default"].settings_dict
    settings["TEST"]["NAME"] = f"test_guanmo_{os.environ.get('PYTEST_XDIST_WORKER', 'alone')}"
    if settings["ENGINE"].endswith("sqlite3"):
        settings["TEST"]["NAME"] = os.path.join(os.environ["GUANMO_DATA_DIR"], "test.sqlite3")


@pytest.fixture
def fast_passwords(settings: Any) -> None:
    """Hash passwords with a quick hasher where a test makes many users and passwords are not its subject."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


def chromium_path() -> str | None:
    """Chromium as installed on this machine."""
    return shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


def windowless_path() -> str | None:
    """Chromium without the windows around the page where that is installed: the same engine, half of the work."""
    return shutil.which("chromium-headless-shell") or chromium_path()


@pytest.fixture(scope="session")
def browser_type() -> Iterator[Any]:
    """Playwright's chromium; without one on this machine browser tests are skipped, except in CI, where they fail."""
    if chromium_path() is None:
        (pytest.fail if _in_ci else pytest.skip)("chromium was not found: install the package chromium")
    from playwright.sync_api import sync_playwright

    # Playwright's synchronous face runs an event loop in this thread, which Django would take for asynchronous code.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    with sync_playwright() as playwright:
        yield playwright.chromium
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture(scope="session")
def chromium(browser_type: Any) -> Iterator[Any]:
    """One for all tests: what belongs to a test is in a context of its own."""
    yield from _launched(browser_type, windowless_path())


@pytest.fixture(scope="session")
def whole_chromium(browser_type: Any) -> Iterator[Any]:
    """Chromium as people have it."""
    yield from _launched(browser_type, chromium_path())


def _launched(browser_type: Any, path: str | None) -> Iterator[Any]:
    browser = browser_type.launch(executable_path=path, args=CHROMIUM_FLAGS)
    yield browser
    browser.close()


@pytest.fixture
def service_workers(request: pytest.FixtureRequest) -> str:
    """Fetching all that a phone needs without a network is much of a short test's work: only those marked `worker` do."""
    return "allow" if request.node.get_closest_marker("worker") else "block"


@pytest.fixture
def phone(chromium: Any, live_server: Any, service_workers: Any) -> Iterator[Any]:
    """A page as wide as a phone; paths such as "/" are relative to the live server."""
    options: Any = {"is_mobile": True, "has_touch": True, "service_workers": service_workers}
    yield from _page(chromium, live_server.url, viewport=PHONE, **options)


@pytest.fixture
def desktop(chromium: Any, live_server: Any, service_workers: Any) -> Iterator[Any]:
    """A page as wide as an office screen; paths such as "/" are relative to the live server."""
    yield from _page(chromium, live_server.url, viewport=DESKTOP, service_workers=service_workers)


def _page(browser: Any, base_url: str, **options: Any) -> Iterator[Any]:
    quiet: Any = {"reduced_motion": "reduce"}  # nothing moves, so that nothing has to be waited for
    context = browser.new_context(base_url=base_url, locale="zh-CN", timezone_id="Asia/Shanghai", **quiet, **options)
    context.set_default_timeout(60_000)
    yield context.new_page()
    context.close()


@pytest.fixture
def county(db: None, fast_passwords: None) -> Any:
    """A small county with posts and both real sheets, see ``tests.county``."""
    from tests.county import build_county

    return build_county()
