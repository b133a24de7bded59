"""Everything that must be right before Guanmo may answer anybody (security.md F3).

On this floor because it has to know what belongs to the demonstration alone.
"""

import os
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.utils.translation import gettext as _

from guanmo.demo.outside import unsafe_outside_of_the_demo
from guanmo.lib.refusal import Refused
from guanmo.lib.unsafe_database import advice_for, unsafe_in
from guanmo.lib.unsafe_keys import readable_by_others, unsafe_secret

ACCEPT = "GUANMO_ACCEPT_RISK"
"""In the environment: start all the same. For measurements of what is unsafe, never for a county."""


class Unsafe(Refused):
    """Guanmo does not start on settings that lose or show data."""

    code = "unsafe_settings"


def unsafe_settings() -> list[str]:
    """One sentence for each thing that is unsafe, with what to do; the database must have its tables."""
    keys = [settings.DATA_DIR / "secret_key", settings.LOG_KEY, settings.FIELD_KEYS]
    keys += (settings.DATA_DIR / "tls").glob("*key*")
    keys += [Path(settings.BACKUP_KEY)] if settings.BACKUP_KEY else []
    return [
        *unsafe_in(connection),
        *unsafe_secret(settings.SECRET_KEY),
        *readable_by_others(keys),
        *unsafe_outside_of_the_demo(debug=settings.DEBUG),
    ]


def advice() -> list[str]:
    """What would be better and does not keep Guanmo from starting."""
    return [*advice_for(connection), *_open_backups()]


def _open_backups() -> Iterator[str]:
    if not settings.BACKUP_KEY and not settings.BACKUP_PASSPHRASE:
        yield _(
            "备份没有加密：谁拿到备份文件，谁就能看全部数据。请运行 guanmo backup --new-key 文件，再把 GUANMO_BACKUP_KEY 设为这个文件。"
        )


def refuse_unsafe() -> None:
    """Raise Unsafe with all the sentences."""
    found = [] if os.environ.get(ACCEPT) == "1" else unsafe_settings()
    if found:
        raise Unsafe("\n".join(found))
