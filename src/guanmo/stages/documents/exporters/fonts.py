"""With which fonts is a PDF set? The operator's folders first, then the machine's fonts, then the carried ones."""

import os
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings

if TYPE_CHECKING:
    import typst

CARRIED = Path(__file__).resolve().parent.parent / "fonts"
FONT_DIRS_NAME = "GUANMO_FONT_DIRS"
LATIN = ("Times New Roman", "Liberation Serif", "Libertinus Serif")
BODY = ("FangSong_GB2312", "FangSong", "STFangsong", "Zhuque Fangsong (technical preview)", "Guanmo Kai")
KAI = ("KaiTi_GB2312", "KaiTi", "STKaiti", "Guanmo Kai")
HEI = ("SimHei", "STHeiti", "Noto Sans SC")
TITLE = ("Noto Serif SC", "SimSun")
LICENSED_TITLE = ("FZXiaoBiaoSong-B05S", "FZXiaoBiaoSong-B05", "FZXiaoBiaoSong-B05-GB18030")
"""方正小标宋 may be embedded only with a licence, so it is used only when the operator puts it into his own folder."""


@dataclass(frozen=True)
class FontSet:
    """The fonts found and the families to ask for, by role, best first."""

    found: "typst.Fonts"
    roles: dict[str, tuple[str, ...]]


def operator_folders() -> tuple[str, ...]:
    """Folders from the setting or the environment, separated as in PATH."""
    value = getattr(settings, FONT_DIRS_NAME, None) if settings.configured else None
    folders = (
        value if isinstance(value, (list, tuple)) else (value or os.environ.get(FONT_DIRS_NAME, "")).split(os.pathsep)
    )
    return tuple(str(folder) for folder in folders if folder and Path(folder).is_dir())


def font_set() -> FontSet:
    """The fonts of this machine; looked for once for each set of folders."""
    return _search(operator_folders())


@cache
def _search(folders: tuple[str, ...]) -> FontSet:
    import typst  # slow to load, and a server must start at once

    found = typst.Fonts(True, True, [*folders, str(CARRIED)])
    there = set(found.families())
    own = set(typst.Fonts(False, False, list(folders)).families()) if folders else set()
    title = (*(name for name in LICENSED_TITLE if name in own), *TITLE)
    wanted = {"latin": LATIN, "body": BODY, "kai": KAI, "hei": HEI, "title": title}
    return FontSet(found, {role: tuple(name for name in names if name in there) for role, names in wanted.items()})
