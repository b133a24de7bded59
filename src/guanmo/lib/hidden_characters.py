"""Characters that nobody sees and that make one name look like another (security.md 3.8, E4)."""

import unicodedata

from django.utils.translation import gettext as _

from guanmo.lib.refusal import Refused

_LINES = "\t\n\r"
_HIDDEN = ("Cc", "Cf", "Cs", "Zl", "Zp")
_SHOWN = 6


class HiddenCharacter(Refused):
    """A text holds a character that nobody sees; the sentence says where."""

    code = "hidden_character"


def refuse_hidden(text: str) -> None:
    """Raise HiddenCharacter at a change of direction, a zero-width space, NUL, a tag or another control or format
    character. Line feeds and tabs, rare Han and ``·`` are taken.
    """
    at = next((place for place, one in enumerate(text) if is_hidden(one)), None)
    if at is None:
        return
    before = text[max(0, at - _SHOWN) : at].strip()
    if before:
        message = _("“%(before)s”后面有一个看不见的字符。请删掉它前后的字，重新打一遍，不要粘贴。")
        raise HiddenCharacter(message % {"before": before})
    raise HiddenCharacter(_("开头有一个看不见的字符。请清空这一栏，重新打一遍，不要粘贴。"))


def is_hidden(character: str) -> bool:
    """Whether this one character is hidden."""
    return character not in _LINES and unicodedata.category(character) in _HIDDEN


def without_hidden(text: str) -> str:
    """The text without them, for what comes out of workbooks by the thousand rows."""
    if text.isprintable():  # of no hidden category; most cells are, and are not looked through one by one
        return text
    return "".join(one for one in text if not is_hidden(one))
