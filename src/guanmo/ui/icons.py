"""Which icons the sprite ``static/ui/icons.svg`` holds."""

import re
from functools import cache
from pathlib import Path

SPRITE = "ui/icons.svg"


@cache
def icon_names() -> frozenset[str]:
    """Names of all icons in the sprite."""
    sprite = Path(__file__).parent / "static" / SPRITE
    return frozenset(re.findall(r'<symbol id="([^"]+)"', sprite.read_text(encoding="utf-8")))
