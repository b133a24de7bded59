"""Which characters of a text are not in the carried fonts? (They may print as boxes where no system font has them.)"""

from functools import cache
from pathlib import Path

COVERAGE_FILE = Path(__file__).resolve().parent.parent / "fonts" / "coverage.txt"


def missing_glyphs(text: str) -> set[str]:
    """The visible characters of ``text`` that the carried fonts cannot draw.

    Covered are 通用规范汉字表 and GB/T 2312. Fonts of the machine or of the operator are not looked at, so an answer
    means "may be missing", and an empty set means that the text is drawn everywhere.
    """
    return {char for char in text if not char.isspace() and ord(char) not in _covered()}


@cache
def _covered() -> frozenset[int]:
    codes: set[int] = set()
    for part in COVERAGE_FILE.read_text("ascii").split():
        first, _, last = part.partition("-")
        codes.update(range(int(first, 16), int(last or first, 16) + 1))
    return frozenset(codes)
