"""What the words after a command mean; whatever they cannot mean is refused with one sentence."""

import argparse
from typing import NoReturn

from guanmo.command.language import gettext as _
from guanmo.lib.refusal import Refused


class Parser(argparse.ArgumentParser):
    """argparse speaks English only: ``sentence`` instead of each of its messages, and no help of its own."""

    def __init__(self, prog: str, sentence: str) -> None:
        super().__init__(prog=prog, add_help=False, allow_abbrev=False)
        self._sentence = sentence

    def error(self, message: str) -> NoReturn:
        raise Refused(self._sentence, code="bad_arguments")


def whole_number(option: str, text: str, *, least: int, most: int) -> int:
    """The number that was written for an option; ASCII digits alone."""
    digits = text.isascii() and text.isdigit() and len(text) < 10
    if not digits or not least <= int(text) <= most:
        message = _("%(option)s 要写 %(least)d 到 %(most)d 的整数。") % {"option": option, "least": least, "most": most}
        raise Refused(message, code="bad_number")
    return int(text)
