"""What the words after the verbs mean."""

from datetime import date
from pathlib import Path

from guanmo.command.arguments import whole_number
from guanmo.command.language import gettext as _
from guanmo.lib.refusal import Refused

MOST_THREADS = 64


def day_asked(text: str | None) -> date:
    """The day that was written, today where none was. Raises Refused for what is no day, or lies ahead."""
    from django.utils import timezone

    today = timezone.localdate()
    try:
        day = date.fromisoformat(text) if text else today
    except ValueError:
        raise Refused(_("--day 要写成 2026-11-30 这样的日期。"), code="bad_day") from None
    if day > today:
        raise Refused(_("--day 还没有到：%(day)s。") % {"day": day}, code="day_ahead")
    return day


def threads_asked(text: str) -> int:
    """How many threads. Raises Refused."""
    return whole_number("--threads", text, least=1, most=MOST_THREADS)


def folder_asked(text: str) -> Path:
    """The folder with its own name, wherever the user stands. Raises Refused for a text that cannot be one."""
    try:
        return Path(text).resolve()
    except (OSError, ValueError):
        raise Refused(_("打不开文件夹：%(folder)s。") % {"folder": ascii(text)}, code="bad_folder") from None
