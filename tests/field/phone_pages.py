"""The phone's pages as a judge uses them, for tests in chromium."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.test import Client

from guanmo.stages.rounds.models import Visit
from tests.county import Scene

READY = "html[data-ready][data-sync=idle]"
BUTTON = "[data-act]"
PATIENCE = 60
"""Seconds: a slow machine is not a fault."""


def log_in(page: Any, scene: Scene, name: str, base: str) -> None:
    """Give the browser the session of this person, as the login page does."""
    client = Client()
    client.force_login(scene.person(name))
    page.context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": base}])


def settled(page: Any) -> Any:
    """Wait until the view is drawn and phone and server have finished their talk."""
    page.wait_for_selector(READY, state="attached")
    return page


def go(page: Any, address: str) -> Any:
    """Open an address of the shell from anew."""
    page.goto("about:blank")
    # A page that takes a new version loads itself again, maybe before it was loaded whole: only the first answer is awaited.
    page.goto(f"/field/{address}", wait_until="commit")
    return settled(page)


def open_visit(page: Any, visit: Visit, tail: str = "") -> Any:
    go(page, f"#/visit/{visit.uuid}{tail}")
    page.wait_for_selector("[data-item]", state="attached")
    return page


def item(key: str, inner: str = "") -> str:
    return f'[data-item="{key}"] {inner}'.strip()


def full_marks_for_the_rest(page: Any) -> None:
    """Tap each section's chip and its button; a finger would wait for each to be painted, a test need not."""
    page.evaluate(
        """() => {
          document.querySelectorAll("[data-chip-row] .chip").forEach((chip, index) => {
            chip.click();
            const fill = document.querySelector(`#section-${index + 1} [data-fill]`);
            if (fill?.offsetParent) fill.click();
          });
        }"""
    )


def deduct(page: Any, key: str, points: str, reason: str) -> None:
    page.click(item(key, "[data-open]"))
    page.click(item(key, f'[data-deduct="{points}"]'))
    page.fill(item(key, "[data-note]"), reason)


def saved(page: Any) -> None:
    """Wait until what was entered is on the disk."""
    page.wait_for_selector("html:not([data-unsaved])", state="attached")


def submit(page: Any) -> None:
    """Finish the sheet; its own page opens when it is on the disk."""
    page.click(BUTTON)
    page.wait_for_selector("[data-standing]")


def standing(page: Any, state: str) -> None:
    page.wait_for_selector(f'[data-standing="{state}"]')


def counts(page: Any) -> dict[str, str]:
    """The strip: how many sheets are only here, how many arrived, how many photos wait."""
    shown = page.locator("[data-strip] [data-count]")
    return {one.get_attribute("data-count"): one.text_content() for one in shown.all()}


def wait_for_counts(page: Any, **wanted: int) -> None:
    for name, count in wanted.items():
        page.wait_for_function(
            "([name, count]) => document.querySelector(`[data-strip] [data-count=${name}]`).textContent === count",
            arg=[name, str(count)],
        )


def until(page: Any, promised: str) -> None:
    """Wait until what this script promises is true (``wait_for_function`` takes any promise for a yes)."""
    deadline = time.monotonic() + PATIENCE
    while not page.evaluate(promised):
        assert time.monotonic() < deadline, promised
        page.wait_for_timeout(50)


def stored(page: Any, store: str) -> list[Any]:
    """All rows of one store of the phone, read past the page."""
    rows: list[Any] = page.evaluate(
        """(store) => new Promise((resolve, reject) => {
          const opening = indexedDB.open("guanmo-field");
          opening.onerror = () => reject(opening.error);
          opening.onsuccess = () => {
            const reading = opening.result.transaction(store).objectStore(store).getAll();
            reading.onsuccess = () => { opening.result.close(); resolve(reading.result); };
          };
        })""",
        store,
    )
    return rows


@contextmanager
def without_network(page: Any) -> Iterator[None]:
    page.context.set_offline(True)
    try:
        yield
    finally:
        page.context.set_offline(False)


def ready_for_offline(page: Any) -> None:
    """Wait until the service worker has stored the shell."""
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
