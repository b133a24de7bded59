"""In which language the command line speaks: Chinese, or what GUANMO_LANGUAGE names (``zh-hant``, ``en``).

The catalogues are Django's, read with the standard library: Django's own gettext needs the settings and all apps, and
the settings make a data folder wherever the user happens to stand. Ranking a CSV must leave nothing behind.
"""

import os
from functools import cache
from gettext import NullTranslations, translation
from pathlib import Path

CATALOGUES = Path(__file__).parent.parent / "ui" / "locale"
SOURCE_LANGUAGE = "zh-hans"
_FOLDERS = {"zh-hant": "zh_Hant", "en": "en"}  # the source language needs none


def language() -> str:
    """The language chosen in the environment; Chinese where it names one that Guanmo does not speak."""
    wanted = os.environ.get("GUANMO_LANGUAGE", "").lower().replace("_", "-")
    return wanted if wanted in _FOLDERS else SOURCE_LANGUAGE


def gettext(sentence: str) -> str:
    """The sentence in the chosen language; the Chinese sentence itself where no catalogue has it."""
    return _catalogue(language()).gettext(sentence)


@cache
def _catalogue(language: str) -> NullTranslations:
    if language == SOURCE_LANGUAGE:
        return NullTranslations()
    return translation("django", localedir=CATALOGUES, languages=[_FOLDERS[language]])
