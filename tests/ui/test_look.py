"""Rules of the look that can be read from the files: old browsers, strict content policy, contrast, complete lists."""

import re
from pathlib import Path

import pytest

import guanmo.ui
from guanmo.ui.bundles import BEHAVIOURS, STYLESHEETS
from guanmo.ui.icons import icon_names
from guanmo.ui.templatetags.ui import TONE_ICONS

UI = Path(guanmo.ui.__file__).parent
HOUSE = UI.parent
CSS = sorted((UI / "static/ui/css").glob("*.css"))
ALL_CSS = sorted(HOUSE.rglob("static/**/*.css"))
TEMPLATES = sorted(HOUSE.rglob("templates/**/*.html"))
TOO_NEW = re.compile(
    r"@layer|@container|:has\(|oklch|color-mix|popover|\binset:|aspect-ratio|^\s*&|:is\(|:where\(|\bdvh\b|accent-color",
    re.MULTILINE,
)


def _named(path: Path) -> str:
    return str(path.relative_to(HOUSE))


@pytest.mark.parametrize("path", ALL_CSS, ids=_named)
def test_css_stays_at_the_level_of_chrome_86(path: Path) -> None:
    assert TOO_NEW.findall(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("path", TEMPLATES, ids=_named)
def test_template_holds_no_inline_style_or_script(path: Path) -> None:
    text = path.read_text(encoding="utf-8")

    assert re.findall(r"\sstyle=|<script(?![^>]*src=)|<style|\son[a-z]+=", text) == []


@pytest.mark.parametrize("path", TEMPLATES, ids=_named)
def test_template_names_only_icons_of_the_sprite(path: Path) -> None:
    named = re.findall(r'{% icon "([^"]+)"', path.read_text(encoding="utf-8"))

    assert set(named) - icon_names() == set()


def test_python_names_only_icons_of_the_sprite() -> None:
    """Icons that pages hand over as data: ``icon="…"`` anywhere, and the third value of a menu entry."""
    named = {
        name
        for path in HOUSE.rglob("*.py")
        for name in re.findall(
            r'\bicon="([^"]+)"|_\("[^"]+"\), "[a-z:-]+", "([^"]+)"', path.read_text(encoding="utf-8")
        )
    }

    assert {icon for pair in named for icon in pair if icon} - icon_names() == set()


def test_every_tone_has_an_icon_of_the_sprite() -> None:
    assert set(TONE_ICONS.values()) - icon_names() == set()


def test_every_stylesheet_and_behaviour_is_on_the_page() -> None:
    assert sorted(STYLESHEETS) == [path.stem for path in CSS]
    assert sorted(BEHAVIOURS) == sorted(path.stem for path in (UI / "static/ui/js").glob("*.js"))


def _tokens() -> dict[str, str]:
    text = (UI / "static/ui/css/tokens.css").read_text(encoding="utf-8")
    return dict(re.findall(r"--([\w-]+): (#[0-9a-f]{3,6});", text))


def _luminance(colour: str) -> float:
    digits = colour[1:] if len(colour) == 7 else "".join(c * 2 for c in colour[1:])
    channels = [int(digits[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    linear = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize(
    ("ink", "ground"),
    [
        ("ink", "ground"), ("ink-soft", "ground"), ("ink-soft", "rail"), ("red", "red-wash"), ("on-red", "red"),
        ("on-red-soft", "red-dark"), ("green-text", "green-wash"), ("amber-text", "amber-wash"), ("blue", "blue-wash"),
        ("surface", "gold"), ("surface", "silver"), ("surface", "bronze"), ("gold-light", "red"), ("blue", "ground"),
        *((f"band-{n}-ink", f"band-{n}") for n in range(1, 6)),
    ],
)  # fmt: skip
def test_text_has_a_contrast_of_at_least_4_5(ink: str, ground: str) -> None:
    bright, dark = sorted((_luminance(_tokens()[ink]), _luminance(_tokens()[ground])), reverse=True)

    assert (bright + 0.05) / (dark + 0.05) >= 4.5
