"""Texts that a person wrote are taken only when they are there and fit; otherwise one sentence says so."""

from django.utils.translation import gettext as _

from guanmo.lib.hidden_characters import refuse_hidden
from guanmo.stages.rounds.errors import ReasonMissing, TextTooLong


def written(text: str, *, missing: str) -> str:
    """The text without blanks around it. Raises ReasonMissing with the sentence ``missing`` when nothing is left."""
    if not text.strip():
        raise ReasonMissing(missing)
    return text.strip()


def fitting(text: str, *, name: str, most: int) -> str:
    """The text without blanks around it. Raises HiddenCharacter; TextTooLong for more than ``most`` characters."""
    refuse_hidden(text)
    if len(text.strip()) > most:
        raise TextTooLong(_("“%(name)s”最多%(most)d个字，请写短一些。") % {"name": name, "most": most})
    return text.strip()
