"""The PostgreSQL of the settings: a connection to it, and what its own programs are told so that they reach it in the same way."""

from collections.abc import Mapping
from typing import Any

import psycopg
from psycopg.conninfo import make_conninfo
from psycopg.pq import Conninfo

from guanmo.command.backups.programs import last_line
from guanmo.command.language import gettext as _
from guanmo.lib.refusal import Refused

_NAMES = {"host": "HOST", "port": "PORT", "user": "USER", "password": "PASSWORD", "dbname": "NAME"}


def given(settings: Mapping[str, Any]) -> dict[str, str]:
    """By the names of libpq: who and where, and how (``?sslmode=verify-full`` and more of the address); Django's own options are left out."""
    known = {option.keyword.decode() for option in Conninfo.get_defaults()}
    how = {name: value for name, value in settings.get("OPTIONS", {}).items() if name in known}
    who = {name: settings[key] for name, key in _NAMES.items() if settings.get(key)}
    return {name: str(value) for name, value in {**how, **who}.items()}


def environment(settings: Mapping[str, Any]) -> dict[str, str]:
    """The same as the variables that every program of PostgreSQL reads; the name of the database is a word of its own for each."""
    words = {one.keyword.decode(): one.envvar.decode() for one in Conninfo.get_defaults() if one.envvar}
    return {words[name]: value for name, value in given(settings).items() if name in words and name != "dbname"}


def connected(settings: Mapping[str, Any], **more: str) -> psycopg.Connection[Any]:
    """Connect as Django does. Raises psycopg.OperationalError."""
    return psycopg.connect(make_conninfo(**{**given(settings), **more}), autocommit=True)


def reached(settings: Mapping[str, Any]) -> psycopg.Connection[Any]:
    """Connect, or say why that is not possible. Raises Refused: no kind of copy can be made."""
    try:
        return connected(settings)
    except psycopg.OperationalError as error:
        said = _("连不上数据库，没有备份：{reason}")
        raise Refused(said.format(reason=last_line(str(error))), code="no_database") from error


def has_logs(cursor: psycopg.Cursor[Any]) -> bool:
    """Whether the table of the logs is there."""
    row = cursor.execute("SELECT to_regclass('rounds_scoreevent')").fetchone()
    return bool(row and row[0])
