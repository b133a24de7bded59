"""Is the database set so that what was acknowledged is still there after a power cut (security.md 3.7)?

The values are those that were measured with cut power; each sentence says what to do.
"""

import sqlite3
from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext as _

WAL_IS_SOUND = (3, 51, 3)
"""From this version of SQLite on two writers cannot damage a write-ahead log when it begins anew."""
_FULL, _EXTRA = 2, 3
_POSTGRES = {
    "fsync": ("on",),
    "full_page_writes": ("on",),
    "synchronous_commit": ("on", "remote_apply"),
    "data_sync_retry": ("off",),
}


def unsafe_in(connection: Any) -> list[str]:
    """What is unsafe about the database of a Django connection, one sentence for each."""
    if connection.vendor == "sqlite":
        options = connection.settings_dict.get("OPTIONS", {})
        return list(unsafe_sqlite(_pragmas(connection), options, sqlite3.sqlite_version_info))
    return list(unsafe_postgres(_parameters(connection)))


def unsafe_sqlite(pragmas: Mapping[str, Any], options: Mapping[str, Any], version: tuple[int, ...]) -> Iterator[str]:
    """``pragmas``: journal_mode, synchronous, foreign_keys and mmap_size as SQLite answers them."""
    mode, level = str(pragmas["journal_mode"]).lower(), int(pragmas["synchronous"])
    if mode == "wal" and version < WAL_IS_SOUND:
        yield _(
            "这台电脑的 SQLite 版本太旧，不能用 WAL 方式，数据可能损坏。请改用 journal_mode=DELETE 和 synchronous=EXTRA。"
        )
    elif mode not in ("wal", "delete"):
        yield _("SQLite 的 journal_mode 是 %(mode)s，断电会丢数据。请改为 DELETE。") % {"mode": mode}
    if level < (_FULL if mode == "wal" else _EXTRA):
        yield _("SQLite 的 synchronous 设得太低，断电会丢失已经确认的评分表。请改为 EXTRA（WAL 方式用 FULL）。")
    if not pragmas["foreign_keys"]:
        yield _("SQLite 没有检查记录之间的关联。请设 foreign_keys=ON。")
    if pragmas["mmap_size"]:
        yield _("SQLite 打开了 mmap，出错时会损坏数据。请设 mmap_size=0。")
    if options.get("transaction_mode") != "IMMEDIATE":
        yield _("SQLite 的 transaction_mode 不是 IMMEDIATE，几个人同时提交会出错。请改为 IMMEDIATE。")


def unsafe_postgres(parameters: Mapping[str, str]) -> Iterator[str]:
    """``parameters``: fsync, full_page_writes, synchronous_commit, data_sync_retry as SHOW answers them."""
    for name, allowed in _POSTGRES.items():
        if parameters[name] not in allowed:
            words = {"name": name, "value": parameters[name], "wanted": allowed[0]}
            yield (
                _("PostgreSQL 的 %(name)s 是 %(value)s，断电会丢失或损坏数据。请改为 %(wanted)s 并重新加载配置。")
                % words
            )


def advice_for(connection: Any) -> list[str]:
    """What would be better, but cannot be changed while the database runs."""
    if connection.vendor != "postgresql" or _parameter(connection, "data_checksums") == "on":
        return []
    return [_("PostgreSQL 没有打开校验和，磁盘悄悄出错时发现不了。请停库后运行 pg_checksums --enable。")]


def _pragmas(connection: Any) -> dict[str, Any]:
    with connection.cursor() as cursor:
        found = {}
        for name in ("journal_mode", "synchronous", "foreign_keys", "mmap_size"):
            row = cursor.execute(f"PRAGMA {name}").fetchone()
            found[name] = row[0] if row else 0
    return found


def _parameters(connection: Any) -> dict[str, str]:
    return {name: _parameter(connection, name) for name in _POSTGRES}


def _parameter(connection: Any, name: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute(f"SHOW {name}")
        return str(cursor.fetchone()[0])
