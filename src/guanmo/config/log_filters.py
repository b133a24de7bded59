"""What must not stand in the log."""

import logging
import re

_TOKEN = re.compile(r"(/field/join/)[^/\s?]+")


class HideTokens(logging.Filter):
    """Write ``/field/join/…/`` for the path of a personal link: who reads the log must not be able to use it."""

    def filter(self, record: logging.LogRecord) -> bool:
        message = record.getMessage()
        if _TOKEN.search(message):
            record.msg, record.args = _TOKEN.sub(r"\1…", message), ()
        return True
