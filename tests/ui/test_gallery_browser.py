"""The gallery in chromium: accessible, never wider than the screen, big enough for fingers and for old eyes."""

from typing import Any

import pytest

from tests.accessible import violations

pytestmark = [pytest.mark.urls("tests.ui.gallery_urls"), pytest.mark.django_db(transaction=True)]

PAGES = ["/ui/gallery/", "/ui/gallery/forms/", "/ui/gallery/forms/?bad=1", "/ui/gallery/phone/", "/ui/gallery/entry/"]

# Visible controls smaller than asked for. Left out: links within text (WCAG 2.5.8, inline) and check boxes, whose
# label is the target.
SMALL_TARGETS = """(least) => [...document.querySelectorAll(
    "button, .button, .chip, .segment, .tab, .side-link, .phone-back, .check, select, textarea, summary, " +
    "input:not([type=hidden]):not([type=checkbox]):not([type=radio])"
  )].map((e) => [e.className || e.name || e.tagName, e.getBoundingClientRect()])
    .filter(([, r]) => r.width > 0 && (r.height < least - 0.5 || r.width < least - 0.5))
    .map(([n, r]) => `${n} ${Math.round(r.width)}x${Math.round(r.height)}`)"""

SMALL_TEXT = """(least) => {
  const found = new Set(), walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const e = walk.currentNode.parentElement, box = e.getBoundingClientRect();
    const text = walk.currentNode.data.trim();
    if (!text || box.width < 2 || e.closest(".visually-hidden, svg, noscript, option")) continue;
    if (parseFloat(getComputedStyle(e).fontSize) < least) found.add(e.className + ": " + text);
  }
  return [...found];
}"""


def _large(page: Any) -> None:
    page.goto("/ui/large-type/?on=1&next=/ui/gallery/entry/")


@pytest.mark.parametrize(("width", "large"), [(390, True), (1440, False)])
def test_gallery_has_no_accessibility_violation(desktop: Any, width: int, large: bool) -> None:
    desktop.set_viewport_size({"width": width, "height": 844})
    if large:
        _large(desktop)
    for path in PAGES:
        desktop.goto(path)

        assert violations(desktop) == [], path
        assert desktop.evaluate("document.documentElement.scrollWidth") == width, path


@pytest.mark.parametrize(("large", "least"), [(False, 44), (True, 60)], ids=["normal", "large"])
def test_phone_targets_are_big_enough(phone: Any, large: bool, least: int) -> None:
    if large:
        _large(phone)
    for path in PAGES:
        phone.goto(path)

        assert phone.evaluate(SMALL_TARGETS, least) == [], path


def test_large_type_is_at_least_18_points(phone: Any) -> None:
    _large(phone)
    for path in PAGES:
        phone.goto(path)

        assert phone.evaluate(SMALL_TEXT, 24) == [], path


def test_large_type_button_keeps_what_is_half_filled_in(phone: Any) -> None:
    phone.goto("/ui/gallery/phone/")
    phone.fill("#item-8-note", "8月记录缺签名")

    phone.click("text=大字")

    assert phone.evaluate("document.documentElement.classList.contains('large-type')")
    assert phone.input_value("#item-8-note") == "8月记录缺签名"
    phone.reload()
    assert phone.evaluate("document.documentElement.classList.contains('large-type')")


def test_menu_opens_and_closes_by_keyboard_on_a_phone(phone: Any) -> None:
    phone.goto("/ui/gallery/")
    assert not phone.is_visible("#side")

    phone.focus("[data-drawer]")
    phone.keyboard.press("Enter")
    assert phone.is_visible("#side")
    assert phone.evaluate("document.activeElement.closest('#side') !== null")

    phone.keyboard.press("Escape")
    assert not phone.is_visible("#side")
    assert phone.evaluate("document.activeElement.matches('[data-drawer]')")


def test_skip_link_leads_to_the_content(desktop: Any) -> None:
    desktop.goto("/ui/gallery/")

    desktop.keyboard.press("Tab")
    desktop.keyboard.press("Enter")

    assert desktop.evaluate("document.activeElement.id") == "main"
