"""A copy of everything that decides: the database in one file, and the files that people brought beside it (security.md 3.7)."""

from pathlib import Path
from typing import Protocol

from guanmo.command.backups.postgres import PostgresCopy
from guanmo.command.backups.sqlite import SqliteCopy
from guanmo.command.language import gettext as _

__all__ = ["Copy", "PostgresCopy", "SqliteCopy", "copy_of_database", "database_to_fill"]


class Copy(Protocol):
    """One way to copy the database: how its files end, and what is to be said about it afterwards."""

    suffix: str
    told: str

    def write(self, target: Path) -> None:
        """Copy to ``target`` and check the copy. Raises Refused."""


def copy_of_database(*, logical: bool = False) -> Copy:
    """How the database of the settings is copied: PostgreSQL whole with its log, where that may be and is not declined."""
    from django.db import connection

    if connection.vendor != "postgresql":
        return SqliteCopy(connection.settings_dict)
    from guanmo.command.backups.whole_server import BaseCopy

    whole = BaseCopy(connection.settings_dict)
    why = _("是您用 --logical 要求的。") if logical else whole.missing()
    return PostgresCopy(connection.settings_dict, why) if why else whole


def database_to_fill() -> PostgresCopy | SqliteCopy:
    """The empty database of the settings, into which a copy of it is put back."""
    from django.db import connection

    if connection.vendor == "postgresql":
        return PostgresCopy(connection.settings_dict)
    return SqliteCopy(connection.settings_dict)
