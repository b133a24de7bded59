"""A copy of everything that decides: the database in one file, and the files that people brought beside it (security.md 3.7)."""

from guanmo.command.backups.postgres import PostgresCopy
from guanmo.command.backups.sqlite import SqliteCopy

__all__ = ["PostgresCopy", "SqliteCopy", "copy_of_database"]


def copy_of_database() -> PostgresCopy | SqliteCopy:
    """How the database of the settings is copied and put back."""
    from django.db import connection

    if connection.vendor == "postgresql":
        return PostgresCopy(connection.settings_dict)
    return SqliteCopy(connection.settings_dict)
