"""What axe finds on a page."""

from typing import Any

from axe_playwright_python.sync_playwright import Axe


def violations(page: Any) -> list[tuple[str, str]]:
    """Each rule that the page breaks, with the first place."""
    found = Axe().run(page).response["violations"]
    return [(one["id"], one["nodes"][0]["html"][:160]) for one in found]
