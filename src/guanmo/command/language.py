"""In which language the command line speaks: Chinese, or what GUANMO_LANGUAGE names (``zh-hant``, ``en``).

The catalogues are Django's, read with the standard library: Django's own gettext needs the settings and all apps, and
the settings make a data folder wherever the user happens to stand. Ranking a CSV must leave nothing behind.
"""

import os
from functools import cache
from gettext import NullTranslations, translation
from pathlib import Path

CATALOGUES = Path(__file__).parent.parent / "locale"
SOURCE_LANGUAGE = "zh-hans"


def gettext(sentence: str) -> str:
    """The sentence in the chosen language; the Chinese sentence itself where no catalogue has it."""
    return _catalogue(os.environ.get("GUANMO_LANGUAGE", SOURCE_LANGUAGE)).gettext(sentence)


@cache
def _catalogue(language: str) -> NullTranslations:
    name, _, variant = language.partition("-")
    folder = f"{name}_{variant.capitalize()}" if variant else name
    return translation("django", localedir=CATALOGUES, languages=[folder], fallback=True)
