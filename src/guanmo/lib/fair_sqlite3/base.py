"""Django's SQLite backend with a line before BEGIN IMMEDIATE.

SQLite lets whoever asks at the right moment write next: a thread that writes without a pause can keep another one out
for minutes, and those who wait sleep longer and longer (security.md D2). Within one process writers stand in line here
instead; against other processes SQLite's own lock still holds. Transactions must be IMMEDIATE, so that each is a writer.

A connection serves many requests (CONN_MAX_AGE): opening one reads the whole schema, which takes longer than most requests.
One on which something failed, or whose file is no longer the one at that path, is not used again.

Django marks the places of values by ``%s``, SQLite by ``?``; a text that was put into the other form is remembered.
"""

import os
from collections import defaultdict
from functools import lru_cache
from typing import Any

from django.db import OperationalError
from django.db.backends.sqlite3 import base

from guanmo.lib.fair_sqlite3.line import Line

_lines: defaultdict[str, Line] = defaultdict(Line)
LONGEST = 10_000
"""Letters of a statement that is remembered; longer ones hold as many places as there are rows and do not come again."""


class Cursor(base.SQLiteCursorWrapper):
    """Django's own but for how a statement is put into SQLite's form: for a list of columns that takes longer than asking."""

    def convert_query(self, query: str, *, param_names: Any = None) -> str:
        if param_names is None and len(query) <= LONGEST:
            return _converted(query)
        converted: str = super().convert_query(query, param_names=param_names)
        return converted


@lru_cache(maxsize=1024)
def _converted(query: str) -> str:
    return base.FORMAT_QMARK_REGEX.sub("?", query).replace("%%", "%")


class DatabaseWrapper(base.DatabaseWrapper):
    """One connection; ``_in_line`` says that it holds the turn to write, ``_opened`` which file it has open."""

    _in_line = False
    _opened: tuple[int, int] | None = None

    def get_new_connection(self, conn_params: Any) -> Any:
        made = super().get_new_connection(conn_params)
        self._opened = self._file()
        return made

    def create_cursor(self, name: Any = None) -> Any:
        return self.connection.cursor(factory=Cursor)

    def is_usable(self) -> bool:
        """Asked after an error: SQLite says nothing of what it left behind, so a new connection is opened."""
        return False

    def close_if_unusable_or_obsolete(self) -> None:
        if self.connection is not None and not self.in_atomic_block and self._file() != self._opened:
            self.close()
        super().close_if_unusable_or_obsolete()

    def _start_transaction_under_autocommit(self) -> None:
        patience = float(self.settings_dict["OPTIONS"].get("timeout", 5))
        if not self._line.enter(patience):
            raise OperationalError("database is locked")
        self._in_line = True
        try:
            super()._start_transaction_under_autocommit()  # type: ignore[misc]
        except BaseException:
            self._step_out()
            raise

    def _commit(self) -> Any:
        done = super()._commit()  # type: ignore[misc]
        self._step_out()
        return done

    def _rollback(self) -> Any:
        try:
            return super()._rollback()  # type: ignore[misc]
        finally:
            self._step_out()

    def _close(self) -> Any:
        try:
            return super()._close()  # type: ignore[misc]
        finally:
            self._step_out()

    def _file(self) -> tuple[int, int] | None:
        """Which file lies at the path: another one after a copy was put back."""
        try:
            found = os.stat(self.settings_dict["NAME"])
        except OSError:
            return None
        return found.st_dev, found.st_ino

    @property
    def _line(self) -> Line:
        return _lines[str(self.settings_dict["NAME"])]

    def _step_out(self) -> None:
        if self._in_line:
            self._in_line = False
            self._line.leave()
